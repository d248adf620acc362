import { alignLists } from './align-lists.ts';
import type { RulesHere } from './body-rules.ts';
import { type Difference, type DifferenceKind, exampleOf } from './difference.ts';
import { elementPath, type JsonPath, keyPath, rootPath } from './json-path.ts';
import { isList, isObject, type JsonObject, type JsonValue, LongNumber } from './json-value.ts';
import { formatOf } from './text-format.ts';

/** More differences of one pair of answers say no more: it is another answer. */
const maxDifferences = 200;

/** In what two JSON values differ under the declared rules, at most 200 differences; empty when they mean the same. */
export function compareJson(first: JsonValue, second: JsonValue, rules: RulesHere): readonly Difference[] {
  const walk = new Walk();
  walk.compare(first, second, rootPath, rules);
  return walk.found;
}

class Walk {
  readonly found: Difference[] = [];

  compare(first: JsonValue, second: JsonValue, path: JsonPath, rules: RulesHere): void {
    if (this.found.length >= maxDifferences || rules.has('ignore')) return;
    if (isList(first) && isList(second)) this.#lists(first, second, path, rules);
    else if (isObject(first) && isObject(second)) this.#objects(first, second, path, rules);
    else if (typeOf(first) !== typeOf(second)) this.#note(path, 'type', first, second);
    else this.#scalars(first, second, path, rules);
  }

  #objects(first: JsonObject, second: JsonObject, path: JsonPath, rules: RulesHere): void {
    for (const key of Object.keys(first)) {
      const [value, other] = [first[key] as JsonValue, Object.hasOwn(second, key) ? second[key] : undefined];
      const [below, rulesBelow] = [keyPath(path, key), rules.atKey(key)];
      if (other !== undefined) this.compare(value, other, below, rulesBelow);
      else if (!rulesBelow.has('ignore')) this.#note(below, 'absent', value, undefined);
    }
    const isFine = rules.has('added-is-fine');
    for (const key of Object.keys(second)) {
      if (isFine || Object.hasOwn(first, key)) continue;
      const below = rules.atKey(key);
      if (!below.has('ignore') && !below.has('added-is-fine'))
        this.#note(keyPath(path, key), 'added', undefined, second[key]);
    }
  }

  #lists(first: readonly JsonValue[], second: readonly JsonValue[], path: JsonPath, rules: RulesHere): void {
    const { pairs, absent, added, isReordered } = alignLists(first, second);
    const below = rules.atElement();
    for (const [at, other] of pairs)
      this.compare(first[at] as JsonValue, second[other] as JsonValue, elementPath(path, at), below);
    if (!below.has('ignore')) {
      for (const at of absent) this.#note(elementPath(path, at), 'absent', first[at], undefined);
      if (!rules.has('added-is-fine'))
        for (const at of added) this.#note(elementPath(path, at), 'added', undefined, second[at]);
    }
    if (isReordered && !rules.has('unordered')) this.#note(path, 'order', first, second);
  }

  #scalars(first: JsonValue, second: JsonValue, path: JsonPath, rules: RulesHere): void {
    if (first === second) return;
    if (typeof first === 'string' && typeof second === 'string') {
      if (rules.has('instant') && isSameInstant(first, second)) return;
      const [format, otherFormat] = [formatOf(first), formatOf(second)];
      if (format !== otherFormat) this.#note(path, 'format', first, second);
      else if (rules.has('format')) return;
      else if (format === 'url') this.#addresses(first, second, path);
      else this.#note(path, 'value', first, second);
    } else if (!isSameNumber(first, second, rules.tolerance)) this.#note(path, 'value', first, second);
  }

  /** Part by part: a signature in the query changes with every answer, the host does not. */
  #addresses(first: string, second: string, path: JsonPath): void {
    const [parts, others] = [partsOfUrl(first), partsOfUrl(second)];
    for (const name of new Set([...parts.keys(), ...others.keys()])) {
      const [part, other] = [parts.get(name), others.get(name)];
      if (part === other) continue;
      const below = { field: `${path.field} ${name}`, place: `${path.place} ${name}` };
      this.#note(below, part === undefined ? 'added' : other === undefined ? 'absent' : 'value', part, other);
    }
  }

  #note(
    path: JsonPath,
    kind: DifferenceKind,
    first: JsonValue | undefined,
    second: JsonValue | undefined,
  ): void {
    if (this.found.length >= maxDifferences) return;
    this.found.push({
      field: path.field,
      kind,
      place: path.place,
      first: exampleOf(first),
      second: exampleOf(second),
    });
  }
}

function typeOf(value: JsonValue): string {
  if (value === null) return 'null';
  if (isList(value)) return 'list';
  return value instanceof LongNumber ? 'number' : typeof value;
}

function isSameNumber(first: JsonValue, second: JsonValue, tolerance: number): boolean {
  if (first instanceof LongNumber && second instanceof LongNumber && first.digits === second.digits)
    return true;
  return tolerance > 0 && Math.abs(numberOf(first) - numberOf(second)) <= tolerance;
}

/** NaN where it is none: then nothing is within a tolerance. */
function numberOf(value: JsonValue): number {
  return value instanceof LongNumber ? Number(value.digits) : typeof value === 'number' ? value : Number.NaN;
}

/** `origin`, `path`, and `?name` for each query parameter; the text itself where it is no address after all. */
function partsOfUrl(text: string): ReadonlyMap<string, string> {
  if (!URL.canParse(text)) return new Map([['address', text]]);
  const url = new URL(text);
  const query = [...url.searchParams].map(([name, value]) => [`?${name}`, value] as const);
  return new Map([['origin', `${url.protocol}//${url.host}`], ['path', url.pathname + url.hash], ...query]);
}

function isSameInstant(first: string, second: string): boolean {
  const [a, b] = [Date.parse(first), Date.parse(second)];
  return !Number.isNaN(a) && a === b;
}
