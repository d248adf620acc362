import { fileOf } from '../lib/place.ts';
import type { CallFact } from './facts.ts';

/** What is known of a code base about state, as facts or as a part of the document. */
interface Stateful {
  readonly modules: readonly {
    readonly path: string;
    readonly part?: { readonly file: string } | undefined;
  }[];
  readonly entities: readonly { readonly file: string }[];
  readonly accesses: readonly { readonly file: string }[];
  readonly routes: readonly { readonly file: string }[];
  readonly operations: readonly { readonly file: string }[];
  readonly events: readonly {
    readonly publishers: readonly string[];
    readonly subscribers: readonly string[];
  }[];
  readonly outbound: readonly { readonly locations: readonly string[] }[];
  readonly calls: readonly CallFact[];
}

/**
 * Modules that hold or reach data, answer requests, take part in events or call other systems. Code of all others can be copied
 * anywhere: a call of it is no call of a service.
 */
export function statefulModules(known: Stateful): Set<string> {
  const { entities, accesses, calls, routes, operations, events, outbound } = known;
  const stateful = new Set([
    ...entities.map(({ file }) => file),
    ...accesses.map(({ file }) => file),
    ...[...routes, ...operations].map(({ file }) => file),
    ...[
      ...events.flatMap(({ publishers, subscribers }) => [...publishers, ...subscribers]),
      ...outbound.flatMap(({ locations }) => locations),
    ].map(fileOf),
  ]);
  for (const { from, to, reads, writes, isExternal } of calls) {
    if (reads.length + writes.length === 0 && !isExternal) continue;
    stateful.add(from);
    stateful.add(to);
  }
  // Who makes an instance of what has state passes state on.
  for (const { from } of calls.filter((call) => isConstruction(call) && stateful.has(call.to)))
    stateful.add(from);
  // Of a god file, what holds for the file holds for each part: nothing tells better.
  for (const { path, part } of known.modules) if (part && stateful.has(part.file)) stateful.add(path);
  return stateful;
}

/** A call of a constructor, or of what fills the fields of a new object. */
export function isConstruction({ target }: Pick<CallFact, 'target'>): boolean {
  return /\.(?:<fields>|constructor)$/.test(target);
}
