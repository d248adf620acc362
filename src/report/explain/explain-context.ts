import type { Analysis, BoundedContext } from '../../model/analysis.ts';
import { type Band, bandOf } from '../../model/band.ts';
import { contextMap } from '../context-map.ts';
import { contextModules } from '../context-modules.ts';

export interface ContextExplanation {
  readonly kind: 'context';
  readonly id: string;
  readonly name: string;
  readonly modules: number;
  readonly tests: number;
  readonly confidence: Band;
  readonly owners: readonly string[];
  readonly vocabulary: readonly string[];
  readonly metrics: BoundedContext['metrics'];
  readonly routes: readonly string[];
  readonly operations: readonly string[];
  readonly entities: readonly string[];
  /** References to other contexts and from them, the heaviest first. */
  readonly uses: readonly { readonly context: string; readonly references: number }[];
  readonly usedBy: readonly { readonly context: string; readonly references: number }[];
  /** What crosses its border beside references. */
  readonly crossing: {
    readonly transactions: readonly { readonly at: string; readonly contexts: readonly string[] }[];
    readonly joins: readonly { readonly at: string; readonly contexts: readonly string[] }[];
    /** Its entities that modules of others write. */
    readonly foreignWriters: readonly { readonly entity: string; readonly writers: readonly string[] }[];
  };
  /** Its modules that are closest to another context, the closest first. */
  readonly rim: readonly {
    readonly path: string;
    readonly confidence: Band;
    readonly margin: number;
    readonly rival: string | null;
  }[];
  readonly pins: readonly { readonly at: string; readonly kind: string; readonly because: string | null }[];
}

export function explainContext(analysis: Analysis, context: BoundedContext): ContextExplanation {
  const { id, name, confidence, owners, vocabulary, metrics, routes, operations, entities } = context;
  const { production, tests } = contextModules(analysis)(id);
  const edges = contextMap(analysis);
  return {
    kind: 'context',
    id,
    name,
    modules: production.length,
    tests: tests.length,
    confidence: bandOf(confidence),
    owners,
    vocabulary,
    metrics,
    routes,
    operations,
    entities,
    uses: edges.filter(({ from }) => from === id).map(({ to, references }) => ({ context: to, references })),
    usedBy: edges
      .filter(({ to }) => to === id)
      .map(({ from, references }) => ({ context: from, references })),
    crossing: crossingOf(analysis, id),
    rim: rimOf(analysis, id),
    pins: pinsOf(analysis, id),
  };
}

function crossingOf(
  { transactions, joins = [], entities, modules }: Analysis,
  id: string,
): ContextExplanation['crossing'] {
  const crosses = ({ contexts }: { readonly contexts: readonly string[] }) =>
    contexts.length > 1 && contexts.includes(id);
  const place = ({
    file,
    line,
    contexts,
  }: Analysis['transactions'][number] | NonNullable<Analysis['joins']>[number]) => ({
    at: `${file}:${line}`,
    contexts,
  });
  const contextOf = new Map(
    modules.flatMap((each) => (each.role === 'domain' ? [[each.path, each.context]] : [])),
  );
  const isForeign = (path: string) => (contextOf.get(path) ?? id) !== id;
  return {
    transactions: transactions.filter(crosses).map(place),
    joins: joins.filter(crosses).map(place),
    foreignWriters: entities
      .filter(({ context, writers }) => context === id && writers.some(isForeign))
      .map(({ name, writers }) => ({ entity: name, writers: writers.filter(isForeign) })),
  };
}

function rimOf({ modules }: Analysis, id: string): ContextExplanation['rim'] {
  return modules
    .flatMap(({ path, context, confidence, pulls = [] }) => {
      if (context !== id || pulls.length === 0) return [];
      const own = pulls.find((each) => each.context === id)?.weight ?? 0;
      const rival = pulls.find((each) => each.context !== id);
      const margin = Math.round((own - (rival?.weight ?? 0)) * 1000) / 1000;
      return [{ path, confidence: bandOf(confidence), margin, rival: rival?.context ?? null }];
    })
    .filter(({ rival }) => rival !== null)
    .sort((a, b) => a.margin - b.margin || (a.path < b.path ? -1 : 1));
}

function pinsOf({ pins = [], modules }: Analysis, id: string): ContextExplanation['pins'] {
  const used = new Set(modules.flatMap((each) => (each.context === id ? (each.pins ?? []) : [])));
  return pins.flatMap(({ at, kind, because, context }, index) =>
    context === id || used.has(index) ? [{ at, kind, because }] : [],
  );
}
