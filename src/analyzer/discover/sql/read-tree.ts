import type { Tree } from './parser.ts';
import { readChanges } from './read-changes.ts';
import type { SchemaChange, SqlStatement, TableName } from './statement.ts';
import { identifierOf, isTree, listOf, tableNameOf } from './tree-parts.ts';

type Facts = Pick<SqlStatement, 'kind' | 'reads' | 'writes' | 'changes'>;

/** Names of common table expressions, in lower case: inside their query they are no tables. */
type Scope = ReadonlySet<string>;

interface Findings {
  readonly reads: TableName[];
  readonly writes: TableName[];
}

/** What a parsed statement does. O(tree). */
export function readTree(tree: Tree): Facts {
  const found: Findings = { reads: [], writes: [] };
  visit(found, tree, new Set());
  const changes = readChanges(tree, found.reads);
  return { kind: kindOf(tree, found, changes), ...found, changes };
}

function kindOf(
  tree: Tree,
  { reads, writes }: Findings,
  changes: readonly SchemaChange[],
): SqlStatement['kind'] {
  if ('StartTransaction' in tree) return 'begin';
  if ('Commit' in tree || 'Rollback' in tree) return 'end';
  if (changes.length > 0) return 'schema';
  return reads.length + writes.length > 0 ? 'data' : 'other';
}

function visit(found: Findings, node: unknown, scope: Scope): void {
  if (Array.isArray(node)) for (const each of node) visit(found, each, scope);
  if (!isTree(node)) return;
  const inner = isTree(node['with']) ? visitWith(found, node['with'], scope) : scope;
  for (const [key, value] of Object.entries(node)) {
    if (key === 'with' || key === 'span' || key.endsWith('_token')) continue;
    const read = isTree(value) ? readers[key] : undefined;
    if (read && isTree(value)) read(found, value, inner);
    else visit(found, value, inner);
  }
}

/** A common table expression sees those before it, and with RECURSIVE itself. */
function visitWith(found: Findings, node: Tree, outer: Scope): Scope {
  const scope = new Set(outer);
  for (const each of listOf(node['cte_tables'])) {
    const alias = isTree(each['alias']) ? identifierOf(each['alias']['name']) : null;
    if (alias !== null && node['recursive'] === true) scope.add(alias.toLowerCase());
    visit(found, each['query'], scope);
    if (alias !== null) scope.add(alias.toLowerCase());
  }
  return scope;
}

const readers: Readonly<Record<string, (found: Findings, node: Tree, scope: Scope) => void>> = {
  Table: readTable,
  Insert: readInsert,
  Update: readUpdate,
  Delete: readDelete,
  Merge: readMerge,
  Truncate(found, node) {
    for (const each of listOf(node['table_names'])) add(found.writes, tableNameOf(each['name']));
  },
  Copy(found, node) {
    const source = isTree(node['source']) ? node['source']['Table'] : null;
    if (isTree(source))
      add(node['to'] === true ? found.reads : found.writes, tableNameOf(source['table_name']));
  },
};

function add(list: TableName[], table: TableName | null): void {
  if (table) list.push(table);
}

/** A table of a FROM list; one with arguments is a function. */
function readTable(found: Findings, node: Tree, scope: Scope): void {
  const table = tableNameOf(node['name']);
  const isExpression = table?.schema === null && scope.has(table.name.toLowerCase());
  if (!node['args'] && !isExpression) add(found.reads, table);
  visit(found, node['args'], scope);
}

function readInsert(found: Findings, node: Tree, scope: Scope): void {
  const table = isTree(node['table']) ? node['table'] : {};
  // `WITH … INSERT` nests the statement once more.
  if (isTree(node['Insert'])) return readInsert(found, node['Insert'], scope);
  add(found.writes, tableNameOf(table['TableName']));
  const { table: _, ...rest } = node;
  visit(found, rest, scope);
}

/** The updated table comes first; T-SQL names it by its alias in FROM. */
function readUpdate(found: Findings, node: Tree, scope: Scope): void {
  if (isTree(node['Update'])) return readUpdate(found, node['Update'], scope);
  const sources: Findings = { reads: [], writes: [] };
  visit(sources, node['from'], scope);
  const target = isTree(node['table']) ? node['table'] : {};
  const aliases = aliasesIn(isTree(node['from']) ? Object.values(node['from']) : []);
  const name = relationName(target['relation']);
  const meant = name?.schema === null ? aliases.get(name.name) : undefined;
  add(found.writes, meant ?? name);
  found.reads.push(...sources.reads.filter((each) => each !== meant && !isSame(each, meant)));
  visit(found, target['joins'], scope);
  const { table: _table, from: _from, ...rest } = node;
  visit(found, rest, scope);
}

/** `DELETE a FROM orders a JOIN …` writes what it names, any other form the table after FROM. */
function readDelete(found: Findings, node: Tree, scope: Scope): void {
  if (isTree(node['Delete'])) return readDelete(found, node['Delete'], scope);
  const from = isTree(node['from']) ? Object.values(node['from']).flatMap(listOf) : [];
  const aliases = aliasesIn([from, node['using']]);
  const named = (Array.isArray(node['tables']) ? node['tables'] : []).map(tableNameOf);
  const targets =
    named.length > 0
      ? named.map((each) => (each?.schema === null ? (aliases.get(each.name) ?? each) : each))
      : from.map((each) => relationName(each['relation']));
  for (const each of targets) add(found.writes, each);
  const others: Findings = { reads: [], writes: [] };
  const { from: _, ...rest } = node;
  visit(others, [from, rest], scope);
  found.reads.push(...others.reads.filter((each) => !targets.some((target) => isSame(each, target))));
  found.writes.push(...others.writes);
}

function readMerge(found: Findings, node: Tree, scope: Scope): void {
  if (isTree(node['Merge'])) return readMerge(found, node['Merge'], scope);
  add(found.writes, relationName(node['table']));
  const { table: _, ...rest } = node;
  visit(found, rest, scope);
}

function relationName(node: unknown): TableName | null {
  return isTree(node) && isTree(node['Table']) ? tableNameOf(node['Table']['name']) : null;
}

/** Aliases of the relations of FROM lists, and the names that have none. */
function aliasesIn(nodes: readonly unknown[]): ReadonlyMap<string, TableName> {
  const found = new Map<string, TableName>();
  const open: unknown[] = [...nodes];
  for (let next = open.pop(); open.length > 0 || next !== undefined; next = open.pop()) {
    if (Array.isArray(next)) open.push(...next);
    if (!isTree(next)) continue;
    const table = isTree(next['Table']) ? next['Table'] : null;
    const alias = table && isTree(table['alias']) ? identifierOf(table['alias']['name']) : null;
    const name = table && tableNameOf(table['name']);
    if (name && alias !== null) found.set(alias, name);
    open.push(next['relation'], next['joins']);
  }
  return found;
}

function isSame(a: TableName, b: TableName | null | undefined): boolean {
  return b != null && a.name === b.name && a.schema === b.schema;
}
