import { type Answer, headerOf } from './answer.ts';
import { type Difference, exampleOf } from './difference.ts';
import { formatOf } from './text-format.ts';

/**
 * Headers that say something of the connection, the moment or the program, and nothing of the contract.
 *
 * Validators (`etag`, `last-modified`) are of one implementation: a client's old one costs a full answer, no more. The length and the coding of the body show in
 * the body.
 */
const ignoredByDefault = new Set([
  'age',
  'alt-svc',
  'connection',
  'content-encoding',
  'content-length',
  'date',
  'etag',
  'keep-alive',
  'last-modified',
  'nel',
  'proxy-connection',
  'report-to',
  'server',
  'server-timing',
  'trailer',
  'transfer-encoding',
  'upgrade',
  'via',
  'x-powered-by',
  'x-request-id',
  'x-response-time',
  'x-runtime',
]);

/** Lists in which case and order say nothing (RFC 9110 sections 10.2.1, 12.5.5, 14.3; Fetch section 3.3). */
const unorderedLists = new Set([
  'accept-ranges',
  'access-control-allow-headers',
  'access-control-allow-methods',
  'access-control-expose-headers',
  'allow',
  'cache-control',
  'vary',
]);

/** In what the headers of two answers differ; cookies by name and attributes, their values by format. */
export function compareHeaders(first: Answer, second: Answer, ignored: ReadonlySet<string>): Difference[] {
  const names = new Set([...first.headers, ...second.headers].map(([name]) => name));
  return [...names].toSorted().flatMap((name) => {
    if (ignored.has(name) || (ignoredByDefault.has(name) && !ignored.has(`!${name}`))) return [];
    if (name === 'set-cookie') return compareCookies(first, second);
    return difference(`header ${name}`, meaningOf(name, first), meaningOf(name, second));
  });
}

function meaningOf(name: string, answer: Answer): string | undefined {
  const value = headerOf(answer, name);
  if (value === undefined) return undefined;
  if (name === 'content-type')
    return value
      .toLowerCase()
      .replaceAll(/\s*;\s*/g, '; ')
      .replaceAll('"', '');
  if (!unorderedLists.has(name)) return value;
  return [
    ...new Set(
      value
        .toLowerCase()
        .split(',')
        .map((part) => part.trim()),
    ),
  ]
    .toSorted()
    .join(', ');
}

function compareCookies(first: Answer, second: Answer): Difference[] {
  const [cookies, others] = [cookiesOf(first), cookiesOf(second)];
  const names = [...new Set([...cookies.keys(), ...others.keys()])].toSorted();
  return names.flatMap((name) => difference(`cookie ${name}`, cookies.get(name), others.get(name)));
}

/** What a cookie is without its value: name, format of the value, attributes without the moment of expiry. */
function cookiesOf(answer: Answer): Map<string, string> {
  const cookies = answer.headers.filter(([name]) => name === 'set-cookie').map(([, value]) => value);
  return new Map(
    cookies.map((cookie) => {
      const [pair = '', ...attributes] = cookie.split(';').map((part) => part.trim());
      const [name, value] = [
        pair.slice(0, Math.max(0, pair.indexOf('='))),
        pair.slice(pair.indexOf('=') + 1),
      ];
      const kept = attributes.map((text) => text.toLowerCase().replace(/^(expires|max-age)=.*$/, '$1'));
      return [name, [value === '' ? '(empty)' : '(value)', ...kept.toSorted()].join('; ')];
    }),
  );
}

function difference(field: string, first: string | undefined, second: string | undefined): Difference[] {
  if (first === second) return [];
  const kind =
    first === undefined
      ? 'added'
      : second === undefined
        ? 'absent'
        : formatOf(first) === formatOf(second)
          ? 'value'
          : 'format';
  return [{ field, kind, place: field, first: exampleOf(first), second: exampleOf(second) }];
}
