import { stem } from './vocabulary/stem.ts';

/**
 * Words that name a technical role and not a part of the business: folders of these names are layers, and in file names
 * they say nothing about the context. Compared by stem, so that plurals count.
 */
const roleWords = `
  abstract action adapter api app application base boot bootstrap cache cli cmd command common component config
  configuration connection const constant container context controller core cron custom data database db decorator default definition domain
  dto endpoint entity enum env error exception extension external facade factory feature filter fixture function gateway generic
  global graphql guard handler helper hook http impl injector ioc implementation index infra infrastructure init initialize input
  integration interceptor interface internal job layer lib library listener loader local logger main manager mapper
  method middleware migration mock model module mongo mongoose object orm output package persistence pipe plugin
  policy postgres presentation presenter prisma processor producer prop provider public query queue read redis register registry repo
  repository request resolver resource response rest root route router schema script seed sequelize serializer server
  service setup shared start startup source sql src state storage store strategy stub subscriber support svc system test
  tool transform transformer transport type typeorm typing usecase use case util utility validation validator
  value view web worker wrapper write
`
  .split(/\s+/)
  .filter(Boolean);

/** What code does to anything: not a part of the business either. */
const verbWords = `
  add all apply async bulk by check clear create count delete edit fetch find for from get has in is insert
  list load make new of on one patch put remove reset save send set start stop sync the to update upsert with
`
  .split(/\s+/)
  .filter(Boolean);

const roleStems = new Set(roleWords.map(stem));
const stopStems = new Set([...roleWords, ...verbWords].map(stem));

/** Words of the business that have the stem of a role or a verb: `custom`, `new`. */
const falseFriends = new Set(['customer', 'customers', 'listing', 'listings', 'news']);

function isStopWord(word: string): boolean {
  return !falseFriends.has(word) && stopStems.has(stem(word));
}

/** Folders of these names are never a part of the business, whatever stands beside them. */
const catchAllStems = new Set(
  'common core helper infra infrastructure interface lib shared type util utility'.split(' ').map(stem),
);

/** Folders of these names only hold others. */
const containerStems = new Set(
  'api app application backend bounded component context domain feature main module package server service source src'
    .split(' ')
    .map(stem),
);

/** Whether every word is one for things that have no other place, or for a folder that only holds others. */
export function isContainerName(words: readonly string[]): boolean {
  return isCatchAllName(words) || (words.length > 0 && words.every((word) => containerStems.has(stem(word))));
}

/** Whether every word is a role: `controllers`, `read-models`. */
export function isTechnicalName(words: readonly string[]): boolean {
  return words.length > 0 && words.every((word) => roleStems.has(stem(word)));
}

/** Whether every word is one for things that have no other place: `shared`, `utils`. */
export function isCatchAllName(words: readonly string[]): boolean {
  return words.length > 0 && words.every((word) => catchAllStems.has(stem(word)));
}

/** Stems of the words that can name a part of the business, in order. */
export function businessStems(words: readonly string[]): string[] {
  return words.filter((word) => word.length > 1 && !isStopWord(word)).map(stem);
}

/** Words that say something only beside another: `key` of `api-key`. */
const vagueStems = new Set(
  'any body clone deep dev empty false flat id item key kind name no noop not null number recursive result row simple single string text true unique uuid'
    .split(' ')
    .map(stem),
);

/** Whether words can be a name: a word of the business alone, or several of which one is not vague (`api-key`, `event-bus`). */
export function isTelling(words: readonly string[]): boolean {
  const clear = words.filter((word) => !vagueStems.has(stem(word)));
  return words.length > 1 ? clear.length > 0 : businessStems(clear).length > 0;
}

/** Folders and files of these names serve developers; nothing of them runs in production. */
const toolStems = new Set(
  'bench benchmark codemod fixture migration script seed seeder seeding'.split(' ').map(stem),
);

/** Whether a word says that this is a tool: `seed`, `migrations`. */
export function isToolName(words: readonly string[]): boolean {
  return words.some((word) => toolStems.has(stem(word)));
}
