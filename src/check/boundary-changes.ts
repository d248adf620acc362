import { byCodeUnit } from '../lib/ordered.ts';
import type { Boundaries } from '../model/boundaries.ts';

/** What accepted boundaries say and did not say before, and the other way round; sorted. */
export interface BoundaryChanges {
  readonly added: readonly string[];
  readonly removed: readonly string[];
}

/** Compares boundaries statement by statement (`contexts.orders.uses: users`): whoever widens one is to be seen. */
export function boundaryChanges(before: Boundaries, after: Boundaries): BoundaryChanges {
  const [old, now] = [new Set(statements(before)), new Set(statements(after))];
  return {
    added: [...now].filter((each) => !old.has(each)).sort(byCodeUnit),
    removed: [...old].filter((each) => !now.has(each)).sort(byCodeUnit),
  };
}

function statements({ contexts, shared, composition, ignore }: Boundaries): string[] {
  return [
    ...contexts.flatMap(({ id, api, ...lists }) => [
      ...(api === null ? [`contexts.${id}.api: everything`] : listed(`contexts.${id}.api`, api)),
      ...Object.entries(lists).flatMap(([name, values]) => listed(`contexts.${id}.${name}`, values)),
    ]),
    ...listed('shared', shared),
    ...listed('composition', composition),
    ...listed('ignore', ignore),
  ];
}

function listed(where: string, values: readonly string[]): string[] {
  return values.map((value) => `${where}: ${value}`);
}
