import { baselines } from '../../src/analyzer/judge/baselines.ts';
import type { Analysis, Grain } from '../../src/model/analysis.ts';
import { type BoundaryScore, scoreGrain } from './boundaries.ts';
import type { Truth } from './corpus.ts';
import type { Agreement } from './partitions.ts';

type Scored = Pick<Analysis, 'modules' | 'candidates' | 'dependencies'>;

/** How trivial ways to divide the modules of an analysis agree with the truth, by name; `pathOf` as for `scoreGrain`. */
export function scoreBaselines(
  analysis: Scored,
  grain: Grain,
  truth: Truth,
  pathOf: (path: string) => string,
): ReadonlyMap<string, BoundaryScore> {
  const { modules, candidates, dependencies: uses } = analysis;
  const partOf = new Map<string, string>();
  for (const { id, modules: members } of candidates[grain].contexts)
    for (const path of members) partOf.set(path, id);
  return new Map(
    baselines.map(({ name, divide }) => {
      const parts = new Map<string, string[]>();
      for (const [path, part] of divide({ partOf, uses }))
        parts.set(part, [...(parts.get(part) ?? []), path]);
      const contexts = [...parts].map(([id, members]) => ({ id, modules: members }));
      const divided = { ...candidates, [grain]: { ...candidates[grain], contexts } };
      return [name, scoreGrain({ modules, candidates: divided }, grain, truth, pathOf)];
    }),
  );
}

export const baselineHead = [
  'code',
  'truth',
  'Banyan',
  ...baselines.map(({ name }) => name.replaceAll('-', ' ')),
];

/** The recommended grain against the contexts of the truth, and the fine one against its modules, each beside the baselines. */
export function baselineRows(
  name: string,
  analysis: Scored & Pick<Analysis, 'recommended'>,
  truth: Truth,
  pathOf: (path: string) => string,
): string[][] {
  const row = (
    grain: Grain,
    of: string,
    agreement: (score: BoundaryScore) => Agreement | null,
  ): string[][] => {
    const scores = [
      scoreGrain(analysis, grain, truth, pathOf),
      ...scoreBaselines(analysis, grain, truth, pathOf).values(),
    ].map(agreement);
    if (scores.includes(null)) return [];
    return [[name, of, ...scores.map((score) => agreementSaid(score as Agreement))]];
  };
  return [
    ...row(analysis.recommended, 'contexts', ({ coarse }) => coarse),
    ...row('fine', 'modules', ({ fine }) => fine),
  ];
}

/** `.53 / 78`: adjusted Rand index and MoJoFM. */
export function agreementSaid({ ari, mojoFm }: Agreement): string {
  return `${ari.toFixed(2)} / ${mojoFm.toFixed(0)}`;
}
