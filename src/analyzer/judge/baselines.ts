import { byCodeUnit } from '../../lib/ordered.ts';
import type { Analysis } from '../../model/analysis.ts';
import { createCommunityFinder } from '../graph/communities.ts';
import { createRandom } from '../graph/random.ts';
import { createGraphBuilder } from '../graph/weighted-graph.ts';
import { type Division, partSizes, placedUses } from './metrics/division.ts';

type Baseline = Analysis['baselines'] extends readonly (infer Each)[] | undefined ? Each : never;

/** One trivial way to divide the modules of a proposal. */
interface Divider {
  readonly name: Baseline['name'];
  readonly divide: (division: Division) => ReadonlyMap<string, string>;
}

const seed = 1;

/**
 * What no proposal should lose to: everything in one part, the folders as they are, communities of the plain imports, and the
 * same sizes filled at random.
 */
export const baselines: readonly Divider[] = [
  { name: 'all-in-one', divide: ({ partOf }) => new Map([...partOf.keys()].map((path) => [path, ''])) },
  { name: 'folders', divide: byFolder },
  { name: 'louvain-on-imports', divide: byCommunity },
  { name: 'random', divide: byChance },
];

/** The folders at the depth that gives about as many parts as the proposal has; of equals the least deep. */
function byFolder(division: Division): ReadonlyMap<string, string> {
  const wanted = partSizes(division).size;
  const paths = [...division.partOf.keys()];
  const deepest = Math.max(0, ...paths.map((path) => path.split('/').length - 1));
  let best = new Map<string, string>();
  let bestDistance = Number.POSITIVE_INFINITY;
  for (let depth = 0; depth <= deepest; depth++) {
    const folders = new Map(
      paths.map((path) => [path, path.split('/').slice(0, -1).slice(0, depth).join('/')]),
    );
    const distance = Math.abs(new Set(folders.values()).size - wanted);
    if (distance < bestDistance) [best, bestDistance] = [folders, distance];
  }
  return best;
}

/** Unweighted, at resolution 1: what other tools for JavaScript call modules. */
function byCommunity(division: Division): ReadonlyMap<string, string> {
  const paths = [...division.partOf.keys()].sort(byCodeUnit);
  const nodes = new Map(paths.map((path, node) => [path, node]));
  const builder = createGraphBuilder(paths.length);
  const linked = new Set<string>();
  for (const { from, to } of placedUses(division)) {
    if (linked.has(`${to}\n${from}`)) continue;
    linked.add(`${from}\n${to}`);
    builder.add(nodes.get(from) as number, nodes.get(to) as number, 1);
  }
  const partition = createCommunityFinder(builder.build()).find({ resolution: 1, seed });
  return new Map(paths.map((path, node) => [path, String(partition[node])]));
}

function byChance({ partOf }: Division): ReadonlyMap<string, string> {
  const random = createRandom(seed);
  const parts = [...partOf.values()].sort(byCodeUnit);
  for (let last = parts.length - 1; last > 0; last--) {
    const other = random.below(last + 1);
    [parts[last], parts[other]] = [parts[other] as string, parts[last] as string];
  }
  return new Map([...partOf.keys()].sort(byCodeUnit).map((path, index) => [path, parts[index] as string]));
}
