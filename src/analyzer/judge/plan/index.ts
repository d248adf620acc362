import { by } from '../../../lib/ordered.ts';
import type { Cut, PlannedWork, PlanStep } from '../../../model/analysis.ts';
import type { Crossings } from '../crossings.ts';
import type { Obstacle } from '../separable.ts';
import type { Subject } from '../subject.ts';
import { thresholds } from '../thresholds.ts';
import { findCuts } from './cuts.ts';
import { estimate } from './effort.ts';
import type { Landscape } from './landscape.ts';
import { findSagas } from './sagas.ts';
import { type Value, valueOf, worth } from './value.ts';
import { choresOf } from './work.ts';

interface Planned {
  readonly steps: PlanStep[];
  readonly cuts: Cut[];
}

/** A context with everything that its place in the order depends on. */
interface Extraction {
  readonly id: string;
  readonly modules: number;
  readonly confidence: number;
  readonly obstacles: readonly Obstacle[];
  readonly lines: number;
  readonly isTiny: boolean;
  readonly cuts: readonly Cut[];
  readonly work: Omit<PlannedWork, 'because'>;
  readonly value: Value;
}

/**
 * The work for every context, and the order: first those that can leave as they are, then those with an obstacle, last those that
 * serve nothing or are too small for a service, however cheap they are. Among each the most worth per cost first, the cost being the
 * middle of the effort, higher where the runs dispute what the context is and where routes must wait.
 *
 * There is a step for each context whatever the verdict is: somebody may want to know what it would take.
 */
export function planExtraction(
  subject: Subject,
  crossings: Crossings,
  obstacles: ReadonlyMap<string, readonly Obstacle[]>,
  land: Landscape,
): Planned {
  const cuts = findCuts(subject, crossings, land);
  const choresFor = choresOf(subject, findSagas(subject, land));
  const valueFor = valueOf(subject);
  const linesOf = new Map(subject.modules.map(({ path, lines }) => [path, lines]));
  const extractions = subject.contexts.map(({ id, modules, confidence }): Extraction => {
    const own = cuts.filter(({ fromContext, toContext }) => fromContext === id || toContext === id);
    const chores = choresFor(id);
    const lines = modules.reduce((sum, path) => sum + (linesOf.get(path) ?? 0), 0);
    return {
      id,
      modules: modules.length,
      confidence,
      obstacles: obstacles.get(id) ?? [],
      lines,
      isTiny: modules.length < thresholds.minServiceModules || lines < thresholds.minServiceLines,
      cuts: own,
      work: { ...chores, effort: estimate(own, chores) },
      value: valueFor(id),
    };
  });
  extractions.sort(
    by(
      tierOf,
      (extraction) => -worth(extraction.value) / costOf(extraction),
      ({ id }) => id,
    ),
  );
  return { steps: extractions.map(toStep), cuts };
}

function tierOf({ obstacles, isTiny, work }: Extraction): number {
  if (isTiny || obstacles.includes('nothing to serve') || servesNothing(work)) return 2;
  return obstacles.length === 0 ? 0 : 1;
}

function servesNothing({ flips, entities }: Extraction['work']): boolean {
  return flips.length === 0 && entities.length === 0;
}

function costOf({ work, confidence }: Extraction): number {
  const { lowDays, highDays } = work.effort;
  const held = work.flips.filter(({ wave }) => wave === '4-hold').length;
  const heldShare = work.flips.length === 0 ? 0 : held / work.flips.length;
  return ((lowDays + highDays) / 2) * (1 + heldShare) * (1 + (1 - confidence));
}

function toStep(extraction: Extraction): PlanStep {
  const { id, modules, cuts, work } = extraction;
  const because = reasonsFor(extraction);
  const { entities, sagas, flips, effort } = work;
  return {
    title: `Take out ${id}`,
    context: id,
    detail: [
      ...because,
      `moves: ${counted(modules, 'module')}, ${counted(flips.length, 'route or operation', 'routes and operations')}, ${counted(entities.length, 'entity', 'entities')}`,
      `cuts: ${counted(cuts.length, 'edge')}${waysOf(cuts)}${sagas.length === 0 ? '' : `; ${counted(sagas.length, 'transaction')} to turn into a saga`}`,
      `effort: ${Math.round(effort.lowDays)} to ${Math.round(effort.highDays)} days`,
    ],
    work: { because, ...work },
  };
}

function reasonsFor(extraction: Extraction): string[] {
  const { obstacles, isTiny, value, work, confidence, modules, lines } = extraction;
  const shares = [
    `${percent(value.modules)} of the modules`,
    ...(value.entryPoints > 0 ? [`${percent(value.entryPoints)} of the routes and operations`] : []),
    ...(value.churn === null ? [] : [`${percent(value.churn)} of the changes`]),
    ...(value.load === null ? [] : [`${percent(value.load)} of the observed requests`]),
  ];
  const held = work.flips.filter(({ wave }) => wave === '4-hold').length;
  const solvable = obstacles.filter((obstacle) => obstacle !== 'nothing to serve');
  return [
    ...(servesNothing(work)
      ? ['serves nothing: neither a route, an operation nor an entity was found in it']
      : []),
    ...(isTiny
      ? [
          `too small for a service of its own (${counted(modules, 'module')}, ${counted(lines, 'line')}): merge it with what it works with`,
        ]
      : []),
    ...(solvable.length > 0 ? [`first solve: ${solvable.join(', ')}`] : []),
    `worth: ${shares.join(', ')}`,
    ...(held > 0
      ? [`${held} of its ${work.flips.length} routes and operations reach three contexts or more and wait`]
      : []),
    ...(confidence < 0.6 ? ['contested: check its border before anything else'] : []),
  ];
}

function waysOf(cuts: readonly Cut[]): string {
  const counts = new Map<string, number>();
  for (const { how } of cuts) counts.set(how, (counts.get(how) ?? 0) + 1);
  const named = [...counts].sort(
    by(
      ([, count]) => -count,
      ([how]) => how,
    ),
  );
  return named.length === 0 ? '' : ` (${named.map(([how, count]) => `${count} ${how}`).join(', ')})`;
}

function percent(share: number): string {
  return `${Math.round(share * 100)} %`;
}

function counted(number: number, noun: string, plural = `${noun}s`): string {
  return `${number} ${number === 1 ? noun : plural}`;
}
