import { scanCreateTable } from './scan-create-table.ts';
import type { SchemaChange, SqlStatement, TableName } from './statement.ts';
import { isIdentifier, readName, type Token } from './token.ts';

type Facts = Pick<SqlStatement, 'kind' | 'reads' | 'writes' | 'changes'>;

/** Words before UPDATE that make it something else than a statement: `FOR UPDATE`, `ON UPDATE`, `DO UPDATE SET`. */
const updateIsNone = new Set(['for', 'on', 'do', 'or', 'before', 'after', 'of', 'no', 'instead', 'key']);
/** Functions that have FROM between their arguments. */
const fromIsArgument = new Set(['extract', 'substring', 'trim', 'overlay', 'position', 'substr']);
const fillers = new Set(['only', 'lateral', 'table', 'if', 'exists', 'not', 'ignore']);

/**
 * What a statement does as far as single words say: names after FROM, JOIN, INTO, UPDATE, TABLE and USING. For
 * statements that cannot be parsed. O(tokens).
 */
export function scanStatement(tokens: readonly Token[]): Facts {
  const scan: Scan = { tokens, expressions: expressionNames(tokens), reads: [], writes: [] };
  const changes = scanChanges(tokens);
  const calls: string[] = [];
  for (const [index, { kind, text }] of tokens.entries()) {
    const before = tokens[index - 1];
    if (text === '(') calls.push(before?.kind === 'word' ? before.text : '');
    else if (text === ')') calls.pop();
    else if (kind === 'word') scanWord(scan, index, text, before?.text ?? '', calls.at(-1) ?? '');
  }
  const { reads, writes } = scan;
  const first = tokens[0]?.text ?? '';
  const isBegin = first === 'start' || (first === 'begin' && tokens.length <= 4);
  const isEnd = first === 'commit' || first === 'rollback';
  const isData = reads.length + writes.length > 0;
  const kind = changes.length > 0 ? 'schema' : isData ? 'data' : isBegin ? 'begin' : isEnd ? 'end' : 'other';
  return { kind, reads, writes, changes };
}

interface Scan {
  readonly tokens: readonly Token[];
  readonly expressions: ReadonlySet<string>;
  readonly reads: TableName[];
  readonly writes: TableName[];
}

function scanWord(scan: Scan, index: number, text: string, before: string, call: string): void {
  const { tokens } = scan;
  const first = tokens[0]?.text;
  switch (text) {
    case 'from':
      if (before === 'delete') addNames(scan, scan.writes, index + 1);
      else if (before !== 'distinct' && !fromIsArgument.has(call)) addNames(scan, scan.reads, index + 1);
      break;
    case 'join':
      addNames(scan, scan.reads, index + 1);
      break;
    case 'using':
      if (first === 'delete' || first === 'merge') addNames(scan, scan.reads, index + 1);
      break;
    case 'into':
      if (/^(?:insert|replace|merge|ignore|overwrite)$/.test(before)) addNames(scan, scan.writes, index + 1);
      break;
    case 'update':
      if (!updateIsNone.has(before) && tokens[index + 1]?.text !== 'of')
        addNames(scan, scan.writes, index + 1);
      break;
    case 'truncate':
      if (index === 0) addNames(scan, scan.writes, index + 1);
      break;
    default:
  }
}

/** Names with aliases, separated by commas; what is called like a function is none, except where columns follow. */
function addNames({ tokens, expressions }: Scan, list: TableName[], from: number): void {
  const hasColumns = tokens[from - 1]?.text === 'into';
  let at = from;
  for (;;) {
    while (tokens[at]?.kind === 'word' && fillers.has(tokens[at]?.text ?? '')) at++;
    const found = readName(tokens, at);
    if (!found) return;
    const isFunction = tokens[found.end]?.text === '(' && !hasColumns;
    const isExpression = found.table.schema === null && expressions.has(found.table.name.toLowerCase());
    if (!isFunction && !isExpression) list.push(found.table);
    at = found.end;
    if (tokens[at]?.text === 'as') at++;
    if (isIdentifier(tokens[at]) && tokens[at + 1]?.text === ',') at++;
    if (isFunction || tokens[at]?.text !== ',') return;
    at++;
  }
}

/** Names before `AS (` in a statement that has WITH. */
function expressionNames(tokens: readonly Token[]): ReadonlySet<string> {
  const names = new Set<string>();
  if (!tokens.some(({ text }) => text === 'with')) return names;
  for (const [index, token] of tokens.entries()) {
    const before = tokens[index - 1]?.text ?? '';
    const isFirst = before === 'with' || before === 'recursive' || before === ',';
    if (isFirst && isIdentifier(token)) {
      let at = index + 1;
      if (tokens[at]?.text === '(') while (at < index + 50 && tokens[at++]?.text !== ')');
      if (tokens[at]?.text === 'as') names.add(token.source.toLowerCase());
    }
  }
  return names;
}

function scanChanges(tokens: readonly Token[]): SchemaChange[] {
  const words = tokens.slice(0, 8).map(({ text }) => text);
  const table = words.indexOf('table');
  if (table < 0) return [];
  let at = table + 1;
  while (/^(?:if|not|exists|only)$/.test(tokens[at]?.text ?? '')) at++;
  const named = readName(tokens, at);
  if (!named) return [];
  switch (words[0]) {
    case 'create':
      return [scanCreateTable(tokens, named.table, named.end, /\btemp/.test(words.join(' ')))];
    case 'drop':
      return [{ kind: 'drop', table: named.table }];
    case 'alter':
      return scanAlter(tokens, named.table, named.end);
    default:
      return [];
  }
}

function scanAlter(tokens: readonly Token[], table: TableName, from: number): SchemaChange[] {
  const renamed = tokens[from]?.text === 'rename' && tokens[from + 1]?.text === 'to';
  const to = renamed ? readName(tokens, from + 2) : null;
  if (to) return [{ kind: 'rename', table, to: to.table }];
  return tokens.flatMap(({ text }, index): SchemaChange[] => {
    const target = text === 'references' ? readName(tokens, index + 1) : null;
    return target
      ? [
          {
            kind: 'reference',
            table,
            reference: { name: null, columns: [], to: target.table, toColumns: [] },
          },
        ]
      : [];
  });
}
