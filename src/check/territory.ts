import { BanyanError } from '../errors/banyan-error.ts';
import { by } from '../lib/ordered.ts';
import { pathsMeantBy } from '../lib/path-patterns.ts';
import type { Boundaries, BoundaryFacts } from '../model/boundaries.ts';

/** Whose a module is. */
export type Claim =
  | { readonly kind: 'context'; readonly id: string }
  | { readonly kind: 'shared' | 'composition' | 'ignored' | 'test' | 'unclaimed' };

/** The modules of a code base, divided by accepted boundaries. */
export interface Territory {
  claimOf(path: string): Claim;
  /** The context that owns an entity; undefined where none does. */
  ownerOf(entity: string): string | undefined;
  /** The table of an entity, or its name where the code does not say. */
  tableOf(entity: string): string;
  /** Whether other contexts may use a module of this context. */
  isPublic(id: string, path: string): boolean;
  /** Patterns that mean no module. */
  readonly idle: readonly string[];
  /** Modules in contexts: 0 means that nothing can be checked. */
  readonly claimed: number;
}

const unclaimed: Claim = { kind: 'unclaimed' };

/**
 * Divides the modules. Tests and generated files count nowhere, wherever they lie.
 *
 * Throws CONFIG_INVALID where two patterns claim one module.
 */
export function divide(
  boundaries: Boundaries,
  facts: Pick<BoundaryFacts, 'modules' | 'entities'>,
): Territory {
  const counted = facts.modules.filter(({ role }) => role !== 'test' && role !== 'generated');
  const paths = counted.map(({ path }) => path);
  const idle: string[] = [];
  const meantBy = (where: string, patterns: readonly string[]): ReadonlySet<string> => {
    const { meant, idle: without } = pathsMeantBy(patterns, paths);
    idle.push(...without.map((pattern) => `${where}: ${pattern}`));
    return meant;
  };
  const claims = claimsOf(boundaries, meantBy);
  const api = new Map(
    boundaries.contexts.flatMap(({ id, api: patterns }) =>
      patterns === null ? [] : [[id, meantBy(`contexts.${id}.api`, patterns)] as const],
    ),
  );
  const skipped = new Set(
    facts.modules.filter(({ role }) => role === 'test' || role === 'generated').map(({ path }) => path),
  );
  const claimOf = (path: string): Claim =>
    skipped.has(path) ? { kind: 'test' } : (claims.get(path) ?? unclaimed);
  const ownerOfTable = new Map(
    boundaries.contexts.flatMap(({ id, tables }) => tables.map((table) => [table, id] as const)),
  );
  const entities = new Map(facts.entities.map((entity) => [entity.name, entity]));
  const tableOf = (name: string): string => entities.get(name)?.table ?? name;
  return {
    claimOf,
    tableOf,
    ownerOf(name) {
      const entity = entities.get(name);
      const declared = entity === undefined ? unclaimed : claimOf(entity.file);
      return (
        ownerOfTable.get(tableOf(name)) ??
        ownerOfTable.get(name) ??
        (declared.kind === 'context' ? declared.id : undefined)
      );
    },
    isPublic: (id, path) => api.get(id)?.has(path) ?? true,
    idle,
    claimed: [...claims.values()].filter(({ kind }) => kind === 'context').length,
  };
}

function claimsOf(
  { contexts, shared, composition, ignore }: Boundaries,
  meantBy: (where: string, patterns: readonly string[]) => ReadonlySet<string>,
): Map<string, Claim> {
  const groups: readonly (readonly [string, readonly string[], Claim])[] = [
    ...contexts.map(
      ({ id, modules }) => [`contexts.${id}.modules`, modules, { kind: 'context', id }] as const,
    ),
    ['shared', shared, { kind: 'shared' }],
    ['composition', composition, { kind: 'composition' }],
    ['ignore', ignore, { kind: 'ignored' }],
  ];
  const claims = new Map<string, Claim>();
  const claimants = new Map<string, string>();
  const twice: { readonly where: string; readonly what: string }[] = [];
  for (const [where, patterns, claim] of groups)
    for (const path of meantBy(where, patterns)) {
      const other = claimants.get(path);
      if (other !== undefined) twice.push({ where: path, what: `is claimed by ${other} and by ${where}` });
      claimants.set(path, where);
      claims.set(path, claim);
    }
  if (twice.length > 0)
    throw new BanyanError('CONFIG_INVALID', 'The accepted boundaries claim modules twice', {
      problems: twice.toSorted(by(({ where }) => where)),
      maxProblems: 20,
      fix: 'Take the path out of one of them: a pattern such as !src/orders/shared.ts does.',
    });
  return claims;
}
