import type { Facts } from '../../facts.ts';
import { createCamps } from '../../graph/apart.ts';
import { createDisjointSets } from '../../graph/components.ts';
import { declaringModule } from '../business.ts';
import type { Constraints } from '../grains.ts';
import type { Wishes } from './resolve-pins.ts';

/** Modules that a named context is made of without its pins, by context id. */
export type Hearts = ReadonlyMap<string, readonly string[]>;

/**
 * What every cut must keep: the wishes first, then that a pinned module is with the heart of its context, then that an entity's
 * declaration is with the only module that writes it, as far as these agree with the wishes. `nameOf` has the id of the context of
 * what decides about its name.
 */
export function constrain(
  paths: readonly string[],
  nodeCount: number,
  { entities }: Pick<Facts, 'entities'>,
  { together, apart, contextOf }: Pick<Wishes, 'together' | 'apart' | 'contextOf'>,
  hearts: Hearts,
): Pick<Constraints, 'together' | 'apart' | 'kept'> & { readonly nameOf: ReadonlyMap<string, string> } {
  const nodes = new Map(paths.map((path, node) => [path, node]));
  const sets = createDisjointSets(nodeCount);
  const nodesOf = (group: readonly string[]): number[] => group.flatMap((path) => nodes.get(path) ?? []);
  const pinned = groupsBy([...contextOf]);
  for (const group of [...together, ...pinned.values()]) {
    const [head, ...rest] = nodesOf(group);
    for (const node of rest) sets.join(head as number, node);
  }
  const labels = new Map<number, number>();
  const names = [...new Set([...pinned.keys(), ...hearts.keys()])];
  names.forEach((name, label) => {
    for (const node of nodesOf(pinned.get(name) ?? [])) labels.set(node, label);
  });
  const rules = [...apart.map((sides) => byNode(sides, nodes)), labels];
  const camps = createCamps(rules, (node) => sets.find(node));
  const joinIfMay = (a: number, b: number): boolean => {
    const [left, right] = [sets.find(a), sets.find(b)];
    if (left === right) return true;
    if (!camps.mayJoin(left, right)) return false;
    camps.join(Math.min(left, right), Math.max(left, right));
    sets.join(left, right);
    return true;
  };
  names.forEach((name, label) => {
    let [head] = nodesOf(pinned.get(name) ?? []);
    for (const node of nodesOf(hearts.get(name) ?? [])) {
      const isIn =
        head === undefined ? camps.take(sets.find(node), apart.length, label) : joinIfMay(head, node);
      if (!isIn) continue;
      labels.set(node, label);
      head ??= node;
    }
  });
  for (const [declaration, writer] of soleWriters(entities)) {
    const [left, right] = [nodes.get(declaration), nodes.get(writer)];
    if (left !== undefined && right !== undefined) joinIfMay(left, right);
  }
  const nameOf = new Map([...labels].map(([node, label]) => [paths[node] as string, names[label] as string]));
  return { together: sets, apart: rules, kept: new Set(labels.keys()), nameOf };
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
