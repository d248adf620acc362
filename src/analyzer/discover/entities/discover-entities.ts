import { by, sortedUnique } from '../../../lib/ordered.ts';
import type { Diagnostic } from '../../../model/diagnostic.ts';
import type { EntityFact } from '../../facts.ts';
import type { Program } from '../program.ts';
import type { Shaper } from '../shapes/shaper.ts';
import type { FunctionCode } from '../source/code.ts';
import { openSqlParser } from '../sql/parser.ts';
import { type Catalog, createCatalog, type EntityDraft } from './catalog.ts';
import { declarationOf } from './declaration.ts';
import type { EntitySources, FoundAccess, FoundTransaction } from './discoverer.ts';
import { byMigrationOrder } from './schema/migration-order.ts';
import { entityDiscoverers } from './registry.ts';
import { replaySchema } from './schema/replay-schema.ts';
import { tableLabel } from './table-key.ts';
import { isInside, transactionsIn } from './transactions.ts';
import { runnersOf } from './runners-of.ts';

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
}

/** A place that opens a transaction, with what is written inside of it. */
export interface Transaction {
  readonly file: string;
  readonly line: number;
  /** The function that opens it. */
  readonly code: FunctionCode;
  readonly declaration: string;
  /** Functions that run inside; null when all that the opening function does is inside. */
  readonly callbacks: readonly FunctionCode[] | null;
  readonly accesses: readonly Access[];
  readonly via: string;
}

export interface FoundEntities {
  /** By name, then file. */
  readonly entities: readonly EntityFact[];
  /** By file, then line. */
  readonly accesses: readonly Access[];
  readonly transactions: readonly Transaction[];
  readonly orms: readonly string[];
  readonly diagnostics: readonly Diagnostic[];
}

/** Finds the entities of a code base, who reads and writes them, and in which transactions. */
export async function discoverEntities(program: Program, shaper: Shaper): Promise<FoundEntities> {
  const sources: EntitySources = { ...program, shaper };
  const parser = await openSqlParser();
  const used = entityDiscoverers.filter((each) => each.applies(sources));
  const searches = used.map((each) => ({ orm: each.name, ...each.start({ ...sources, parser }) }));
  const schema = searches.flatMap((search) => search.schema);
  const catalog = createCatalog(
    searches.flatMap(({ models }) => models),
    replaySchema(schema.sort((a, b) => byMigrationOrder(a.file, b.file))),
  );
  const found = searches.flatMap((search) => search.findAccesses(catalog)).filter(isAtRunTime);
  const undeclared: Diagnostic[] = [];
  const accesses = found.flatMap((access) => resolve(program, catalog, access, undeclared));
  const opened = [
    ...sources.application.flatMap((module) => [...transactionsIn(module)]),
    ...searches.flatMap(({ transactions }) => transactions),
  ];
  return {
    entities: catalog.entities.map((draft) => toFact(draft, accesses)).sort(byName),
    accesses: distinct(accesses).sort(byPlace),
    transactions: opened
      .map((each) => toTransaction(each, accesses))
      .sort(
        by(
          ({ file }) => file,
          ({ line }) => line,
        ),
      ),
    orms: sortedUnique([
      ...catalog.entities.map(({ orm }) => orm),
      ...found.map(({ via }) => via.split('.')[0] ?? via),
    ]),
    diagnostics: [...searches.flatMap(({ diagnostics }) => diagnostics), ...undeclared],
  };
}

interface Resolved {
  readonly access: Access;
  readonly draft: EntityDraft;
  readonly node: FoundAccess['node'];
}

/** What a migration does to data happens once, before the program runs. */
function isAtRunTime({ file }: FoundAccess): boolean {
  return !/(?:^|\/)migrations?\//i.test(file);
}

/** The entities behind an access; a certain name that nobody declared becomes an entity with a diagnostic. */
function resolve(
  { modules }: Program,
  catalog: Catalog,
  found: FoundAccess,
  undeclared: Diagnostic[],
): Resolved[] {
  const { target, op, file, node, line, via } = found;
  const drafts = [...('orm' in target ? catalog.ofModel(target) : catalog.find(target))];
  if (drafts.length === 0 && 'schema' in target && found.isCertain && !catalog.isForeign(target)) {
    drafts.push(catalog.assume(target, file, line));
    undeclared.push({
      severity: 'note',
      code: 'TABLE_UNDECLARED',
      message: `${file}:${line} uses the table ${tableLabel(target)}, which no migration or model declares`,
      location: { path: file, line },
    });
  }
  const runners = runnersOf(modules.get(file), found.code, node);
  return drafts.flatMap((draft) =>
    runners.map((code) => ({
      access: { entity: draft.name, op, file, line, code, declaration: declarationOf(code), via },
      draft,
      node,
    })),
  );
}

function toFact(draft: EntityDraft, accesses: readonly Resolved[]): EntityFact {
  const filesOf = (op: Access['op']) =>
    sortedUnique(
      accesses
        .filter((each) => each.draft === draft && each.access.op === op)
        .map(({ access }) => access.file),
    );
  const { name, table, file, line, orm } = draft;
  const relations = [...draft.relations.values()].sort(
    by(
      ({ to }) => to,
      ({ kind }) => kind,
    ),
  );
  return { name, table, file, line, orm, writers: filesOf('write'), readers: filesOf('read'), relations };
}

function toTransaction(opened: FoundTransaction, accesses: readonly Resolved[]): Transaction {
  const { file, line, code, inside, via } = opened;
  return {
    file,
    line,
    code,
    declaration: declarationOf(code),
    callbacks: inside?.flatMap((work) => (work.kind === 'function' ? [work.code] : [])) ?? null,
    accesses: distinct(
      accesses.filter(({ access, node }) => access.file === file && isInside(opened, access.code, node)),
    ),
    via,
  };
}

/** A statement may name a table more than once. */
function distinct(accesses: readonly Resolved[]): Access[] {
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

const byName = by<EntityFact>(
  ({ name }) => name,
  ({ file }) => file,
  ({ line }) => line,
);
const byPlace = by<Access>(
  ({ file }) => file,
  ({ line }) => line,
  ({ entity }) => entity,
  ({ op }) => op,
);
