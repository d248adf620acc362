import { endOfOperator, endOfQuoted, skipBlank } from './lexical.ts';
import { holeMark } from './statement.ts';
import type { Token } from './token.ts';

const word = /[A-Za-z_\u0080-\uFFFF][\w$\u0080-\uFFFF]*/y;
const number = /(?:0[xX][\da-fA-F]+|\d+(?:\.\d*)?(?:[eE][+-]?\d+)?|\.\d+)/y;
const dollarTag = /\$(?:[A-Za-z_]\w*)?\$/y;
const placeholder = /\$\d+|\$[({</]\w+[)}>/]|@@?[A-Za-z_]\w*|:[A-Za-z_]\w*|%s/y;
const bracketName = /\[[A-Za-z_][\w $.-]*\]/y;
const singleSymbol = /[(),;.[\]{}\\]/;

/**
 * Splits SQL of any dialect into tokens, holes included; comments are skipped.
 *
 * Never throws: what is not closed reaches to the end. O(text).
 */
export class Lexer {
  offset = 0;
  private readonly text: string;
  /** Backslashes escape where backticks quote: both are MySQL. */
  private readonly hasEscapes: boolean;
  private readonly lastTags: ReadonlyMap<string, number>;
  private last: Token | null = null;

  constructor(text: string) {
    this.text = text;
    this.hasEscapes = text.includes('`');
    this.lastTags = lastDollarTags(text);
  }

  /** The next token; null at the end. */
  next(): Token | null {
    this.offset = skipBlank(this.text, this.offset);
    if (this.offset >= this.text.length) return null;
    this.last = this.read();
    return this.last;
  }

  private read(): Token {
    const { text, offset } = this;
    const character = text.charAt(offset);
    if (character === "'") return this.string(offset);
    if (character === '"' || character === '`') return this.quotedName(character);
    const found = this.match(word);
    if (found !== null) return this.word(found);
    const value = this.match(number) ?? (this.isCast() ? null : this.match(placeholder));
    if (value !== null) return this.take('value', value.length);
    if (character === '$') return this.dollarQuoted();
    if (character === '?') return this.questionMark();
    const name = character === '[' && !this.isSubscript() ? this.match(bracketName) : null;
    if (name !== null) return this.take('name', name.length, name.slice(1, -1));
    if (singleSymbol.test(character)) return this.take('symbol', 1);
    return this.take('symbol', endOfOperator(text, offset) - offset);
  }

  private match(pattern: RegExp): string | null {
    pattern.lastIndex = this.offset;
    return pattern.exec(this.text)?.[0] ?? null;
  }

  private take(kind: Token['kind'], length: number, meaning?: string): Token {
    const start = this.offset;
    const source = meaning ?? this.text.slice(start, start + length);
    this.offset += length;
    return { kind, text: kind === 'string' ? '' : source, source, start };
  }

  private word(found: string): Token {
    if (found.includes(holeMark)) return this.take('name', found.length);
    const quote = this.offset + found.length;
    if (this.text[quote] === "'" && /^(?:[bexn]|_\w+)$/i.test(found)) {
      return this.string(quote, this.hasEscapes || /^e$/i.test(found));
    }
    return { ...this.take('word', found.length), text: found.toLowerCase() };
  }

  private string(quote: number, hasEscapes = this.hasEscapes): Token {
    return this.take('string', endOfQuoted(this.text, quote, hasEscapes) - this.offset, '');
  }

  private quotedName(quote: string): Token {
    const end = endOfQuoted(this.text, this.offset, false);
    const isClosed = this.text[end - 1] === quote && end - this.offset > 1;
    const name = this.text.slice(this.offset + 1, isClosed ? end - 1 : end);
    return this.take('name', end - this.offset, name.replaceAll(quote + quote, quote));
  }

  private dollarQuoted(): Token {
    const tag = this.match(dollarTag);
    if (tag === null || (this.lastTags.get(tag) ?? 0) <= this.offset) return this.take('symbol', 1);
    const end = this.text.indexOf(tag, this.offset + tag.length);
    return end < 0
      ? this.take('symbol', 1)
      : this.take('string', end + tag.length - this.offset, this.text.slice(this.offset + tag.length, end));
  }

  /** A placeholder where an expression must stand, else an operator. */
  private questionMark(): Token {
    const next = this.text[this.offset + 1];
    const { kind, text } = this.last ?? {};
    const isOperator = kind === 'name' || kind === 'string' || text === ')' || next === '|' || next === '&';
    return isOperator ? this.take('symbol', 1) : this.take('value', next === '?' ? 2 : 1);
  }

  /** `::name` is a cast and no placeholder. */
  private isCast(): boolean {
    return this.text[this.offset] === ':' && this.text[this.offset - 1] === ':';
  }

  /** `tags[1]` directly behind a name; elsewhere brackets quote names. */
  private isSubscript(): boolean {
    return this.offset > 0 && /[\w"\])]/.test(this.text.charAt(this.offset - 1));
  }
}

/** Where each `$tag$` stands last: an opening one after that is no quote. */
function lastDollarTags(text: string): ReadonlyMap<string, number> {
  const found = new Map<string, number>();
  for (const { 0: tag, index } of text.matchAll(/\$(?:[A-Za-z_]\w*)?(?=\$)/g)) found.set(`${tag}$`, index);
  return found;
}
