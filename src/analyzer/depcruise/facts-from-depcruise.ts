import { BanyanError } from '../../errors/banyan-error.ts';
import { by } from '../../lib/ordered.ts';
import type { DependencyKind } from '../../model/analysis.ts';
import type { Diagnostic } from '../../model/diagnostic.ts';
import { type Reference, sumReferences } from '../discover/dependencies.ts';
import { noHistory } from '../discover/history/discover-history.ts';
import { roleByName } from '../discover/role-by-name.ts';
import { toTerms } from '../discover/source/terms.ts';
import type { Facts, ModuleFact } from '../facts.ts';
import { type DepcruiseDependency, type DepcruiseModule, depcruiseSchema } from './depcruise-schema.ts';

/** So many problems say that a document is of another kind. */
const maxProblems = 20;
const isSource = /\.(?:[mc]?[jt]s|[jt]sx|vue|svelte|astro)$/;

/**
 * The facts that a result of dependency-cruiser holds: modules and what they depend on, without lines, routes, entities or
 * history. `name` is how messages call the document.
 *
 * Throws `DOCUMENT_INVALID` when the text is no such result, `NO_SOURCE_FILES` when it has no module: with a TypeScript that
 * dependency-cruiser does not know its graph is empty.
 */
export function factsFromDepcruise(text: string, name: string): Facts {
  const all = read(text, name).filter(isOwn);
  const paths = new Set(all.map(({ source }) => source));
  if (paths.size === 0)
    throw new BanyanError('NO_SOURCE_FILES', `${name} has no module of a project`, {
      fix: 'Check the options that it was made with: an unknown TypeScript gives an empty graph.',
    });
  const references = all.flatMap(({ source, dependencies }) =>
    dependencies.filter(({ resolved }) => paths.has(resolved)).map((each) => toReference(source, each)),
  );
  return {
    commit: null,
    modules: [...paths].sort().map(toModule),
    dependencies: sumReferences(references),
    unresolvedImports: all.flatMap(unresolvedIn).sort(
      by(
        ({ from }) => from,
        ({ specifier }) => specifier,
      ),
    ),
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
    history: noHistory('off', 'the graph was read from a document'),
    runtime: null,
    receivers: { total: 0, unresolved: 0, byOracle: 0 },
    owners: new Map(),
    frameworks: [],
    orms: [],
    diagnostics: [graphOnly],
  };
}

function read(text: string, name: string): readonly DepcruiseModule[] {
  const fix = 'Write it with `depcruise --output-type json`.';
  let data: unknown;
  try {
    data = JSON.parse(text);
  } catch (cause) {
    throw new BanyanError('DOCUMENT_INVALID', `${name} is not JSON`, { fix, cause });
  }
  const result = depcruiseSchema.safeParse(data);
  if (result.success) return result.data.modules;
  const problems = result.error.issues.map(({ path, message }) => ({
    where: `${name} at ${path.join('.') || 'its root'}`,
    what: message,
  }));
  throw new BanyanError('DOCUMENT_INVALID', `${name} is not a result of dependency-cruiser`, {
    fix,
    problems,
    maxProblems,
  });
}

function isOwn({ source, coreModule, couldNotResolve }: DepcruiseModule): boolean {
  const isForeign = coreModule === true || couldNotResolve === true;
  return !isForeign && isSource.test(source) && !/(?:^|\/)node_modules\//.test(source);
}

/** A dependency has neither a line nor names: it counts once, at the first line. */
function toReference(from: string, dependency: DepcruiseDependency): Reference {
  return { from, to: dependency.resolved, kinds: [kindOf(dependency)], symbol: null, line: 1 };
}

function kindOf({
  dependencyTypes,
  dynamic,
  typeOnly,
  preCompilationOnly,
  moduleSystem,
}: DepcruiseDependency): DependencyKind {
  const has = (...types: readonly string[]) => types.some((type) => dependencyTypes.includes(type));
  if (
    typeOnly === true ||
    preCompilationOnly === true ||
    has('type-only', 'type-import', 'pre-compilation-only')
  )
    return 'type';
  if (dynamic === true || has('dynamic-import')) return 'dynamic';
  if (has('export')) return 're-export';
  return moduleSystem === 'cjs' || has('require') ? 'require' : 'value';
}

function unresolvedIn({ source, dependencies }: DepcruiseModule) {
  return dependencies
    .filter(({ couldNotResolve, coreModule }) => couldNotResolve === true && coreModule !== true)
    .map(({ module }) => ({
      from: source,
      specifier: module,
      line: 1,
      reason: 'dependency-cruiser could not resolve it',
    }));
}

function toModule(path: string): ModuleFact {
  const names = path.split('/').map((name) => name.replace(isSource, ''));
  const terms = toTerms(new Map(names.map((name) => [name, 1])));
  return { path, lines: 0, role: roleByName(path) ?? 'domain', isBarrel: false, isTypeOnly: false, terms };
}

const graphOnly: Diagnostic = {
  severity: 'warning',
  code: 'GRAPH_ONLY',
  message:
    'modules and dependencies are those of a dependency-cruiser result: lines, routes, entities, events and commits are not known',
};
