import type { Json, Reply } from './noisy-shop.ts';

/** What a service does wrong, and the fields where that shows. */
export interface Fault {
  readonly name: string;
  readonly fields: readonly string[];
  apply(reply: Reply, random: () => number): Reply;
}

type Record_ = { [key: string]: Json };

/** Changes the body of a good answer. */
function inBody(
  name: string,
  fields: readonly string[],
  change: (page: Record_, random: () => number) => void,
): Fault {
  return {
    name,
    fields,
    apply(reply, random) {
      if (reply.status !== 200) return reply;
      const body = structuredClone(reply.body) as Record_;
      change(body, random);
      return { ...reply, body };
    },
  };
}

/** Changes every product of a page. */
function inItems(
  name: string,
  fields: readonly string[],
  change: (item: Record_, random: () => number) => void,
): Fault {
  return inBody(name, fields, (page, random) => {
    for (const item of page['items'] as Record_[]) change(item, random);
  });
}

/** Changes a good answer as a whole. */
function whole(
  name: string,
  fields: readonly string[],
  change: (reply: Reply, random: () => number) => Reply,
): Fault {
  return { name, fields, apply: (reply, random) => (reply.status === 200 ? change(reply, random) : reply) };
}

function withHeader(reply: Reply, name: string, value: string | undefined): Reply {
  const { [name]: _gone, ...others } = reply.headers;
  return { ...reply, headers: value === undefined ? others : { ...others, [name]: value } };
}

function textOf(reply: Reply): string {
  return JSON.stringify(reply.body);
}

const item = '$.items[*]';

/** Forty ways in which an extracted service answers otherwise; those that name a share do so for that share of their answers or data only. */
export const faults: readonly Fault[] = [
  inItems('a dropped field', [`${item}.sku absent`], (product) => delete product['sku']),
  inItems('an added field', [`${item}.internalCost added`], (product) => (product['internalCost'] = 5)),
  inItems('a renamed field', [`${item}.name absent`, `${item}.title added`], (product) => {
    product['title'] = product['name'] as Json;
    delete product['name'];
  }),
  inItems(
    'a number as a text',
    [`${item}.weight type`],
    (product) => (product['weight'] = JSON.stringify(product['weight'])),
  ),
  inItems(
    'an id as a text',
    [`${item}.id type`],
    (product) => (product['id'] = JSON.stringify(product['id'])),
  ),
  inItems(
    'a truth value as a number',
    [`${item}.inStock type`],
    (product) => (product['inStock'] = product['inStock'] === true ? 1 : 0),
  ),
  inItems(
    'a rounded number',
    [`${item}.weight value`],
    (product) => (product['weight'] = Math.round((product['weight'] as number) * 10) / 10),
  ),
  inItems(
    'a number cut to a whole one',
    [`${item}.weight value`],
    (product) => (product['weight'] = Math.trunc(product['weight'] as number)),
  ),
  inItems(
    'a number in another unit',
    [`${item}.weight value`],
    (product) => (product['weight'] = (product['weight'] as number) * 1000),
  ),
  inItems(
    'a long number that lost its last digits',
    [`${item}.ledger value`],
    (product) => (product['ledger'] = '9007199254740980'),
  ),
  inItems(
    'null where a field is absent',
    [`${item}.subtitle added`],
    (product) => (product['subtitle'] = null),
  ),
  inItems('absent where the monolith says null', [`${item}.discontinued absent`], (product) => {
    if (product['discontinued'] === null) delete product['discontinued'];
  }),
  inItems(
    'an empty text for null',
    [`${item}.discontinued type`],
    (product) => (product['discontinued'] ??= ''),
  ),
  inItems(
    'a date as seconds',
    [`${item}.createdAt type`],
    (product) => (product['createdAt'] = Date.parse(product['createdAt'] as string) / 1000),
  ),
  inItems(
    'a date without its time',
    [`${item}.createdAt format`],
    (product) => (product['createdAt'] = (product['createdAt'] as string).slice(0, 10)),
  ),
  inItems(
    'a date of the zone beside',
    [`${item}.createdAt value`],
    (product) => (product['createdAt'] = (product['createdAt'] as string).replace('T00', 'T01')),
  ),
  inItems(
    'an address of another host',
    [`${item}.media[*].url origin value`],
    (product) => (product['media'] = JSON.parse(JSON.stringify(product['media']).replace('cdn.', 'static.'))),
  ),
  inItems('a list emptied', [`${item}.media[*] absent`], (product) => (product['media'] = [])),
  inItems(
    'a list as its only element',
    [`${item}.media type`],
    (product) => (product['media'] = (product['media'] as Json[])[0] as Json),
  ),
  inItems('an element twice', [`${item}.media[*] added`], (product) =>
    (product['media'] as Json[]).push((product['media'] as Json[])[0] as Json),
  ),
  inItems(
    'broken letters',
    [`${item}.description value`],
    (product) => (product['description'] = (product['description'] as string).replaceAll('ü', 'Ã¼')),
  ),
  inItems(
    'a text with entities',
    [`${item}.description value`],
    (product) => (product['description'] = (product['description'] as string).replaceAll('«', '&laquo;')),
  ),
  inItems(
    'a text cut short',
    [`${item}.description value`],
    (product) => (product['description'] = (product['description'] as string).slice(0, 12)),
  ),
  inItems('a wrong value for one product of forty', [`${item}.sku value`], (product) => {
    if ((product['id'] as number) % 40 === 3) product['sku'] = 'SKU-X';
  }),
  inItems('a category missing', [`${item}.categories[*] absent`], (product) =>
    (product['categories'] as Json[]).pop(),
  ),
  inItems(
    'letters in another case',
    [`${item}.name value`],
    (product) => (product['name'] = (product['name'] as string).toUpperCase()),
  ),
  inBody('items in reverse order', ['$.items order'], (page) => (page['items'] as Json[]).reverse()),
  inBody('the last item of a page missing', [`${item} absent`], (page) => (page['items'] as Json[]).pop()),
  inBody('one item too many', [`${item} added`], (page) =>
    (page['items'] as Record_[]).push({ ...(page['items'] as Record_[])[0], id: 9_999 }),
  ),
  inBody(
    'a tag that is gone',
    ['$.tags[*] absent'],
    (page) => (page['tags'] = (page['tags'] as string[]).filter((tag) => tag !== 'eco')),
  ),
  inBody(
    'pages counted from nought',
    ['$.page value'],
    (page) => (page['page'] = (page['page'] as number) + 1),
  ),
  inBody('no end of the pages', ['$.next type'], (page) => (page['next'] ??= '/products?page=40')),
  inBody('an object under another name', ['$.byId absent', '$.views added'], (page) => {
    page['views'] = page['byId'] as Json;
    delete page['byId'];
  }),
  whole('another status', ['status value'], (reply) => ({ ...reply, status: 201 })),
  whole('a failure of one answer in eight', ['status value'], (reply, random) =>
    random() < 0.125 ? { ...reply, status: 500, body: { error: 'x' } } : reply,
  ),
  whole('a missing header', ['header x-total-count absent'], (reply) =>
    withHeader(reply, 'x-total-count', undefined),
  ),
  whole('another charset', ['header content-type value'], (reply) =>
    withHeader(reply, 'content-type', 'application/json'),
  ),
  whole('an answer that may be cached', ['header cache-control value'], (reply) =>
    withHeader(reply, 'cache-control', 'public, max-age=60'),
  ),
  whole('a body cut in the middle', ['body type'], (reply) => ({
    ...reply,
    bytes: Buffer.from(textOf(reply).slice(0, 200)),
  })),
  whole('an encoding that is not UTF-8', ['body type'], (reply) => ({
    ...reply,
    bytes: Buffer.from(textOf(reply), 'latin1'),
  })),
];
