import type { SqlParser } from './parser.ts';
import { readTree } from './read-tree.ts';
import { scanStatement } from './scan-statement.ts';
import { splitStatements, type StatementTokens } from './split-statements.ts';
import type { SqlStatement } from './statement.ts';
import type { Token } from './token.ts';

/** Longer texts are cut: the statements before the limit count. */
const maxCharacters = 2_000_000;

/**
 * What the statements of a text do, in order; holes are marked with `holeMark`.
 *
 * Never throws: a statement that no dialect can read is scanned for names instead. O(text), with a bound on the time
 * that parsing takes in all.
 */
export function readSql(parser: SqlParser, text: string): SqlStatement[] {
  return [...splitStatements(text.slice(0, maxCharacters))].flatMap((each) => {
    const block = blockOf(each.tokens);
    if (block === null) return [readStatement(parser, each)];
    return readSql(parser, block).map((inner) => ({ ...inner, line: each.line + inner.line - 1 }));
  });
}

/** The code of an anonymous block: `DO $$ … $$`. */
function blockOf([first, ...rest]: readonly Token[]): string | null {
  const code =
    first?.text === 'do' ? rest.find(({ kind, source }) => kind === 'string' && source !== '') : null;
  return code ? code.source : null;
}

function readStatement(parser: SqlParser, { line, tokens }: StatementTokens): SqlStatement {
  const tree = mayNameTables(tokens) ? parser.parse(tokens) : null;
  return { line, ...(tree ? readTree(tree) : scanStatement(tokens)), isParsed: tree !== null };
}

const firstWords = new Set([
  'alter',
  'begin',
  'commit',
  'copy',
  'create',
  'delete',
  'drop',
  'explain',
  'insert',
  'merge',
  'rename',
  'replace',
  'rollback',
  'select',
  'start',
  'truncate',
  'update',
  'with',
]);

/** Settings, grants, comments and procedural code name no tables that matter, and need not be parsed. */
function mayNameTables([first]: readonly { readonly text: string }[]): boolean {
  return first !== undefined && (firstWords.has(first.text) || first.text === '(');
}
