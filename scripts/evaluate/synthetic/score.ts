import type { Analysis } from '../../../src/model/analysis.ts';
import { type Calibration, calibrate, sharedGroup } from '../calibration.ts';
import { agreementOf } from '../partitions.ts';
import type { SyntheticTruth } from './generate.ts';

/** How right an analysis of a generated monolith is. */
export interface SyntheticScore {
  readonly isVerdictRight: boolean;
  /** Harmonic mean of precision and recall, 0..1; null where nothing is shared. */
  readonly kernelF1: number | null;
  /** Null for what has no contexts. */
  readonly ari: number | null;
  readonly calibration: Calibration | null;
}

export function scoreSynthetic(
  { modules, dependencies, verdict }: Pick<Analysis, 'modules' | 'dependencies' | 'verdict'>,
  truth: SyntheticTruth,
): SyntheticScore {
  const groups = new Map(truth.contextOf);
  for (const path of truth.shared) groups.set(path, sharedGroup);
  const hasContexts = truth.verdict !== 'do-not-split';
  const clusters = new Map(modules.map(({ path, context }) => [path, context ?? sharedGroup]));
  const found = modules
    .filter(({ path, role }) => role === 'shared' && groups.has(path))
    .map(({ path }) => path);
  return {
    isVerdictRight: verdict.decision === truth.verdict,
    kernelF1: truth.shared.size === 0 ? null : f1(found, truth.shared),
    ari: hasContexts ? agreementOf(clusters, groups).ari : null,
    calibration: hasContexts ? calibrate({ modules, dependencies }, groups) : null,
  };
}

function f1(found: readonly string[], known: ReadonlySet<string>): number {
  const right = found.filter((path) => known.has(path)).length;
  return right === 0 ? 0 : (2 * right) / (found.length + known.size);
}
