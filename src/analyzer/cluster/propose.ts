import { by } from '../../lib/ordered.ts';
import { type FolderLayout, type Grain, grains, type ModuleRole } from '../../model/analysis.ts';
import type { Facts, ModuleFact } from '../facts.ts';
import { modularity } from '../graph/modularity.ts';
import { membersOf } from '../graph/partition.ts';
import { type Affinity, fuseAffinity } from './affinity.ts';
import { wordingOf } from './attach-by-words.ts';
import { type Certainty, certaintyOf } from './certainty.ts';
import { dataTies } from './data-ties.ts';
import { type FeatureFolders, findFeatureFolders } from './folders.ts';
import { withFrontEnd } from './front-end.ts';
import { type Checkpoint, findGrains, type Grains, minModules } from './grains.ts';
import { type NamedGroup, nameContexts } from './name-contexts.ts';
import { businessTest } from './business.ts';
import { constrain } from './pins/constrain.ts';
import { placeFollowers } from './pins/place-followers.ts';
import { noWishes, type Wishes } from './pins/resolve-pins.ts';
import { type SetAside, setAside } from './set-aside.ts';
import { toolTest } from './tools.ts';

/** Contexts at one grain; modules sorted, contexts sorted by id. */
export interface Candidate extends Certainty {
  readonly contexts: readonly NamedGroup[];
  /** Context of each test, generated file and module of a front end that has one. */
  readonly testsOf: ReadonlyMap<string, string>;
  /** See `Cut`. */
  readonly stability: number;
  readonly resolution: number;
  /** Community of each module that was clustered, also of those that are no context. */
  readonly communityOf: ReadonlyMap<string, number>;
}

export interface Proposal {
  readonly layout: FolderLayout;
  /** Of every module of the facts. */
  readonly roleOf: ReadonlyMap<string, ModuleRole>;
  readonly candidates: Readonly<Record<Grain, Candidate>>;
  readonly recommended: Grain;
  /** See `Grains`. */
  readonly randomStability: number;
  /** Why there are not as many contexts as were asked for; null where there are, or none was. */
  readonly countMissed: string | null;
  /** Paths of the clustered modules in the order of the affinity's nodes. */
  readonly clustered: readonly string[];
  readonly affinity: Affinity;
}

/** What the team says about a proposal. */
export interface Decided {
  readonly wishes: Wishes;
  /** The proposal to start from; a new search when absent. */
  readonly base?: Proposal | undefined;
  /** How fine a new search cuts at the recommended grain, where it is not to be chosen by stability. */
  readonly resolution?: number | undefined;
  /** See `Constraints`. */
  readonly isQuick: boolean;
  /** Where the randomness of the runs starts; that of the weights when absent. */
  readonly seed?: number | undefined;
}

/**
 * Proposes bounded contexts: sets aside what belongs to none, then cuts the rest where its affinity is weakest.
 *
 * The result is the same for the same facts in any order. `checkpoint` may show progress, and stops the work by throwing.
 */
export async function proposeContexts(
  found: Facts,
  checkpoint: Checkpoint = async () => undefined,
  decided?: Decided,
): Promise<Proposal> {
  const { wishes = noWishes, base, resolution, seed, isQuick = false } = decided ?? {};
  const facts = withFrontEnd(found, wishes.placed);
  const isTool = toolTest(facts);
  const isCandidate = ({ path, role, isBarrel }: ModuleFact): boolean =>
    isProduction(role) &&
    (wishes.placed.has(path) || (!isBarrel && !isTool(path) && !wishes.ignored.has(path)));
  const candidates = facts.modules.filter(isCandidate).sort(by(({ path }) => path));
  const folders = findFeatureFolders(candidates.map(({ path }) => path));
  const { roots, shared } = respecting(
    wishes,
    base ? setAsideIn(base) : setAside(candidates, facts, folders),
  );
  const clustered = candidates.filter(({ path }) => !roots.has(path) && !shared.has(path));
  const affinity = fuseAffinity(
    clustered,
    facts.dependencies,
    folders,
    facts.history,
    facts.runtime?.calls,
    dataTies(facts),
  );
  const paths = clustered.map(({ path }) => path);
  const kept = constrain(paths, affinity.fused.size, facts, wishes);
  const { cuts, recommended, randomStability } = await findGrains(
    affinity,
    {
      ...kept,
      paths,
      hearts: heartsOf(base, wishes),
      before: base?.candidates,
      resolution,
      seed,
      isQuick,
      recommended: base?.recommended,
      entities: facts.entities.length,
    },
    checkpoint,
  );
  return {
    layout: folders.layout,
    roleOf: rolesOf(facts.modules, roots, shared),
    candidates: candidatesOf(cuts, paths, facts, folders, wishes, base?.candidates),
    recommended,
    randomStability,
    countMissed: base?.countMissed ?? null,
    clustered: paths,
    affinity,
  };
}

function isProduction(role: ModuleFact['role']): boolean {
  return role === 'domain' || role === 'composition-root';
}

/** What an earlier proposal set aside. */
function setAsideIn({ roleOf }: Proposal): SetAside {
  const ofRole = (role: ModuleRole) =>
    new Set([...roleOf].filter(([, each]) => each === role).map(([path]) => path));
  return { roots: ofRole('composition-root'), shared: ofRole('shared') };
}

/** The modules of each recommended context, also by the name that it is to have. */
function heartsOf(base: Proposal | undefined, { renamed }: Wishes): Map<string, readonly string[]> {
  const hearts = new Map(base?.candidates[base.recommended].contexts.map(({ id, modules }) => [id, modules]));
  for (const [to, from] of renamed) if (!hearts.has(to)) hearts.set(to, hearts.get(from) ?? []);
  return hearts;
}

/** What the team says is shared, or in a context, is; whatever it looks like. */
function respecting({ placed, shared: wanted }: Wishes, { roots, shared }: SetAside): SetAside {
  const kept = (paths: ReadonlySet<string>) => [...paths].filter((path) => !placed.has(path));
  const isRoot = kept(roots).filter((path) => !wanted.has(path));
  return { roots: new Set(isRoot), shared: new Set([...kept(shared), ...wanted]) };
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
  wishes: Wishes,
  before: Proposal['candidates'] | undefined,
): Record<Grain, Candidate> {
  const isPartOfBusiness = businessTest(facts);
  const least = minModules(paths.length);
  const wording = wordingOf(facts);
  const nameOf = (modules: readonly string[]) =>
    modules.map((path) => wishes.contextOf.get(path)).find((name) => name !== undefined);
  const candidates = grains.map((grain): [Grain, Candidate] => {
    const cut = cuts[grain];
    const stayingIn = stayingContexts(before?.[grain].contexts ?? [], wishes);
    const groups = membersOf(cut.partition)
      .map((members) => members.map((node) => paths[node] as string))
      .filter((modules) => {
        if (nameOf(modules) !== undefined) return true;
        const staying = modules.find((path) => wishes.staying.has(path));
        return staying === undefined
          ? modules.length >= least && isPartOfBusiness(modules)
          : stayingIn.has(staying);
      });
    const cores = nameContexts(groups, facts, folders, nameOf);
    const members = placeFollowers(cores, facts, folders, wording, wishes, stayingIn);
    return [
      grain,
      {
        ...members,
        ...certaintyOf(cut, paths, members.contexts, facts.dependencies),
        stability: cut.stability,
        resolution: cut.resolution,
        communityOf: new Map(paths.map((path, node) => [path, cut.partition[node] as number])),
      },
    ];
  });
  return Object.fromEntries(candidates) as Record<Grain, Candidate>;
}

/** Of the modules that stay in a context without pins its id there. */
function stayingContexts(contexts: readonly NamedGroup[], { staying }: Wishes): Map<string, string> {
  return new Map(
    contexts.flatMap(({ id, modules }) =>
      modules.flatMap((path) => (staying.has(path) ? [[path, id] as const] : [])),
    ),
  );
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
