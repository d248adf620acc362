import type { AcceptedContext, Boundaries, BoundaryFacts, BoundaryRule } from '../model/boundaries.ts';
import { findViolations } from './find-violations.ts';
import type { Territory } from './territory.ts';

/** What looks for violations; another one only to see that the test of it can fail. */
type Find = typeof findViolations;

/** A violation that is not in the code: to be found by its rule and place. */
interface Planted {
  readonly rule: BoundaryRule;
  readonly place: string;
  readonly what: string;
}

/** No name of real code has such a character. */
const mark = '\u0000planted';
const paths = {
  stranger: `${mark}/stranger.ts`,
  user: `${mark}/user.ts`,
  api: `${mark}/api.ts`,
  hidden: `${mark}/hidden.ts`,
  shared: `${mark}/shared.ts`,
  composition: `${mark}/composition.ts`,
};
const user = contextOf(`${mark}-user`, [paths.user], { uses: [`${mark}-used`] });
const used = contextOf(`${mark}-used`, [paths.api, paths.hidden], { api: [paths.api] });

/**
 * Plants violations of every rule in a copy of the facts, for every context that has a module, and looks for them. Returns what was not found.
 *
 * A checker that checks nothing says "no violations", too; so each run shows first that it would see one. Linear in the facts.
 */
export function missedBySelfTest(
  facts: BoundaryFacts,
  boundaries: Boundaries,
  territory: Territory,
  find: Find = findViolations,
): string[] {
  const { planted, facts: withPlants } = plant(facts, [
    ...firstModules(facts, territory),
    [user.id, paths.user],
  ]);
  const { violations } = find(withPlants, {
    contexts: [...boundaries.contexts, user, used],
    shared: [...boundaries.shared, paths.shared],
    composition: [...boundaries.composition, paths.composition],
    ignore: boundaries.ignore,
  });
  const found = new Set(violations.map(({ rule, location }) => `${rule} ${location}`));
  return planted.filter(({ rule, place }) => !found.has(`${rule} ${place}`)).map(({ what }) => what);
}

/** One module of each context that has some. */
function firstModules({ modules }: BoundaryFacts, territory: Territory): Map<string, string> {
  const first = new Map<string, string>();
  for (const { path } of modules) {
    const claim = territory.claimOf(path);
    if (claim.kind === 'context' && !first.has(claim.id)) first.set(claim.id, path);
  }
  return first;
}

function plant(
  facts: BoundaryFacts,
  modules: readonly (readonly [id: string, path: string])[],
): { readonly planted: Planted[]; readonly facts: BoundaryFacts } {
  const planted: Planted[] = [
    { rule: 'unclaimed-module', place: `${paths.stranger}:1`, what: 'a module that nobody claims' },
  ];
  const dependencies = [...facts.dependencies];
  const [accesses, joins, transactions] = [[...facts.accesses], [...facts.joins], [...facts.transactions]];
  const use = (rule: BoundaryRule, from: string, to: string, what: string): void => {
    // A line for each, where no file has one.
    const place = `${from}:${firstLine + planted.length}`;
    planted.push({ rule, place, what });
    dependencies.push({ from, to, kinds: ['value'], weight: 1, symbols: [mark], locations: [place] });
  };
  use('private-module', paths.user, paths.hidden, 'a use of what an API does not name');
  for (const [id, path] of modules) {
    if (path !== paths.user) use('dependency', paths.user, path, `a use of ${id}`);
    if (path !== paths.user) use('dependency', path, paths.api, `a use of another context by ${id}`);
    use('shared-uses-context', paths.shared, path, `a use of ${id} by shared code`);
    use('composition-used', path, paths.composition, `a use of what wires the application by ${id}`);
    const at = { file: path, line: firstLine, function: mark, via: '', confidence: 1 };
    const place = `${path}:${firstLine}`;
    planted.push({ rule: 'table-write', place, what: `a write of ${id} to a table of another context` });
    accesses.push({ ...at, op: 'write', entity: mark });
    planted.push({ rule: 'join', place, what: `a join of ${id} with a table of another context` });
    joins.push({ ...at, entities: [mark] });
    planted.push({
      rule: 'transaction',
      place,
      what: `a transaction of ${id} over a table of another context`,
    });
    transactions.push({ ...at, entities: [mark] });
  }
  const own = Object.values(paths).map((path) => ({ path, role: 'domain' as const }));
  return {
    planted,
    facts: {
      ...facts,
      modules: [...facts.modules, ...own],
      entities: [...facts.entities, { name: mark, table: null, file: paths.hidden }],
      dependencies,
      accesses,
      joins,
      transactions,
    },
  };
}

const firstLine = 1_000_000_000;

function contextOf(id: string, modules: readonly string[], said: Partial<AcceptedContext>): AcceptedContext {
  return { id, modules, owners: [], uses: [], api: null, tables: [], writes: [], joins: [], ...said };
}
