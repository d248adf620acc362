import type { TableName } from './statement.ts';

export interface Token {
  /** `name` is a quoted identifier or one with a hole in it; `value` a number or a placeholder. */
  readonly kind: 'word' | 'name' | 'string' | 'value' | 'symbol';
  /** Words in lower case, names without quotes, strings empty. */
  readonly text: string;
  /** As written; names without quotes, of strings only what dollars quote. */
  readonly source: string;
  /** Offset in the text. */
  readonly start: number;
}

/** Words that stand where a name is missing. */
const clauseWords = new Set(
  'as by dual from group having into join limit lateral on order returning select set stdin stdout union unnest values where'.split(
    ' ',
  ),
);

export function isClauseWord(word: string): boolean {
  return clauseWords.has(word.toLowerCase());
}

/** A possibly qualified name at an index, and the index after it; null when there is none. */
export function readName(
  tokens: readonly Token[],
  at: number,
): { readonly table: TableName; readonly end: number } | null {
  const parts: string[] = [];
  let end = at;
  for (let token = tokens[end]; isIdentifier(token); token = tokens[end]) {
    parts.push(token.source);
    end++;
    if (tokens[end]?.text !== '.') break;
    end++;
  }
  const name = parts.at(-1);
  if (name === undefined || parts.length > 3) return null;
  if (tokens[at]?.kind === 'word' && isClauseWord(name)) return null;
  return { table: { schema: parts.at(-2) ?? null, name }, end };
}

export function isIdentifier(token: Token | undefined): token is Token {
  return token?.kind === 'word' || token?.kind === 'name';
}
