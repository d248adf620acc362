import type { Analysis, Grain } from '../../src/model/analysis.ts';
import { sharedGroup } from './calibration.ts';
import { matcher, type Truth } from './corpus.ts';
import { agreementOf, type Agreement, type Clusters } from './partitions.ts';

export interface BoundaryScore {
  readonly contexts: number;
  /** Against the contexts of the truth, files of no context among them as one more cluster. */
  readonly coarse: Agreement;
  /** Against its modules; null where it knows none. */
  readonly fine: Agreement | null;
  /** Share of the assigned files that the largest context holds, 0..1. */
  readonly largestShare: number;
}

/** A module of the finer truth with fewer files says little. */
const fewestFiles = 4;

/** Scores one grain of an analysis by file, god files by what is left of them; `pathOf` leads from a path of the analysis to the one that the truth knows. */
export function scoreGrain(
  { modules, candidates }: Pick<Analysis, 'modules' | 'candidates'>,
  grain: Grain,
  truth: Truth,
  pathOf: (path: string) => string,
): BoundaryScore {
  const { contexts } = candidates[grain];
  const files = new Map(modules.flatMap(({ path, part }) => (part ? [] : [[path, pathOf(path)] as const])));
  const clusters = new Map([...files.values()].map((file) => [file, '<none>']));
  for (const { id, modules: members } of contexts) {
    for (const path of members) {
      const file = files.get(path);
      if (file !== undefined) clusters.set(file, id);
    }
  }
  const sizes = contexts.map(({ modules: members }) => members.length);
  const fine = fineTruth(truth, [...clusters.keys()]);
  return {
    contexts: contexts.length,
    coarse: agreementOf(clusters, settled(truth, clusters)),
    fine: fine.size === 0 ? null : agreementOf(clusters, fine),
    largestShare:
      Math.max(0, ...sizes) /
      Math.max(
        1,
        sizes.reduce((total, size) => total + size, 0),
      ),
  };
}

function coarseTruth({ contexts }: Truth, files: readonly string[]): Map<string, string> {
  const named = Object.entries(contexts).map(([name, globs]) => ({ name, holds: matcher(globs) }));
  return new Map(
    files.flatMap((file) => {
      const context = named.find(({ holds }) => holds(file));
      return context ? [[file, context.name] as const] : [];
    }),
  );
}

/** The context of each file that belongs to exactly one, and `sharedGroup` for the shared kernel. */
export function plainTruth(truth: Truth, files: readonly string[]): Map<string, string> {
  const isAmbiguous = matcher(Object.keys(truth.ambiguous));
  const isShared = matcher(truth.shared);
  const known = coarseTruth(truth, files);
  return new Map(
    files.flatMap((file) => {
      const group = known.get(file) ?? (isShared(file) ? sharedGroup : undefined);
      return group === undefined || isAmbiguous(file) ? [] : [[file, group] as const];
    }),
  );
}

/** Where several answers are acceptable, the one that most of the file's cluster has is taken for the truth. */
function settled(truth: Truth, clusters: Clusters): Clusters {
  const known = coarseTruth(truth, [...clusters.keys()]);
  const ambiguous = Object.entries(truth.ambiguous).map(([glob, names]) => ({
    holds: matcher([glob]),
    names,
  }));
  const acceptable = new Map(
    [...known.keys()].flatMap((file) => {
      const found = ambiguous.find(({ holds }) => holds(file));
      return found ? [[file, found.names] as const] : [];
    }),
  );
  const votes = new Map<string, Map<string, number>>();
  for (const [file, name] of known) {
    if (acceptable.has(file)) continue;
    const cluster = clusters.get(file) as string;
    const row = votes.get(cluster) ?? new Map<string, number>();
    votes.set(cluster, row.set(name, (row.get(name) ?? 0) + 1));
  }
  const answer = new Map(known);
  for (const [file, names] of acceptable) {
    const cluster = clusters.get(file) as string;
    if (names.includes('<shared>') && cluster === '<none>') answer.delete(file);
    const count = (name: string) => votes.get(cluster)?.get(name) ?? 0;
    const [best] = names.filter((name) => name !== '<shared>').sort((a, b) => count(b) - count(a));
    if (best !== undefined && count(best) > count(answer.get(file) ?? '')) answer.set(file, best);
  }
  return answer;
}

/** One module for the deepest folder that a level names. */
export function fineTruth(
  { moduleLevels, moduleExclusions }: Pick<Truth, 'moduleLevels' | 'moduleExclusions'>,
  files: readonly string[],
): Clusters {
  const isExcluded = matcher(moduleExclusions);
  const levels = moduleLevels.map((level) => ({ depth: level.split('/').length, names: matcher([level]) }));
  const found = new Map<string, string>();
  for (const file of files) {
    if (isExcluded(file)) continue;
    const parts = file.split('/');
    const folders = levels
      .filter(({ depth }) => parts.length > depth)
      .map(({ depth, names }) => ({ folder: parts.slice(0, depth).join('/'), names }))
      .filter(({ folder, names }) => names(folder))
      .sort((a, b) => b.folder.length - a.folder.length);
    if (folders[0]) found.set(file, folders[0].folder);
  }
  const sizes = new Map<string, number>();
  for (const module of found.values()) sizes.set(module, (sizes.get(module) ?? 0) + 1);
  return new Map([...found].filter(([, module]) => (sizes.get(module) as number) >= fewestFiles));
}
