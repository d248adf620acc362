import { businessStems } from './lexicon.ts';
import { stem } from './vocabulary/stem.ts';

const listOf = (text: string): string[] => text.split(/\s+/).filter(Boolean);

/** What a name says is done, before it says with what: `count` of `countFlights`. */
const deeds = new Set(
  listOf(`
    accept add apply approve assign attach build calculate cancel change check clear clone close compute convert copy count create
    delete detach disable do download edit enable execute export fetch find format generate get handle has import init insert
    is list load make mark move on open parse patch post process publish put query read receive refresh register reject
    remove render reset resolve retrieve run save search send set show start stop store submit sync toggle update upload
    upsert validate verify view
  `),
);

/** What follows one of these says which, and not what: `by-slug` of `get-comments-by-slug`. */
const turns = new Set(listOf('at by for from in into of on out through to via with'));

/** Last words that say what kind of code it is. */
const kinds = new Set(
  listOf(
    'api component controller dto entity handler helper info list manager model module page repository route router schema screen service type util',
  ).map(stem),
);

/** Words glued to a name in lower case: `bookingservice`. */
const glued = /^(\w{4,}?)(?:service|controller|module|routes?)s?$/;

/** Doors into an application: all of them are about who may come in. */
const doors = new Set([
  ...listOf('authenticate authentication login logout password signin signout signup'),
  ...listOf('log-in log-out sign-in sign-out sign-up forgot-password reset-password'),
]);

/**
 * What a name is about: `flights` of `count-flights`, `comments` of `get-comments-by-slug`, `booking` of `bookingservice`, `auth` of
 * `logout`. A name that says nothing else stays as it is.
 */
export function subjectPhrase(words: readonly string[]): string[] {
  let rest = words.map((word) => glued.exec(word)?.[1] ?? word);
  if (doors.has(rest.join('-'))) return ['auth'];
  const turn = rest.findIndex((word, index) => index > 0 && turns.has(word));
  if (turn > 0) rest = kept(rest.slice(0, turn), rest);
  const first = rest.findIndex((word) => !deeds.has(word));
  rest = first < 0 ? rest.slice(-1) : kept(rest.slice(first), rest);
  while (rest.length > 1 && kinds.has(stem(rest.at(-1) as string)) && isBusiness(rest.at(-2) as string))
    rest = rest.slice(0, -1);
  return doors.has(rest.join('-')) ? ['auth'] : rest;
}

/** The shorter phrase, unless nothing of the business is left in it. */
function kept(shorter: string[], longer: string[]): string[] {
  return businessStems(shorter).length > 0 ? shorter : longer;
}

function isBusiness(word: string): boolean {
  return businessStems([word]).length > 0;
}
