import { Lexer } from './lexer.ts';
import type { Token } from './token.ts';

/** The tokens of one statement, without the semicolon. */
export interface StatementTokens {
  /** 1-based line of the first token. */
  readonly line: number;
  readonly tokens: readonly Token[];
}

/**
 * The statements of a text, empty ones left out: quotes, dollar quotes and comments are respected, data after
 * `COPY … FROM stdin` and commands of the database's shell are skipped. O(text).
 */
export function* splitStatements(text: string): Generator<StatementTokens> {
  const lexer = new Lexer(text);
  let tokens: Token[] = [];
  let line = 1;
  let counted = 0;
  const finish = (): StatementTokens => {
    const start = tokens[0]?.start ?? counted;
    line += text.slice(counted, start).split('\n').length - 1;
    counted = start;
    const statement = { line, tokens };
    tokens = [];
    return statement;
  };
  for (let token = lexer.next(); token; token = lexer.next()) {
    if (tokens.length === 0 && isShellCommand(token)) lexer.offset = endOfLine(text, token.start);
    else if (token.text !== ';' || token.kind !== 'symbol') tokens.push(token);
    else if (tokens.length > 0) {
      if (isCopyFromInput(tokens)) lexer.offset = endOfData(text, lexer.offset);
      yield finish();
    }
  }
  if (tokens.length > 0) yield finish();
}

function isShellCommand({ kind, text }: Token): boolean {
  return (kind === 'symbol' && text === '\\') || (kind === 'word' && text === 'delimiter');
}

function isCopyFromInput(tokens: readonly Token[]): boolean {
  if (tokens[0]?.text !== 'copy') return false;
  const from = tokens.findIndex(({ text }) => text === 'from');
  return from > 0 && tokens[from + 1]?.text === 'stdin';
}

function endOfLine(text: string, from: number): number {
  const end = text.indexOf('\n', from);
  return end < 0 ? text.length : end;
}

function endOfData(text: string, from: number): number {
  const end = text.indexOf('\n\\.', from);
  return end < 0 ? text.length : end + 3;
}
