import { isSeed } from '../../lib/is-seed.ts';
import type { Entity } from '../../model/analysis.ts';
import type { DecidedPin } from '../../model/pins.ts';
import { pinSentence } from '../pins.ts';
import type { PageSubject } from './subject.ts';

/** What says who owns an entity, and which others it holds keys of; modules by their number. */
export interface PageOwnership {
  /** The module that declares it; -1 where that is none. */
  readonly module: number;
  readonly writers: readonly number[];
  readonly readers: readonly number[];
  /** Writers whose word counts as much as that of four others. */
  readonly namesakes: readonly number[];
  /** Positions in the list of entities; one entry for each key. */
  readonly keys: readonly number[];
}

/** A transaction or join: the module that runs it, then positions in the list of entities. */
export type PageSpan = readonly [module: number, ...entities: number[]];

/** What a decision about the contexts is weighed by, and what the team has decided already. */
export interface DecidePart {
  /** In the order of the list of entities. */
  readonly ownerships: readonly PageOwnership[];
  /** Those of the application: none of tests, generated files and seeds. */
  readonly transactions: readonly PageSpan[];
  readonly joins: readonly PageSpan[];
  /** The other context that the runs put a module into most often, and how often, in whole percents. */
  readonly rivals: readonly (readonly [module: number, context: number, percent: number])[];
  readonly pins: readonly (DecidedPin & { readonly sentence: string })[];
  /** Where modules are without any pin: a name, the id of the context, or -1 for none. */
  readonly withoutPins: readonly (readonly [module: number, id: number])[];
}

export function decidePart(subject: PageSubject): DecidePart {
  const { analysis, names, modules, contextOf } = subject;
  return {
    ownerships: ownershipsOf(subject),
    transactions: spansOf(subject, analysis.transactions),
    joins: spansOf(subject, analysis.joins ?? []),
    rivals: modules.flatMap(({ rival }, module) =>
      rival === undefined
        ? []
        : [[module, contextOf(rival.context), Math.round(rival.confidence * 100)] as const],
    ),
    pins: (analysis.pins ?? []).map((pin) => ({ ...pin, sentence: pinSentence(pin) })),
    withoutPins: modules.flatMap(({ withoutPins: id }, module) =>
      id === undefined ? [] : [[module, id === null ? -1 : names.numberOf(id)] as const],
    ),
  };
}

function ownershipsOf({ analysis, moduleOf, moduleAt, entitiesOf }: PageSubject): PageOwnership[] {
  const numbers = (paths: readonly string[]) => paths.flatMap((path) => moduleOf(path) ?? []);
  return analysis.entities.map((entity) => ({
    module: moduleAt(entity.file, entity.line) ?? -1,
    writers: numbers(entity.writers),
    readers: numbers(entity.readers),
    namesakes: numbers(entity.namesakes ?? []),
    keys: keysOf(entity).flatMap((name) => entitiesOf(name).at(-1) ?? []),
  }));
}

/** Entities whose keys the table holds: what the schema declares, then relations that it owns. */
function keysOf({ foreignKeys = [], relations }: Entity): string[] {
  const declared = foreignKeys.flatMap(({ entity }) => entity ?? []);
  const owned = relations.filter(
    ({ kind, isOwner }) => isOwner ?? (kind === 'many-to-one' || kind === 'many-to-many'),
  );
  return [...declared, ...new Set(owned.map(({ to }) => to).filter((name) => !declared.includes(name)))];
}

/** Roles of what the application does not run itself. */
const notRunning: readonly string[] = ['test', 'generated'];

function spansOf(
  { modules, moduleOf, entitiesOf }: PageSubject,
  found: readonly { readonly file: string; readonly entities: readonly string[] }[],
): PageSpan[] {
  return found.flatMap(({ file, entities }): PageSpan[] => {
    const module = moduleOf(file);
    const role = module === undefined ? undefined : modules[module]?.role;
    if (module === undefined || role === undefined || notRunning.includes(role) || isSeed(file)) return [];
    // Of several entities of one name the last one is meant.
    return [[module, ...entities.flatMap((name) => entitiesOf(name).at(-1) ?? [])]];
  });
}
