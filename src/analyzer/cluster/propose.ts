import { by } from '../../lib/ordered.ts';
import { type FolderLayout, type Grain, grains, type ModuleRole } from '../../model/analysis.ts';
import type { Facts, ModuleFact } from '../facts.ts';
import { createDisjointSets, type DisjointSets } from '../graph/components.ts';
import { modularity } from '../graph/modularity.ts';
import { membersOf } from '../graph/partition.ts';
import { type Affinity, fuseAffinity } from './affinity.ts';
import { attachFollowers } from './attach.ts';
import { wordingOf } from './attach-by-words.ts';
import { attachTests } from './attach-tests.ts';
import { type Certainty, certaintyOf } from './certainty.ts';
import { dataTies } from './data-ties.ts';
import { type FeatureFolders, findFeatureFolders } from './folders.ts';
import { type Checkpoint, findGrains, type Grains, minModules } from './grains.ts';
import { type NamedGroup, nameContexts } from './name-contexts.ts';
import { businessTest, declaringModule } from './business.ts';
import { setAside } from './set-aside.ts';
import { toolTest } from './tools.ts';

/** Contexts at one grain; modules sorted, contexts sorted by id. */
export interface Candidate extends Certainty {
  readonly contexts: readonly NamedGroup[];
  /** Context of each test that has one. */
  readonly testsOf: ReadonlyMap<string, string>;
  /** See `Cut`. */
  readonly stability: number;
}

export interface Proposal {
  readonly layout: FolderLayout;
  /** Of every module of the facts. */
  readonly roleOf: ReadonlyMap<string, ModuleRole>;
  readonly candidates: Readonly<Record<Grain, Candidate>>;
  readonly recommended: Grain;
  /** See `Grains`. */
  readonly randomStability: number;
  /** Paths of the clustered modules in the order of the affinity's nodes. */
  readonly clustered: readonly string[];
  readonly affinity: Affinity;
}

/** About as many contexts as a team can own, and as stable as the fine grain. */
const recommended: Grain = 'balanced';

/**
 * Proposes bounded contexts: sets aside what belongs to none, then cuts the rest where its affinity is weakest.
 *
 * The result is the same for the same facts in any order. `checkpoint` may show progress, and stops the work by throwing.
 */
export async function proposeContexts(
  facts: Facts,
  checkpoint: Checkpoint = async () => undefined,
): Promise<Proposal> {
  const isTool = toolTest(facts);
  const candidates = facts.modules
    .filter(({ path, role, isBarrel }) => isProduction(role) && !isBarrel && !isTool(path))
    .sort(by(({ path }) => path));
  const folders = findFeatureFolders(candidates.map(({ path }) => path));
  const { roots, shared } = setAside(candidates, facts, folders);
  const clustered = candidates.filter(({ path }) => !roots.has(path) && !shared.has(path));
  const affinity = fuseAffinity(
    clustered,
    facts.dependencies,
    folders,
    facts.history,
    facts.runtime?.calls,
    dataTies(facts),
  );
  const together = mustStayTogether(clustered, affinity.fused.size, facts);
  const { cuts, randomStability } = await findGrains(affinity, together, recommended, checkpoint);
  const paths = clustered.map(({ path }) => path);
  return {
    layout: folders.layout,
    roleOf: rolesOf(facts.modules, roots, shared),
    candidates: candidatesOf(cuts, paths, facts, folders),
    recommended,
    randomStability,
    clustered: paths,
    affinity,
  };
}

function isProduction(role: ModuleFact['role']): boolean {
  return role === 'domain' || role === 'composition-root';
}

/** A module that declares entities and the only one that writes any of them. */
function mustStayTogether(
  modules: readonly ModuleFact[],
  nodeCount: number,
  { entities }: Pick<Facts, 'entities'>,
): DisjointSets {
  const nodes = new Map(modules.map(({ path }, node) => [path, node]));
  const sets = createDisjointSets(nodeCount);
  const writersOf = new Map<string, Set<string>>();
  for (const entity of entities) {
    const declaration = declaringModule(entity);
    const known = writersOf.get(declaration) ?? new Set<string>();
    writersOf.set(declaration, new Set([...known, ...entity.writers]));
  }
  for (const [path, writers] of writersOf) {
    const declaration = nodes.get(path);
    const [writer] = writers.size === 1 ? [...writers].map((each) => nodes.get(each)) : [];
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
      roots.has(path)
        ? 'composition-root'
        : shared.has(path)
          ? 'shared'
          : isProduction(role)
            ? 'domain'
            : role,
    ]),
  );
}

function candidatesOf(
  cuts: Grains['cuts'],
  paths: readonly string[],
  facts: Facts,
  folders: FeatureFolders,
): Record<Grain, Candidate> {
  const isPartOfBusiness = businessTest(facts);
  const least = minModules(paths.length);
  const wording = wordingOf(facts);
  const candidates = grains.map((grain): [Grain, Candidate] => {
    const cut = cuts[grain];
    const groups = membersOf(cut.partition)
      .map((members) => members.map((node) => paths[node] as string))
      .filter((modules) => modules.length >= least && isPartOfBusiness(modules));
    const contexts = attachFollowers(nameContexts(groups, facts, folders), facts, folders, wording);
    return [
      grain,
      {
        contexts,
        testsOf: attachTests(contexts, facts, folders, wording),
        ...certaintyOf(cut, paths, contexts),
        stability: cut.stability,
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
