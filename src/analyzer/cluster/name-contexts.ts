import { posix } from 'node:path';
import { by } from '../../lib/ordered.ts';
import { answeringModule, type Business, declaringModule } from './business.ts';
import type { FeatureFolders } from './folders.ts';
import { businessStems, isTelling } from './lexicon.ts';
import { subjectPhrase } from './subject-phrase.ts';
import { subjectWords } from './subject-words.ts';
import { nameOfModule } from './vocabulary/file-names.ts';
import { stem } from './vocabulary/stem.ts';
import { splitWords } from './vocabulary/words.ts';

/** How much one mention of each kind says about the name of a context, and about how that name is written. */
const mentionWeights = { route: 3, operation: 1, entity: 3, folder: 2, fileName: 1 };
const spellingWeights = { route: 1000, folder: 100, operation: 1, entity: 1, fileName: 1 };

type Kind = keyof typeof mentionWeights;

/** One time that a part of a context says a phrase like `market-data`. */
interface Mention {
  readonly phrase: string;
  readonly kind: Kind;
  readonly weight: number;
}

/** A role word or a vague one alone (`routers`, `key`), or a phrase that was shortened, names a context where nothing better does. */
const fallbackShare = 0.1;

export interface NamedGroup {
  readonly id: string;
  readonly modules: readonly string[];
}

/**
 * Gives each group of modules an id in kebab case: the phrase that its routes, operations, entities, folders and file names use most
 * and others use least, unless it has one `given`. Ids are unique; a phrase goes to the group with the strongest claim.
 * Sorted by id.
 */
export function nameContexts(
  groups: readonly (readonly string[])[],
  facts: Business,
  folders: FeatureFolders,
  given: (modules: readonly string[]) => string | undefined = () => undefined,
): NamedGroup[] {
  const resourceOf = resourcesBelow(sharedSegments(groups, facts.routes));
  const mentions = groups.map((modules) => mentionsOf(new Set(modules), facts, folders, resourceOf));
  const spellingOf = createSpelling(mentions.flat());
  const totals = new Map<string, number>();
  for (const { phrase, weight } of mentions.flat()) add(totals, keyOf(phrase), weight);
  const claims = mentions.flatMap((group, index) => {
    const byKey = new Map<string, number>();
    for (const { phrase, weight } of group) add(byKey, keyOf(phrase), weight);
    return [...byKey].map(([key, weight]) => ({
      index,
      key,
      claim: (weight * weight) / (totals.get(key) as number),
      first: groups[index]?.[0] ?? '',
    }));
  });
  claims.sort(
    by(
      ({ claim }) => -claim,
      ({ first }) => first,
      ({ key }) => key,
    ),
  );
  const names = new Map(
    groups.flatMap((modules, index) => {
      const name = given(modules);
      return name === undefined ? [] : [[index, name] as const];
    }),
  );
  const taken = new Set(names.values());
  const withoutPrefix = prefixCutter(mentions.map((group) => group.map(({ phrase }) => phrase)));
  for (const { index, key } of claims) {
    const name = withoutPrefix(spellingOf(key));
    if (names.has(index) || taken.has(name)) continue;
    names.set(index, name);
    taken.add(name);
  }
  return groups
    .map((modules, index) => ({ id: names.get(index) ?? unnamed(modules, taken), modules }))
    .sort(by(({ id }) => id));
}

/** `market-data` as a person writes it: `Market Data`. */
export function displayName(id: string): string {
  return id
    .split('-')
    .map((word) => word.charAt(0).toUpperCase() + word.slice(1))
    .join(' ');
}

function mentionsOf(
  modules: ReadonlySet<string>,
  facts: Business,
  folders: FeatureFolders,
  resourceOf: (route: string) => string[],
): Mention[] {
  const mentions: Mention[] = [];
  const mention = (kind: Kind, words: readonly string[]): void => {
    if (words.length === 0) return;
    const subject = subjectPhrase(words);
    const weight = mentionWeights[kind];
    const fallback = fallbackShare * weight;
    mentions.push({ kind, phrase: subject.join('-'), weight: isTelling(subject) ? weight : fallback });
    if (subject.length < words.length) mentions.push({ kind, phrase: words.join('-'), weight: fallback });
  };
  for (const route of facts.routes)
    if (modules.has(answeringModule(route))) mention('route', resourceOf(route.path));
  for (const operation of facts.operations)
    if (modules.has(answeringModule(operation))) mention('operation', subjectWords(operation));
  for (const entity of facts.entities) {
    const { name, writers } = entity;
    const isWrittenHere = writers.length > 0 && writers.every((writer) => modules.has(writer));
    if (modules.has(declaringModule(entity)) || isWrittenHere) mention('entity', splitWords(name));
  }
  for (const path of modules) {
    for (const feature of folders.featuresOf(path)) mention('folder', splitWords(posix.basename(feature)));
    const words = subjectPhrase(splitWords(nameOfModule(path)));
    const telling = words.filter((word) => businessStems([word]).length > 0);
    mention('fileName', telling.length === 0 || isTelling(telling) ? telling : words);
  }
  return mentions;
}

/**
 * The first segment of a route that names something and does not stand in front of everything (`admin`): not a parameter, a version or a
 * word like `api`; where all are such words, the last: `config` of `/api/config/:key`.
 */
function resourcesBelow(shared: ReadonlySet<string>): (route: string) => string[] {
  return (route) => {
    const named = segmentsOf(route);
    const telling = named.filter((words) => businessStems(words).length > 0);
    return telling.find((words) => !shared.has(words.join('-'))) ?? telling[0] ?? named.at(-1) ?? [];
  };
}

function segmentsOf(route: string): string[][] {
  return route
    .split('/')
    .filter((segment) => /^[a-z][\w.-]*$/i.test(segment))
    .map(splitWords);
}

/** What the routes of so many groups, and of this share of them, begin with is a door to them all. */
function sharedSegments(
  groups: readonly (readonly string[])[],
  routes: Business['routes'],
): ReadonlySet<string> {
  const groupOf = new Map(groups.flatMap((modules, index) => modules.map((path) => [path, index] as const)));
  const groupsOf = new Map<string, Set<number>>();
  const answering = new Set<number>();
  const firstOf = resourcesBelow(new Set());
  for (const route of routes) {
    const group = groupOf.get(answeringModule(route));
    if (group === undefined) continue;
    answering.add(group);
    const first = firstOf(route.path).join('-');
    groupsOf.set(first, (groupsOf.get(first) ?? new Set()).add(group));
  }
  const least = Math.max(minPrefixed, prefixedShare * answering.size);
  return new Set([...groupsOf].flatMap(([first, own]) => (own.size >= least ? [first] : [])));
}

/** Phrases that differ only in inflection are one. */
function keyOf(phrase: string): string {
  return phrase.split('-').map(stem).join('-');
}

/** How a phrase is written: as in routes, else as in folders, else as most; of equals the shortest. */
function createSpelling(mentions: readonly Mention[]): (key: string) => string {
  const spellings = new Map<string, Map<string, number>>();
  for (const { phrase, kind } of mentions) {
    const key = keyOf(phrase);
    const written = spellings.get(key) ?? new Map<string, number>();
    add(written, phrase, spellingWeights[kind]);
    spellings.set(key, written);
  }
  return (key) => {
    const written = [...(spellings.get(key) ?? [])].sort(
      by(
        ([, weight]) => -weight,
        ([phrase]) => phrase.length,
        ([phrase]) => phrase,
      ),
    );
    return written[0]?.[0] ?? key;
  };
}

/** So many groups, and this share of them, 0..1, say phrases with one beginning when it names the project and not them. */
const minPrefixed = 4;
const prefixedShare = 0.5;

/** Cuts what many groups have phrases begin with: `api-plugin` of `api-plugin-orders`. */
function prefixCutter(phrasesOf: readonly (readonly string[])[]): (phrase: string) => string {
  const prefixes: string[] = [];
  for (let prefix: string | undefined = ''; prefix !== undefined; ) {
    const groups = new Map<string, number>();
    for (const phrases of phrasesOf) {
      const next = phrases.filter((each) => each.startsWith(prefix as string));
      const longer = next.map((each) => each.slice(0, each.indexOf('-', prefix?.length) + 1));
      for (const each of new Set(longer.filter((each) => each !== ''))) add(groups, each, 1);
    }
    const least = Math.max(minPrefixed, prefixedShare * phrasesOf.length);
    prefix = [...groups].filter(([, count]) => count >= least).sort(by(([, count]) => -count))[0]?.[0];
    if (prefix !== undefined) prefixes.unshift(prefix);
  }
  return (phrase) => {
    const prefix = prefixes.find((each) => phrase.startsWith(each));
    return prefix === undefined ? phrase : phrase.slice(prefix.length);
  };
}

function unnamed(modules: readonly string[], taken: Set<string>): string {
  const folder = splitWords(posix.basename(posix.dirname(modules[0] ?? ''))).join('-') || 'context';
  let name = folder;
  for (let number = 2; taken.has(name); number++) name = `${folder}-${number}`;
  taken.add(name);
  return name;
}

function add(counts: Map<string, number>, key: string, weight: number): void {
  counts.set(key, (counts.get(key) ?? 0) + weight);
}
