import { by } from '../lib/ordered.ts';
import type { Analysis } from '../model/analysis.ts';

/** References from one context to another. */
export interface ContextEdge {
  readonly from: string;
  readonly to: string;
  readonly references: number;
}

/** What uses what among the contexts, the heaviest first. */
export function contextMap({
  modules,
  dependencies,
}: Pick<Analysis, 'modules' | 'dependencies'>): ContextEdge[] {
  const contextOf = new Map(
    modules.flatMap(({ path, role, context }) =>
      role === 'domain' && context !== null ? [[path, context]] : [],
    ),
  );
  const edges = new Map<string, { from: string; to: string; references: number }>();
  for (const dependency of dependencies) {
    const from = contextOf.get(dependency.from);
    const to = contextOf.get(dependency.to);
    if (from === undefined || to === undefined || from === to) continue;
    const edge = edges.get(`${from} ${to}`) ?? { from, to, references: 0 };
    edge.references += dependency.weight;
    edges.set(`${from} ${to}`, edge);
  }
  return [...edges.values()].sort(
    by(
      ({ references }) => -references,
      ({ from }) => from,
      ({ to }) => to,
    ),
  );
}
