import { by } from '../../../lib/ordered.ts';
import type { Finding } from '../../../model/analysis.ts';
import type { Crossings } from '../crossings.ts';
import type { Subject } from '../subject.ts';
import type { Landscape } from '../plan/landscape.ts';
import { chattyBoundary } from './chatty-boundary.ts';
import { contextCycle } from './context-cycle.ts';
import { contextTooBig, contextTooSmall } from './context-size.ts';
import { coreHub } from './core-hub.ts';
import { distributedMonolith } from './distributed-monolith.ts';
import { foreignKeyAcross } from './foreign-key-across.ts';
import { hiddenCoupling } from './hidden-coupling.ts';
import { joinAcross } from './join-across.ts';
import { layeredContext } from './layered-context.ts';
import { operationOverMany, routeOverMany } from './route-over-many.ts';
import type { Rule } from './rule.ts';
import { sharedState } from './shared-state.ts';
import { tableTwoWriters } from './table-two-writers.ts';
import { transactionAcross } from './transaction-across.ts';

/** Every rule, the gravest first; adding one is a file, a line here and a row in `docs/reference/findings.md`. */
export const rules: readonly Rule[] = [
  distributedMonolith,
  contextCycle,
  transactionAcross,
  tableTwoWriters,
  joinAcross,
  foreignKeyAcross,
  sharedState,
  chattyBoundary,
  coreHub,
  hiddenCoupling,
  layeredContext,
  contextTooBig,
  contextTooSmall,
  routeOverMany,
  operationOverMany,
];

const severityOrder = ['error', 'warning', 'info'];
const order = rules.map(({ code }) => code);

/** What stands in the way, the gravest first: by severity, rule, contexts and places. */
export function findFindings(subject: Subject, crossings: Crossings, land: Landscape): Finding[] {
  return rules
    .flatMap((rule) => rule.find(subject, crossings, land))
    .sort(
      by(
        ({ severity }) => severityOrder.indexOf(severity),
        ({ code }) => order.indexOf(code),
        ({ numbers }) => -(numbers['contexts'] ?? 0),
        ({ locations }) => -locations.length,
        ({ title }) => title,
        ({ locations }) => locations.join(),
      ),
    );
}
