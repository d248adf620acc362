import type { EntityFact, Facts, ModuleFact, RouteFact } from '../../src/analyzer/facts.ts';
import { noHistory } from '../../src/analyzer/discover/history/discover-history.ts';
import type { Dependency, DependencyKind } from '../../src/model/analysis.ts';

/** `from -> to`, `from -type-> to` or `from -injection,value-> to`, one reference on line 1. */
type Arrow = string;

interface FactParts extends Partial<Omit<Facts, 'modules' | 'dependencies'>> {
  /** Paths, or paths with what differs from an empty domain module of ten lines. */
  readonly modules?: readonly (string | (Partial<ModuleFact> & { readonly path: string }))[];
  readonly dependencies?: readonly Arrow[];
}

/** Facts of a project; modules that only an arrow names are added. */
export function buildFacts({ modules = [], dependencies = [], ...rest }: FactParts): Facts {
  const edges = dependencies.map(toDependency);
  const given = new Map(
    modules.map((module) => (typeof module === 'string' ? [module, {}] : [module.path, module])),
  );
  for (const { from, to } of edges) for (const path of [from, to]) given.set(path, given.get(path) ?? {});
  return {
    commit: null,
    modules: [...given].map(([path, parts]) => ({
      path,
      lines: 10,
      role: 'domain',
      isBarrel: false,
      isTypeOnly: false,
      terms: new Map(),
      ...parts,
    })),
    dependencies: edges,
    unresolvedImports: [],
    routes: [],
    operations: [],
    entities: [],
    events: [],
    transactions: [],
    accesses: [],
    calls: [],
    state: [],
    joins: [],
    outbound: [],
    history: noHistory('off', 'it was not asked for'),
    owners: new Map(),
    runtime: null,
    receivers: { total: 0, unresolved: 0, byOracle: 0 },
    frameworks: [],
    orms: [],
    diagnostics: [],
    ...rest,
  };
}

/** `GET /orders/:id` declared in a file, reaching modules and entities. */
export function routeFact(
  operation: string,
  file: string,
  reaches: { readonly modules?: readonly string[]; readonly entities?: readonly string[] } = {},
): RouteFact {
  const [method = 'GET', path = '/'] = operation.split(' ');
  return {
    method,
    path,
    file,
    line: 1,
    handler: 'handle',
    framework: 'express',
    sideEffects: 'none',
    confidence: 1,
    reaches: { modules: reaches.modules ?? [], entities: reaches.entities ?? [] },
  };
}

export function entityFact(name: string, file: string, parts: Partial<EntityFact> = {}): EntityFact {
  return {
    name,
    table: null,
    file,
    line: 1,
    orm: 'typeorm',
    writers: [],
    readers: [],
    relations: [],
    ...parts,
  };
}

function toDependency(arrow: Arrow): Dependency {
  const [, from = '', kinds = '', to = ''] = /^(\S+) -(?:([a-z,-]+)-)?> (\S+)$/.exec(arrow) ?? [];
  if (from === '') throw new Error(`not an arrow: ${arrow}`);
  return {
    from,
    to,
    kinds: kinds === '' ? ['value'] : (kinds.split(',') as DependencyKind[]),
    weight: 1,
    symbols: [],
    locations: [`${from}:1`],
  };
}
