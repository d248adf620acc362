import type { EntityFact } from '../../facts.ts';
import { by, sortedUnique } from '../../../lib/ordered.ts';
import type { Diagnostic } from '../../../model/diagnostic.ts';
import type { Program } from '../program.ts';
import type { FunctionCode } from '../source/code.ts';
import type { Catalog } from './catalog.ts';
import { declarationOf } from './declaration.ts';
import type { AccessNode, FoundAccess } from './discoverer.ts';
import { createRunners, type Runners } from './runners-of.ts';
import type { EntityDraft } from './related-entities.ts';
import { tableLabel } from './table-key.ts';

/** A place that reads or writes an entity. */
export interface Access {
  /** Entity name. */
  readonly entity: string;
  readonly op: 'read' | 'write';
  readonly file: string;
  readonly line: number;
  /** The innermost function that it is written in. */
  readonly code: FunctionCode;
  /** The enclosing top-level function or `Class.method`; `<module>` outside of both. */
  readonly declaration: string;
  /** What was seen: `kysely.selectFrom`, `sql`. */
  readonly via: string;
  /** 0..1; below 1 where a name could be another's, or the write depends on what happens before. */
  readonly confidence: number;
}

/** An access with the entity itself and where it is written. */
export interface ResolvedAccess {
  readonly access: Access;
  readonly draft: EntityDraft;
  readonly node: AccessNode;
  /** The function that the node is written in, which is not always the one that runs it. */
  readonly written: FunctionCode;
  readonly isJoin: boolean;
  /** Whether the place is that of the class that the access belongs to, and not of the node. */
  readonly isOfHeir: boolean;
  readonly isAlternative: boolean;
}

/** The entities behind accesses; a certain name that nobody declared becomes an entity with a diagnostic. */
export function resolveAccesses(
  { modules }: Program,
  catalog: Catalog,
  found: readonly FoundAccess[],
  diagnostics: Diagnostic[],
): ResolvedAccess[] {
  const runners = createRunners();
  return found
    .filter(isAtRunTime)
    .flatMap((access) => resolve(access, draftsOf(catalog, access, diagnostics), modules, runners));
}

/** What a migration does to data happens once, before the program runs. */
function isAtRunTime({ file }: FoundAccess): boolean {
  return !/(?:^|\/)migrations?\//i.test(file);
}

function draftsOf(
  catalog: Catalog,
  { target, file, line, isCertain }: FoundAccess,
  diagnostics: Diagnostic[],
): readonly EntityDraft[] {
  if ('orm' in target) return catalog.ofModel(target);
  const known = catalog.find(target);
  if (known.length > 0 || !isCertain || catalog.isForeign(target)) return known;
  diagnostics.push({
    severity: 'note',
    code: 'TABLE_UNDECLARED',
    message: `the table ${tableLabel(target)} is used here, which no migration or model declares`,
    location: { path: file, line },
  });
  return [catalog.assume(target, file, line)];
}

/** Confidence of a name that only matches a table. */
const guessed = 0.8;

function resolve(
  {
    target,
    op,
    file,
    line,
    code: written,
    node,
    via,
    isCertain,
    confidence,
    isJoin = false,
    isOfHeir = false,
    isAlternative = false,
  }: FoundAccess,
  drafts: readonly EntityDraft[],
  modules: Program['modules'],
  runners: Runners,
): ResolvedAccess[] {
  if (drafts.length === 0) return [];
  const running = runners(modules.get(file), written, node);
  const sure = confidence ?? ('orm' in target || isCertain ? 1 : guessed);
  return drafts.flatMap((draft) =>
    running.map((code) => ({
      access: {
        entity: draft.name,
        op,
        file,
        line,
        code,
        declaration: declarationOf(code),
        via,
        confidence: sure,
      },
      draft,
      node,
      written,
      isJoin,
      isOfHeir,
      isAlternative,
    })),
  );
}

/** A statement may name a table more than once: each access of a function, line and kind once. */
export function distinctAccesses(accesses: readonly ResolvedAccess[]): Access[] {
  const seen = new Map<FunctionCode, Set<string>>();
  return accesses.flatMap(({ access, draft }) => {
    const { code, op, line, via } = access;
    const known = seen.get(code) ?? new Set();
    seen.set(code, known);
    const key = `${line} ${op} ${via} ${draft.file}:${draft.line} ${draft.name}`;
    if (known.has(key)) return [];
    known.add(key);
    return [access];
  });
}

/** Entities with the modules that read and write them, and the files that change their tables. */
export function toEntityFacts(
  drafts: readonly EntityDraft[],
  accesses: readonly ResolvedAccess[],
  migrationsOf: ReadonlyMap<EntityDraft, ReadonlySet<string>>,
): EntityFact[] {
  const files = new Map(
    drafts.map((draft) => [draft, { read: new Set<string>(), write: new Set<string>() }]),
  );
  for (const { access, draft } of accesses) files.get(draft)?.[access.op].add(access.file);
  return [...files].map(([entity, { read, write }]) => {
    const { relations, columns, foreignKeys, ...draft } = entity;
    const migrations = sortedUnique(migrationsOf.get(entity) ?? []);
    return {
      ...draft,
      writers: sortedUnique(write),
      readers: sortedUnique(read),
      ...(migrations.length > 0 && { migrations }),
      relations: [...relations.values()].sort(
        by(
          ({ to }) => to,
          ({ kind }) => kind,
        ),
      ),
      columns: columns.map(({ name, type, isNullable }) => ({ name, type, nullable: isNullable })),
      foreignKeys: foreignKeys
        .map(({ columns: own, to, table, toColumns }) => ({
          columns: [...own],
          entity: to?.name ?? null,
          table,
          references: [...toColumns],
        }))
        .sort(
          by(
            (key) => key.columns.join(),
            ({ table }) => table ?? '',
          ),
        ),
    };
  });
}
