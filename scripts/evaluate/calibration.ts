import type { Analysis } from '../../src/model/analysis.ts';
import type { Band } from '../../src/model/band.ts';
import type { Clusters } from './partitions.ts';
import { table } from './table.ts';

const bands: readonly Band[] = ['firm', 'likely', 'contested'];

/** Files of one band whose truth is known, and how many of them are right. */
export interface Calibrated {
  readonly files: number;
  readonly right: number;
}

/** What the truth says of files of the shared kernel. */
export const sharedGroup = '<none>';

export type Calibration = Readonly<Record<Band, Calibrated>>;

/**
 * How often files of each band are in the right company: a file is right when its group in truth is the one that most of the
 * *other* files of its context have. A file of the shared kernel is wrong in a context when another context uses it too; where only its
 * own does, it may as well be a part of that. Files that are alone, and those of which the truth says nothing, are left
 * out. `pathOf` leads from a path of the analysis to the one that the truth knows.
 */
export function calibrate(
  { modules, dependencies }: Pick<Analysis, 'modules' | 'dependencies'>,
  truth: Clusters,
  pathOf: (path: string) => string = (path) => path,
): Calibration {
  const counted = new Map(bands.map((band) => [band, { files: 0, right: 0 }]));
  const placed = new Map(
    modules.flatMap(({ path, role, context }) =>
      role === 'domain' && context !== null ? [[path, context] as const] : [],
    ),
  );
  const groups = groupsOf(placed, truth, pathOf);
  const usedOutside = new Set(
    dependencies
      .filter(({ from, to }) => placed.has(from) && placed.get(from) !== placed.get(to))
      .map(({ to }) => to),
  );
  for (const { path, band } of modules) {
    const [context, own] = [placed.get(path), truth.get(pathOf(path))];
    if (context === undefined || own === undefined) continue;
    if (own === sharedGroup && !usedOutside.has(path)) continue;
    const others = [...(groups.get(context) ?? [])]
      .map(([group, count]) => ({ group, count: group === own ? count - 1 : count }))
      .filter(({ count }) => count > 0);
    const counts = counted.get(band ?? 'contested');
    if (others.length === 0 || !counts) continue;
    const most = Math.max(...others.map(({ count }) => count));
    counts.files++;
    if (own !== sharedGroup && others.some(({ group, count }) => group === own && count === most)) {
      counts.right++;
    }
  }
  return Object.fromEntries(counted) as Record<Band, Calibrated>;
}

/** By context: how many of its files are of each group in truth. */
function groupsOf(
  placed: ReadonlyMap<string, string>,
  truth: Clusters,
  pathOf: (path: string) => string,
): Map<string, Map<string, number>> {
  const groups = new Map<string, Map<string, number>>();
  for (const [path, context] of placed) {
    const group = truth.get(pathOf(path));
    if (group === undefined) continue;
    const row = groups.get(context) ?? new Map<string, number>();
    groups.set(context, row.set(group, (row.get(group) ?? 0) + 1));
  }
  return groups;
}

/** Sums of several calibrations. */
export function sumOf(calibrations: readonly Calibration[]): Calibration {
  const total = (band: Band): Calibrated => ({
    files: calibrations.reduce((sum, each) => sum + each[band].files, 0),
    right: calibrations.reduce((sum, each) => sum + each[band].right, 0),
  });
  return { firm: total('firm'), likely: total('likely'), contested: total('contested') };
}

/** A row for each code base: of the files of each band, how many are right. */
export function calibrationTable(
  rows: readonly { readonly name: string; readonly calibration: Calibration }[],
): string {
  return table(
    ['code', ...bands],
    rows.map(({ name, calibration }) => [
      name,
      ...bands.map((band) => {
        const { files, right } = calibration[band];
        return files === 0 ? '' : `${right} of ${files} (${((100 * right) / files).toFixed(0)} %)`;
      }),
    ]),
  );
}
