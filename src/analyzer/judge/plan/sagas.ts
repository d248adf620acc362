import type { Access, PlannedWork, Transaction } from '../../../model/analysis.ts';
import { runsInProduction } from '../findings/rule.ts';
import type { Subject } from '../subject.ts';
import { writesAcross } from '../writes-across.ts';
import { type Landscape, placeOf } from './landscape.ts';

export type Saga = PlannedWork['sagas'][number];
type Step = Saga['steps'][number];

/**
 * The transactions that write in several contexts as sagas: accesses that follow each other in one context are one step, and every write but
 * the last, which decides, has what undoes it.
 *
 * Source: H. Garcia-Molina, K. Salem, "Sagas", SIGMOD 1987; C. Richardson, "Microservices Patterns", 2018, chapter 4.
 */
export function findSagas(subject: Subject, land: Landscape): Saga[] {
  const isProduction = runsInProduction(subject);
  const isAcross = writesAcross(subject.entities);
  return subject.transactions
    .filter((transaction) => isProduction(transaction.file) && isAcross(transaction))
    .map((transaction) => ({
      location: placeOf(transaction),
      contexts: [...transaction.contexts],
      steps: compensated(stepsOf(transaction, land), viaOf(subject)),
    }));
}

/** What was seen at a place: `typeorm.save`. */
function viaOf({ accesses }: Subject): (step: Step) => string {
  const seen = new Map(
    accesses.map((access) => [`${placeOf(access)} ${access.entity} ${access.op}`, access.via]),
  );
  return ({ locations, entities, op }) =>
    locations
      .flatMap((location) => entities.flatMap((entity) => seen.get(`${location} ${entity} ${op}`) ?? []))
      .map((via) => via.split('.').at(-1) ?? via)
      .join(' ');
}

function stepsOf({ accesses = [] }: Transaction, land: Landscape): Step[] {
  const steps: Step[] = [];
  for (const access of accesses as readonly Pick<Access, 'entity' | 'op' | 'file' | 'line'>[]) {
    const context = land.entityOf(access.entity)?.context;
    if (context == null) continue;
    const last = steps.at(-1);
    if (last?.context === context && last.op === access.op) {
      if (!last.entities.includes(access.entity)) last.entities.push(access.entity);
      if (!last.locations.includes(placeOf(access))) last.locations.push(placeOf(access));
    } else
      steps.push({
        context,
        op: access.op,
        entities: [access.entity],
        locations: [placeOf(access)],
        compensation: null,
      });
  }
  return steps;
}

function compensated(steps: readonly Step[], viaOfStep: (step: Step) => string): Step[] {
  const last = steps.findLastIndex(({ op }) => op === 'write');
  return steps.map((step, index) =>
    step.op === 'write' && index < last ? { ...step, compensation: undo(step, viaOfStep(step)) } : step,
  );
}

function undo({ entities, context }: Step, via: string): string {
  const names = entities.join(', ');
  if (/delete|remove|destroy/i.test(via))
    return `${context} brings ${names} back: mark as deleted first, delete when the saga is done`;
  if (/create|insert|add|push/i.test(via) && !/update|upsert|save|set/i.test(via))
    return `${context} cancels what it created of ${names}`;
  if (/update|increment|decrement|set|patch/i.test(via) && !/create|insert|save|upsert/i.test(via))
    return `${context} puts the former values of ${names} back, which the step has noted`;
  return `${context} cancels or restores ${names}, as it was before the step`;
}
