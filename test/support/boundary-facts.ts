import type { Access } from '../../src/model/analysis.ts';
import type { AcceptedContext, Boundaries, BoundaryFacts } from '../../src/model/boundaries.ts';

/** Facts of the given modules with nothing between them. */
export function boundaryFactsOf(paths: readonly string[], parts: Partial<BoundaryFacts> = {}): BoundaryFacts {
  return {
    modules: paths.map((path) => ({ path, role: path.endsWith('.test.ts') ? 'test' : 'domain' })),
    dependencies: [],
    entities: [],
    accesses: [],
    joins: [],
    transactions: [],
    unresolvedImports: 0,
    ...parts,
  };
}

/** `use('a.ts', 'b.ts', 'B')`: `a.ts` imports `B` from `b.ts` on its third line. */
export function use(
  from: string,
  to: string,
  symbol: string,
  kind: 'value' | 'type' = 'value',
): BoundaryFacts['dependencies'][number] {
  return { from, to, kinds: [kind], weight: 1, symbols: [symbol], locations: [`${from}:3`] };
}

export function access(op: Access['op'], entity: string, file: string): Access {
  return { op, entity, file, line: 7, function: 'save', via: 'typeorm.save', confidence: 1 };
}

/** Contexts that own the folder of their name and allow nothing, with what is said otherwise. */
export function boundariesOf(
  contexts: Readonly<Record<string, Partial<AcceptedContext>>>,
  parts: Partial<Boundaries> = {},
): Boundaries {
  return {
    contexts: Object.entries(contexts).map(([id, said]) => ({
      id,
      modules: [`src/${id}`],
      owners: [],
      uses: [],
      api: null,
      tables: [],
      writes: [],
      joins: [],
      ...said,
    })),
    shared: [],
    composition: [],
    ignore: [],
    ...parts,
  };
}
