import type { Facts } from '../../facts.ts';
import { type Apart, createCamps } from '../../graph/apart.ts';
import { createDisjointSets, type DisjointSets } from '../../graph/components.ts';
import { declaringModule } from '../business.ts';
import type { Wishes } from './resolve-pins.ts';

/** What every cut keeps of the wishes, by module node. */
export interface Kept {
  readonly together: DisjointSets;
  /** The last rule keeps named contexts apart. */
  readonly apart: Apart;
  /** Nodes of the modules that are pinned to a context, by its id. */
  readonly pinned: ReadonlyMap<string, readonly number[]>;
  /** Nodes of the modules that stay where they are without pins. */
  readonly staying: ReadonlySet<number>;
}

/**
 * What every cut must keep: the wishes first, then that an entity's declaration is with the only module that writes it, as far as
 * this agrees with the wishes.
 */
export function constrain(
  paths: readonly string[],
  nodeCount: number,
  { entities }: Pick<Facts, 'entities'>,
  { together, apart, contextOf, staying }: Pick<Wishes, 'together' | 'apart' | 'contextOf' | 'staying'>,
): Kept {
  const nodes = new Map(paths.map((path, node) => [path, node]));
  const sets = createDisjointSets(nodeCount);
  const nodesOf = (group: readonly string[]): number[] => group.flatMap((path) => nodes.get(path) ?? []);
  const pinned = new Map(
    [...groupsBy([...contextOf])].flatMap(([id, group]) => {
      const members = nodesOf(group);
      return members.length === 0 ? [] : [[id, members] as const];
    }),
  );
  for (const [head, ...rest] of [...together.map(nodesOf), ...pinned.values()])
    for (const node of rest) sets.join(head as number, node);
  const labels = new Map(
    [...pinned.values()].flatMap((members, label) => members.map((node) => [node, label] as const)),
  );
  const rules = [...apart.map((sides) => byNode(sides, nodes)), labels];
  const camps = createCamps(rules, (node) => sets.find(node));
  const joinIfMay = (a: number, b: number): void => {
    const [left, right] = [sets.find(a), sets.find(b)];
    if (left === right || !camps.mayJoin(left, right)) return;
    camps.join(Math.min(left, right), Math.max(left, right));
    sets.join(left, right);
  };
  for (const [declaration, writer] of soleWriters(entities)) {
    const [left, right] = [nodes.get(declaration), nodes.get(writer)];
    // What stays neither follows nor draws what the team moves.
    if (staying.has(declaration) !== staying.has(writer)) continue;
    if (left !== undefined && right !== undefined) joinIfMay(left, right);
  }
  return { together: sets, apart: rules, pinned, staying: new Set(nodesOf([...staying])) };
}

function groupsBy(pairs: readonly (readonly [value: string, key: string])[]): Map<string, string[]> {
  const groups = new Map<string, string[]>();
  for (const [value, key] of pairs) groups.set(key, [...(groups.get(key) ?? []), value]);
  return groups;
}

function byNode(sides: ReadonlyMap<string, number>, nodes: ReadonlyMap<string, number>): Map<number, number> {
  return new Map(
    [...sides].flatMap(([path, side]) => {
      const node = nodes.get(path);
      return node === undefined ? [] : [[node, side] as const];
    }),
  );
}

/** Modules that declare entities, each with the only one that writes any of them. */
function soleWriters(entities: Facts['entities']): [declaration: string, writer: string][] {
  const writersOf = new Map<string, Set<string>>();
  for (const entity of entities) {
    const declaration = declaringModule(entity);
    const known = writersOf.get(declaration) ?? new Set<string>();
    writersOf.set(declaration, new Set([...known, ...entity.writers]));
  }
  return [...writersOf].flatMap(([declaration, writers]) => {
    const [writer] = writers;
    return writer !== undefined && writers.size === 1 ? [[declaration, writer]] : [];
  });
}
