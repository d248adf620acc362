import { init, Parser, ParserError } from '@guanmingchiu/sqlparser-ts';
import { isIdentifier, type Token } from './token.ts';
import { parserLoad } from './parser-load.ts';
import { holeMark } from './statement.ts';

/** A node of the tree that sqlparser-rs gives: its Rust syntax tree as JSON. */
export type Tree = { readonly [key: string]: unknown };

export interface SqlParser {
  /** The tree of one statement; null when no dialect can read it or reading it would cost too much. */
  parse(tokens: readonly Token[]): Tree | null;
}

const dialects = ['postgresql', 'mysql', 'generic'] as const;
/**
 * Loads the SQL parser; the only place that knows its package.
 *
 * `maxLoad` bounds what it parses in all, in tokens of 15 µs each: by default half a minute, and a large application
 * needs a tenth of it. After that every statement counts as one that no dialect can read.
 */
export async function openSqlParser(maxLoad = 2_000_000): Promise<SqlParser> {
  await init();
  let left = maxLoad;
  let isBroken = false;

  const attempt = (dialect: (typeof dialects)[number], sql: string): Tree | null => {
    try {
      const [tree] = Parser.parse(sql, dialect) as unknown as readonly Tree[];
      return tree ?? null;
    } catch (error) {
      if (!(error instanceof ParserError)) throw error;
      // A trap of the virtual machine: its stack stays where it was, every further call would fail.
      isBroken = /memory access|unreachable|call stack/i.test(error.message);
      return null;
    }
  };

  return {
    parse(tokens) {
      const load = parserLoad(tokens);
      if (load === null) return null;
      for (const each of variantsOf(tokens)) {
        for (const dialect of dialects) {
          left -= load;
          if (left < 0 || isBroken) return null;
          const tree = attempt(dialect, toText(each, dialect === 'mysql' ? '`' : '"'));
          if (tree) return tree;
        }
      }
      return null;
    },
  };
}

/** With holes as identifiers, which can stand for any value; then without them, where they stand for clauses. */
function variantsOf(tokens: readonly Token[]): (readonly Token[])[] {
  const known = tokens.filter((token, index) => !isOnly(token, tokens[index + 1]));
  const rest = known.filter(({ kind, text }) => kind !== 'name' || text.replaceAll(holeMark, '') !== '');
  return rest.length === known.length || rest.length === 0 ? [known] : [known, rest];
}

/** `FROM ONLY orders` leaves out tables that inherit; the parser takes `only` for the table. */
function isOnly({ kind, text }: Token, next: Token | undefined): boolean {
  return kind === 'word' && text === 'only' && isIdentifier(next);
}

/** One spelling for all dialects: comments gone, strings empty, placeholders alike. */
function toText(tokens: readonly Token[], quote: string): string {
  return tokens.map((token) => spell(token, quote)).join(' ');
}

function spell({ kind, source }: Token, quote: string): string {
  switch (kind) {
    case 'name':
      return quote + source.replaceAll(quote, quote + quote) + quote;
    case 'string':
      return "''";
    case 'value':
      return /^[\d.]/.test(source) ? source : '$1';
    default:
      return source;
  }
}
