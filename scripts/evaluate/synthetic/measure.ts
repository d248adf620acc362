import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { analyze } from '../../../src/analyzer/index.ts';
import type { Verdict } from '../../../src/model/analysis.ts';
import { calibrationTable, sumOf } from '../calibration.ts';
import { table } from '../table.ts';
import { archetypes } from './archetypes.ts';
import { generate, writeTo } from './generate.ts';
import { scoreSynthetic, type SyntheticScore } from './score.ts';

/** Every archetype comes so many times. */
const rounds = 3;

export interface Measured extends SyntheticScore {
  readonly seed: number;
  readonly archetype: string;
  readonly expected: Verdict['decision'];
  readonly given: Verdict['decision'];
}

/** Analyses the monolith of a seed through the front door. */
export async function measureSeed(seed: number): Promise<Measured> {
  const synthetic = generate(seed);
  const root = mkdtempSync(join(tmpdir(), 'banyan-synthetic-'));
  try {
    writeTo(root, synthetic);
    const analysis = await analyze({ root, version: 'evaluation' });
    return {
      seed,
      archetype: synthetic.archetype,
      expected: synthetic.truth.verdict,
      given: analysis.verdict.decision,
      ...scoreSynthetic(analysis, synthetic.truth),
    };
  } finally {
    rmSync(root, { recursive: true });
  }
}

/** Measures all seeds and says what is wrong; the tables as Markdown. */
export async function synthesise(said: (text: string) => void): Promise<string> {
  const measured: Measured[] = [];
  for (let seed = 0; seed < rounds * archetypes.length; seed++) {
    const each = await measureSeed(seed);
    if (!each.isVerdictRight) said(`seed ${seed}, ${each.archetype}: ${each.given}, not ${each.expected}`);
    measured.push(each);
  }
  const right = measured.filter(({ isVerdictRight }) => isVerdictRight).length;
  return [
    `Verdict right for ${right} of ${measured.length} (${percent(right / measured.length)}); shared kernel F1 ${mean(measured, 'kernelF1')}; adjusted Rand index ${mean(measured, 'ari')}.`,
    archetypeTable(measured),
    'Verdict that is right (rows) against the verdict given (columns):',
    confusionMatrix(measured),
    'Files of each band that are in the right company:',
    calibrationTable([
      { name: 'generated', calibration: sumOf(measured.flatMap(({ calibration }) => calibration ?? [])) },
    ]),
  ].join('\n\n');
}

function archetypeTable(measured: readonly Measured[]): string {
  const rows = archetypes.map(({ name, verdict }) => {
    const own = measured.filter(({ archetype }) => archetype === name);
    const right = own.filter(({ isVerdictRight }) => isVerdictRight).length;
    return [name, verdict, `${right} of ${own.length}`, mean(own, 'kernelF1'), mean(own, 'ari')];
  });
  return table(['monolith', 'right verdict', 'given', 'shared kernel F1', 'adjusted Rand index'], rows);
}

function confusionMatrix(measured: readonly Measured[]): string {
  const decisions = ['split', 'split-some', 'modularise-first', 'do-not-split'] as const;
  const rows = decisions.map((expected) => [
    expected,
    ...decisions.map((given) =>
      String(measured.filter((each) => each.expected === expected && each.given === given).length),
    ),
  ]);
  return table(['', ...decisions], rows);
}

/** Over those that have one. */
function mean(measured: readonly Measured[], name: 'kernelF1' | 'ari'): string {
  const known = measured.flatMap((each) => each[name] ?? []);
  return known.length === 0 ? '' : (known.reduce((sum, each) => sum + each, 0) / known.length).toFixed(2);
}

function percent(share: number): string {
  return `${(100 * share).toFixed(0)} %`;
}
