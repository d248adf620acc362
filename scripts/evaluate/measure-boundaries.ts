import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, posix } from 'node:path';
import { type Analysis, grains } from '../../src/model/analysis.ts';
import { agreementSaid, baselineHead, baselineRows } from './baselines.ts';
import { type BoundaryScore, plainTruth, scoreGrain } from './boundaries.ts';
import { calibrate, type Calibration, calibrationTable, sumOf } from './calibration.ts';
import type { CodeBase, Truth } from './corpus.ts';
import { copyInLayers } from './layered-copy.ts';
import type { Agreement } from './partitions.ts';
import { scoreRoutes } from './route-services.ts';
import { table } from './table.ts';

/** Markdown tables of one run over the code bases with a truth file. */
export interface BoundaryTables {
  readonly boundaries: string;
  readonly means: string;
  readonly baselines: string;
  readonly calibration: string;
}

/** A code base, as it stands or in layers, with what its truth says. */
interface Case {
  readonly truth: Truth;
  readonly isLayered: boolean;
  readonly analysis: Analysis;
  /** From a path of the analysis to the one that the truth knows. */
  readonly pathOf: (path: string) => string;
}

/** What is kept of a case, whose analysis may be large. */
interface Measured {
  readonly isLayered: boolean;
  readonly files: number;
  readonly row: readonly string[];
  readonly baselines: readonly (readonly string[])[];
  readonly coarse: Agreement;
  readonly recommended: Agreement;
  readonly fine: Agreement | null;
}

/** Compares contexts with the truth, of each code base as it stands and with every file moved to a folder of its layer. */
export async function measureBoundaries(
  codeBases: readonly CodeBase[],
  analysisOf: (root: string) => Promise<Analysis>,
  said: (text: string) => void,
): Promise<BoundaryTables> {
  const measured: Measured[] = [];
  const calibrations: { readonly name: string; readonly calibration: Calibration }[] = [];
  for (const { truth, folder } of codeBases) {
    if (folder === null) continue;
    const below = truth.roots.length === 1 ? (truth.roots[0] as string) : '.';
    const root = join(folder, below);
    const pathOf = (path: string) => posix.join(below, path);
    const standing = { truth, isLayered: false, analysis: await analysisOf(root), pathOf };
    measured.push(measure(standing, said));
    calibrations.push({ name: truth.repo, calibration: calibrationOf(standing) });
    const layered = mkdtempSync(join(tmpdir(), 'banyan-layered-'));
    const places = copyInLayers(root, layered);
    const analysis = await analysisOf(layered);
    rmSync(layered, { recursive: true });
    const before = (path: string) => pathOf(places.get(path) ?? path);
    measured.push(measure({ truth, isLayered: true, analysis, pathOf: before }, said));
  }
  const all = { name: 'all', calibration: sumOf(calibrations.map(({ calibration }) => calibration)) };
  return {
    boundaries: table(
      boundaryHead,
      measured.map(({ row }) => row),
    ),
    means: table(meansHead, [
      meansRow('as they stand', measured, false),
      meansRow('in layers', measured, true),
    ]),
    baselines: table(
      baselineHead,
      measured.flatMap(({ baselines }) => baselines),
    ),
    calibration: calibrationTable([...calibrations, all]),
  };
}

const boundaryHead = [
  'code',
  'files',
  'coarse',
  'balanced',
  'fine',
  'fine against modules',
  'routes to services',
  'largest context',
  'verdict',
];

function measure({ truth, isLayered, analysis, pathOf }: Case, said: (text: string) => void): Measured {
  const name = isLayered ? `${truth.repo}, in layers` : truth.repo;
  const scores = grains.map((grain) => scoreGrain(analysis, grain, truth, pathOf));
  const [coarse, , fine] = scores as [BoundaryScore, BoundaryScore, BoundaryScore];
  const recommended = scores[grains.indexOf(analysis.recommended)] as BoundaryScore;
  const { known, right, pure, wrong } = scoreRoutes(analysis, truth);
  for (const each of wrong) said(`${name}: route of another context: ${each}`);
  const row = [
    name,
    String(recommended.coarse.files),
    ...scores.map(
      (score, index) =>
        `${agreementSaid(score.coarse)} (${score.contexts})${grains[index] === analysis.recommended ? ' *' : ''}`,
    ),
    fine.fine === null ? '' : `${agreementSaid(fine.fine)} (${fine.contexts})`,
    known === 0 ? 'none known' : `${right} / ${pure} of ${known}`,
    recommended.largestShare.toFixed(2),
    analysis.verdict.decision,
  ];
  return {
    isLayered,
    files: recommended.coarse.files,
    row,
    baselines: baselineRows(name, analysis, truth, pathOf),
    coarse: coarse.coarse,
    recommended: recommended.coarse,
    fine: fine.fine,
  };
}

/** Code bases with fewer files say little; they stand in the table and not in the means. */
const fewestFiles = 50;

const meansHead = [
  'means',
  'code bases',
  'the better of coarse and recommended',
  'recommended',
  'fine against modules',
];

function meansRow(name: string, all: readonly Measured[], isLayered: boolean): string[] {
  const cases = all.filter((each) => each.isLayered === isLayered && each.files >= fewestFiles);
  const better = cases.map(({ coarse, recommended }) =>
    coarse.ari > recommended.ari ? coarse : recommended,
  );
  const fine = cases.flatMap((each) => (each.fine === null ? [] : [each.fine]));
  const means = [better, cases.map(({ recommended }) => recommended), fine].map(meanOf);
  return [name, String(cases.length), ...means];
}

function meanOf(agreements: readonly Agreement[]): string {
  const mean = (valueOf: (each: Agreement) => number): number =>
    agreements.reduce((sum, each) => sum + valueOf(each), 0) / Math.max(1, agreements.length);
  return `${mean(({ ari }) => ari).toFixed(3)} / ${mean(({ mojoFm }) => mojoFm).toFixed(0)}`;
}

function calibrationOf({ truth, analysis, pathOf }: Case): Calibration {
  const files = analysis.modules.map(({ path }) => pathOf(path));
  return calibrate(analysis, plainTruth(truth, files), pathOf);
}
