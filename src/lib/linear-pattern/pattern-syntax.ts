import { type CharSet, complement, normalised, withOtherCase } from './char-set.ts';

/** What a pattern is made of. */
export type PatternNode =
  | {
      readonly kind: 'set';
      readonly set: CharSet /** The one character as it was written. */;
      readonly text?: string;
    }
  | { readonly kind: 'sequence'; readonly parts: readonly PatternNode[] }
  | { readonly kind: 'choice'; readonly options: readonly PatternNode[] }
  | {
      readonly kind: 'repeat';
      readonly part: PatternNode;
      readonly min: number /** Infinity: no end. */;
      readonly max: number;
    };

export interface PatternOptions {
  /** Letters of ASCII stand for both of their cases; texts are compared in lower case. */
  readonly ignoreCase: boolean;
}

const maxLength = 500;
const maxRepeat = 100;
const classes: Readonly<Record<string, CharSet>> = {
  d: [['0', '9']],
  w: [
    ['0', '9'],
    ['A', 'Z'],
    ['_', '_'],
    ['a', 'z'],
  ],
  s: [
    ['\t', '\r'],
    [' ', ' '],
    ['\u00a0', '\u00a0'],
  ],
};
const controls: Readonly<Record<string, string>> = { t: '\t', n: '\n', r: '\r', f: '\f', v: '\v' };

/** Why a text is no pattern, in words that follow "is not a pattern: ". */
export class PatternProblem extends Error {}

/**
 * Reads a regular expression in the strict sense: characters, `.`, `[…]`, `\d \w \s` and their opposites, groups, `|`, `*`, `+`, `?` and `{n,m}`.
 *
 * A pattern always stands for a whole text; `^` at its beginning and `$` at its end are allowed and change nothing. Refused, with the reason in a
 * `PatternProblem`: references, looking around, word boundaries, lazy and possessive quantifiers, named groups, more than 500 characters.
 */
export function parsePattern(source: string, options: PatternOptions): PatternNode {
  if (source.length > maxLength) throw new PatternProblem(`it is longer than ${maxLength} characters`);
  const start = source.startsWith('^') ? 1 : 0;
  const isEnded = source.endsWith('$') && !/(?:^|[^\\])(?:\\\\)*\\\$$/.test(source);
  const reader = new Reader(source, start, isEnded ? source.length - 1 : source.length, options);
  const node = reader.choice();
  reader.expectEnd();
  return node;
}

class Reader {
  readonly #source: string;
  readonly #end: number;
  readonly #options: PatternOptions;
  #at: number;

  constructor(source: string, start: number, end: number, options: PatternOptions) {
    this.#source = source;
    this.#at = start;
    this.#end = end;
    this.#options = options;
  }

  expectEnd(): void {
    if (this.#at < this.#end) throw new PatternProblem('it closes a group that it did not open');
  }

  choice(): PatternNode {
    const options = [this.#sequence()];
    while (this.#take('|')) options.push(this.#sequence());
    return options.length === 1 && options[0] !== undefined ? options[0] : { kind: 'choice', options };
  }

  #sequence(): PatternNode {
    const parts: PatternNode[] = [];
    while (this.#at < this.#end && this.#next !== '|' && this.#next !== ')') parts.push(this.#repeated());
    return { kind: 'sequence', parts };
  }

  #repeated(): PatternNode {
    const part = this.#atom();
    const limits = this.#quantifier();
    if (limits === undefined) return part;
    if (this.#at < this.#end && '*+?{'.includes(this.#next))
      throw new PatternProblem(
        'a quantifier follows a quantifier; lazy and possessive ones mean nothing where the whole text counts',
      );
    return { kind: 'repeat', part, ...limits };
  }

  #quantifier(): { min: number; max: number } | undefined {
    if (this.#take('*')) return { min: 0, max: Infinity };
    if (this.#take('+')) return { min: 1, max: Infinity };
    if (this.#take('?')) return { min: 0, max: 1 };
    if (this.#at >= this.#end || this.#next !== '{') return undefined;
    const written = /^\{(\d{1,3})(?:(,)(\d{1,3})?)?\}/.exec(this.#source.slice(this.#at, this.#end));
    if (!written)
      throw new PatternProblem(
        '"{" must begin a quantifier such as {2} or {1,3}; as a character it is written \\{',
      );
    this.#at += written[0].length;
    const min = Number(written[1]);
    const max = written[2] === undefined ? min : written[3] === undefined ? Infinity : Number(written[3]);
    if (min > maxRepeat || (max > maxRepeat && max !== Infinity) || min > max)
      throw new PatternProblem(`${written[0]} must count upwards, to ${maxRepeat} at most`);
    return { min, max };
  }

  #atom(): PatternNode {
    const character = this.#source.charAt(this.#at++);
    switch (character) {
      case '(':
        return this.#group();
      case '[':
        return { kind: 'set', set: this.#class() };
      case '.':
        return { kind: 'set', set: complement([['\n', '\n']]) };
      case '\\':
        return this.#escape();
      case '*':
      case '+':
      case '?':
      case '{':
        throw new PatternProblem(
          `"${character}" has nothing to repeat; as a character it is written \\${character}`,
        );
      case '^':
      case '$':
        throw new PatternProblem(
          `"${character}" may stand at ${character === '^' ? 'its beginning' : 'its end'} only; as a character it is written \\${character}`,
        );
      case ']':
      case '}':
      default:
        return this.#literal(character);
    }
  }

  #group(): PatternNode {
    if (this.#next === '?' && !this.#take('?:'))
      throw new PatternProblem(
        'of the special groups only (?:…) is supported: nothing looks around, and names have no use',
      );
    const node = this.choice();
    if (!this.#take(')')) throw new PatternProblem('it opens a group that it does not close');
    return node;
  }

  #escape(): PatternNode {
    const character = this.#escaped();
    const set = classOf(character);
    if (set !== undefined) return { kind: 'set', set: this.#folded(set) };
    return this.#literal(controls[character] ?? character);
  }

  /** The character behind a backslash, if it has a meaning here. */
  #escaped(): string {
    if (this.#at >= this.#end) throw new PatternProblem('it ends in a backslash');
    const character = this.#source.charAt(this.#at++);
    if (
      /[A-Za-z0-9]/.test(character) &&
      classOf(character) === undefined &&
      !Object.hasOwn(controls, character)
    )
      throw new PatternProblem(`\\${character} is not supported`);
    return character;
  }

  #literal(text: string): PatternNode {
    return { kind: 'set', set: this.#folded([[text, text]]), text };
  }

  #class(): CharSet {
    const isOpposite = this.#take('^');
    const ranges: [string, string][] = [];
    for (let isFirst = true; ; isFirst = false) {
      if (this.#at >= this.#end) throw new PatternProblem('it opens a class that it does not close');
      if (this.#take(']')) {
        if (isFirst) throw new PatternProblem('an empty class matches nothing');
        break;
      }
      const low = this.#member();
      if (typeof low !== 'string') {
        ranges.push(...low.map(([first, last]): [string, string] => [first, last]));
        continue;
      }
      const isRange = this.#next === '-' && this.#at + 1 < this.#end && this.#source[this.#at + 1] !== ']';
      if (isRange) this.#at++;
      const high = isRange ? this.#member() : low;
      if (typeof high !== 'string' || high < low)
        throw new PatternProblem('a range in a class must go upwards, from character to character');
      ranges.push([low, high]);
    }
    const set = this.#folded(ranges);
    return isOpposite ? complement(set) : set;
  }

  #member(): string | CharSet {
    const character = this.#source.charAt(this.#at++);
    if (character !== '\\') return character;
    const escaped = this.#escaped();
    return classOf(escaped) ?? controls[escaped] ?? escaped;
  }

  #folded(set: CharSet): CharSet {
    return this.#options.ignoreCase ? withOtherCase(set) : normalised(set);
  }

  get #next(): string {
    return this.#source.charAt(this.#at);
  }

  #take(text: string): boolean {
    if (!this.#source.startsWith(text, this.#at) || this.#at + text.length > this.#end) return false;
    this.#at += text.length;
    return true;
  }
}

function classOf(letter: string): CharSet | undefined {
  const lower = letter.toLowerCase();
  const set = Object.hasOwn(classes, lower) ? classes[lower] : undefined;
  return set === undefined || letter === lower ? set : complement(set);
}
