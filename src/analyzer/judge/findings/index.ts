import { by } from '../../../lib/ordered.ts';
import type { Finding } from '../../../model/analysis.ts';
import type { Crossings } from '../crossings.ts';
import type { Subject } from '../subject.ts';
import { contextCycle } from './context-cycle.ts';
import { operationOverMany, routeOverMany } from './route-over-many.ts';
import type { Rule } from './rule.ts';
import { tableTwoWriters } from './table-two-writers.ts';
import { transactionAcross } from './transaction-across.ts';

/** Every rule; adding one is a file, a line here and a row in `docs/reference/findings.md`. */
export const rules: readonly Rule[] = [
  contextCycle,
  tableTwoWriters,
  transactionAcross,
  routeOverMany,
  operationOverMany,
];

const severityOrder = ['error', 'warning', 'info'];

/** What stands in the way, the gravest first. */
export function findFindings(subject: Subject, crossings: Crossings): Finding[] {
  return rules
    .flatMap((rule) => rule.find(subject, crossings))
    .sort(
      by(
        ({ severity }) => severityOrder.indexOf(severity),
        ({ code }) => code,
        ({ numbers }) => -(numbers['contexts'] ?? 0),
        ({ title }) => title,
        ({ locations }) => locations.join(),
      ),
    );
}
