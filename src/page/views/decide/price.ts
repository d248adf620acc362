import { cyclesOf } from '../../../lib/cycles.ts';
import type { PageDocument } from '../../../report/page/page-document.ts';
import { dependencyTies } from '../../reading/tie-kinds.ts';
import { type Outlook, sizesOf, standings, type Subject } from './outlook.ts';

type PageOwnership = Subject['decide']['ownerships'][number];
type PageSpan = Subject['decide']['joins'][number];

/** How many of some things cover more than one context, and how many there are. */
export interface Share {
  readonly across: number;
  readonly of: number;
}

/** What contexts cost, as far as it depends on nothing but who is where: the next analysis says the same of the same contexts. */
export interface Price {
  /** References between modules of contexts; passing a name on is none. */
  readonly references: Share;
  readonly transactions: Share;
  readonly joins: Share;
  readonly foreignKeys: Share;
  /** Groups of contexts that need each other in a circle at run time, by position. */
  readonly cycles: readonly (readonly number[])[];
  /** Counted modules of each context; 0 for one that is gone. */
  readonly sizes: readonly number[];
}

/** References between two modules: ends, how many, and whether they exist at run time; four numbers each. */
export type Uses = Int32Array;

/** The dependencies among the ties, without those that only pass names on. */
export function usesOf(data: Pick<PageDocument, 'ties'>): Uses {
  const { kindNames, kinds, from, to, weight } = data.ties;
  const bit = (kind: (typeof kindNames)[number]): number => 1 << kindNames.indexOf(kind);
  const [passedOn, type] = [bit('re-export'), bit('type')];
  return Int32Array.from(
    dependencyTies(data).flatMap((tie) => {
      const isAtRunTime = kinds[tie] === type ? 0 : 1;
      return kinds[tie] === passedOn ? [] : [from[tie] ?? -1, to[tie] ?? -1, weight[tie] ?? 0, isAtRunTime];
    }),
  );
}

/** Weighs who is where. O(references + what reads and writes). */
export function priceOf({ decide }: Subject, uses: Uses, outlook: Outlook): Price {
  const contextOf = (module: number): number =>
    outlook.standing[module] === standings.counted ? (outlook.home[module] as number) : -1;
  const owners = decide.ownerships.map((ownership) => ownerOf(ownership, outlook, contextOf));
  const isRunning = (module: number): boolean =>
    contextOf(module) !== -1 || outlook.standing[module] === standings.runs;
  const { references, successors } = crossingsOf(uses, outlook, contextOf);
  return {
    references,
    transactions: spansAcross(decide.transactions, owners, isRunning),
    joins: spansAcross(decide.joins, owners, isRunning),
    foreignKeys: keysAcross(decide.ownerships, owners),
    cycles: cyclesOf(successors.map((row) => [...row].sort((a, b) => a - b))),
    sizes: sizesOf(outlook),
  };
}

function crossingsOf(uses: Uses, { ids }: Outlook, contextOf: (module: number) => number) {
  const successors = ids.map(() => new Set<number>());
  let [across, of] = [0, 0];
  for (let index = 0; index < uses.length; index += 4) {
    const [from, to] = [contextOf(uses[index] as number), contextOf(uses[index + 1] as number)];
    if (from === -1 || to === -1 || uses[index] === uses[index + 1]) continue;
    const weight = uses[index + 2] as number;
    of += weight;
    if (from === to) continue;
    across += weight;
    if (uses[index + 3] === 1) successors[from]?.add(to);
  }
  return { references: { across, of }, successors };
}

/** A repository of an entity writes it on behalf of others. */
const namesakeVotes = 4;

/**
 * The context that owns an entity: that of most writers, of equals the one of its declaration or the first of its readers; without
 * writers that of most readers, else of its declaration; -1 for none. As the analysis decides it.
 */
function ownerOf(
  { module, writers, readers, namesakes }: PageOwnership,
  { ids }: Outlook,
  contextOf: (module: number) => number,
): number {
  const declared = [module, ...readers].map(contextOf);
  const most = (voters: readonly number[]): number => {
    const votes = new Map<number, number>();
    for (const voter of voters) {
      const context = contextOf(voter);
      if (context !== -1)
        votes.set(context, (votes.get(context) ?? 0) + (namesakes.includes(voter) ? namesakeVotes : 1));
    }
    const highest = Math.max(...votes.values());
    const equals = [...votes.keys()].filter((context) => votes.get(context) === highest);
    const first = (a: number, b: number): number => ((ids[a] as string) < (ids[b] as string) ? -1 : 1);
    return declared.find((context) => equals.includes(context)) ?? equals.sort(first)[0] ?? -1;
  };
  const writing = most(writers);
  if (writing !== -1) return writing;
  const reading = most(readers);
  return reading === -1 ? contextOf(module) : reading;
}

function spansAcross(
  spans: readonly PageSpan[],
  owners: readonly number[],
  isRunning: (module: number) => boolean,
): Share {
  let [across, of] = [0, 0];
  for (const [module, ...entities] of spans) {
    if (!isRunning(module)) continue;
    const covered = new Set(entities.map((entity) => owners[entity] ?? -1).filter((owner) => owner !== -1));
    if (covered.size > 0) of++;
    if (covered.size > 1) across++;
  }
  return { across, of };
}

function keysAcross(ownerships: readonly PageOwnership[], owners: readonly number[]): Share {
  let [across, of] = [0, 0];
  ownerships.forEach(({ keys }, entity) => {
    for (const key of keys) {
      const [from, to] = [owners[entity] ?? -1, owners[key] ?? -1];
      if (from === -1 || to === -1) continue;
      of++;
      if (from !== to) across++;
    }
  });
  return { across, of };
}
