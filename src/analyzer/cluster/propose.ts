import { by } from '../../lib/ordered.ts';
import { type Grain, grains, type ModuleRole } from '../../model/analysis.ts';
import type { Facts, ModuleFact } from '../facts.ts';
import { createDisjointSets, type DisjointSets } from '../graph/components.ts';
import { modularity } from '../graph/modularity.ts';
import { membersOf } from '../graph/partition.ts';
import { type Affinity, fuseAffinity } from './affinity.ts';
import { attachFollowers } from './attach.ts';
import { type FeatureFolders, type FolderLayout, findFeatureFolders } from './folders.ts';
import { findGrains, type Grains } from './grains.ts';
import { firstPass } from './first-pass.ts';
import { type NamedGroup, nameContexts } from './name-contexts.ts';
import { findCompositionRoots, findSharedKernel } from './set-aside.ts';

/** Contexts at one grain; modules sorted, contexts sorted by id. */
export interface Candidate {
  readonly contexts: readonly NamedGroup[];
  /** Of each module that was clustered, 0..1. */
  readonly confidenceOf: ReadonlyMap<string, number>;
}

export interface Proposal {
  readonly layout: FolderLayout;
  /** Of every module of the facts. */
  readonly roleOf: ReadonlyMap<string, ModuleRole>;
  readonly candidates: Readonly<Record<Grain, Candidate>>;
  readonly recommended: Grain;
  /** Paths of the clustered modules in the order of the affinity's nodes. */
  readonly clustered: readonly string[];
  readonly affinity: Affinity;
  readonly stability: number;
  readonly randomStability: number;
  readonly resolution: number;
}

/**
 * Proposes bounded contexts: sets aside what belongs to none, then cuts the rest where its affinity is weakest.
 *
 * The result is the same for the same facts in any order.
 */
export function proposeContexts(facts: Facts): Proposal {
  const subjects = facts.modules
    .filter(({ role, isBarrel }) => role === 'domain' && !isBarrel)
    .sort(by(({ path }) => path));
  const folders = findFeatureFolders(subjects.map(({ path }) => path));
  const communityOf = firstPass(subjects, facts.dependencies, folders);
  const roots = findCompositionRoots(communityOf, facts.dependencies);
  for (const root of roots) communityOf.delete(root);
  const shared = findSharedKernel(communityOf, facts);
  const clustered = subjects.filter(({ path }) => !roots.has(path) && !shared.has(path));
  const affinity = fuseAffinity(clustered, facts.dependencies, folders);
  const found = findGrains(affinity, mustStayTogether(clustered, facts));
  const paths = clustered.map(({ path }) => path);
  return {
    layout: folders.layout,
    roleOf: rolesOf(facts.modules, roots, shared),
    candidates: candidatesOf(found, paths, facts, folders),
    recommended: 'balanced',
    clustered: paths,
    affinity,
    stability: found.stability,
    randomStability: found.randomStability,
    resolution: found.resolution,
  };
}

/** An entity's declaration and the only module that writes it. */
function mustStayTogether(
  modules: readonly ModuleFact[],
  { entities }: Pick<Facts, 'entities'>,
): DisjointSets {
  const nodes = new Map(modules.map(({ path }, node) => [path, node]));
  const sets = createDisjointSets(modules.length);
  for (const { file, writers } of entities) {
    const declaration = nodes.get(file);
    const writer = writers.length === 1 ? nodes.get(writers[0] as string) : undefined;
    if (declaration !== undefined && writer !== undefined) sets.join(declaration, writer);
  }
  return sets;
}

function rolesOf(
  modules: readonly ModuleFact[],
  roots: ReadonlySet<string>,
  shared: ReadonlySet<string>,
): Map<string, ModuleRole> {
  return new Map(
    modules.map(({ path, role }) => [
      path,
      roots.has(path) ? 'composition-root' : shared.has(path) ? 'shared' : role,
    ]),
  );
}

function candidatesOf(
  { cuts }: Grains,
  paths: readonly string[],
  facts: Facts,
  folders: FeatureFolders,
): Record<Grain, Candidate> {
  const candidates = grains.map((grain): [Grain, Candidate] => {
    const { partition, confidence } = cuts[grain];
    const groups = membersOf(partition).map((members) => members.map((node) => paths[node] as string));
    return [
      grain,
      {
        contexts: attachFollowers(nameContexts(groups, facts, folders), facts),
        confidenceOf: new Map(paths.map((path, node) => [path, confidence[node] as number])),
      },
    ];
  });
  return Object.fromEntries(candidates) as Record<Grain, Candidate>;
}

/** Modularity of the recommended candidate in the ties between its modules. */
export function modularityOf({ candidates, recommended, clustered, affinity }: Proposal): number {
  const nodes = new Map(clustered.map((path, node) => [path, node]));
  const partition = new Int32Array(clustered.length);
  candidates[recommended].contexts.forEach(({ modules }, context) => {
    for (const path of modules) {
      const node = nodes.get(path);
      if (node !== undefined) partition[node] = context;
    }
  });
  return modularity(affinity.structure, partition);
}
