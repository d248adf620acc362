import type { LinearPattern } from '../../lib/linear-pattern/linear-pattern.ts';
import type { RouteMatch } from '../snapshot.ts';
import { type Condition, conditionValue, holds, type RouteRequest } from './condition.ts';

/** A route among those that share host, path and method. */
export interface Candidate {
  readonly conditions: readonly Condition[];
  /** What the whole path must match besides, where the route has a pattern instead of a template. */
  readonly pattern: LinearPattern | undefined;
  /** Place in the order of the configuration. */
  readonly order: number;
  readonly match: RouteMatch;
}

interface Ranked extends Candidate {
  /** The conditions that the look-up by value has not decided. */
  readonly rest: readonly Condition[];
}

/** Candidates that ask for values of the same headers, parameters and cookies: found by those values. */
interface Group {
  readonly asked: readonly Condition[];
  readonly byValues: Map<string, Ranked[]>;
}

/**
 * The routes of one host, path and method, the first in precedence first: more headers, then more query parameters, then more cookies, then the order
 * of the configuration.
 *
 * Values are looked up, so that a thousand routes that differ in the value of one header cost what one does; patterns and absence are tried one by one.
 */
export class RouteCell {
  readonly #groups = new Map<string, Group>();
  /** The only candidate, where it asks for nothing: what nearly every cell holds. */
  #plain: RouteMatch | undefined;

  add(candidate: Candidate): void {
    const { conditions, pattern, match } = candidate;
    const asked = conditions.filter(({ test }) => test.kind === 'is').toSorted(byPlace);
    const rest = conditions.filter(({ test }) => test.kind !== 'is');
    const signature = JSON.stringify(asked.map(({ of, name }) => [of, name]));
    const group = this.#groups.get(signature) ?? { asked, byValues: new Map<string, Ranked[]>() };
    this.#plain =
      this.#groups.size === 0 && conditions.length === 0 && pattern === undefined ? match : undefined;
    this.#groups.set(signature, group);
    const key = valuesKey(asked.map(({ test }) => (test.kind === 'is' ? test.value : '')));
    const ranked = [...(group.byValues.get(key) ?? []), { ...candidate, rest }];
    group.byValues.set(key, ranked.sort(byPrecedence));
  }

  /** The first candidate whose conditions hold; `form` is the path as it is compared. */
  find(request: RouteRequest, form: string): RouteMatch | undefined {
    if (this.#plain !== undefined) return this.#plain;
    let best: Ranked | undefined;
    for (const group of this.#groups.values()) {
      for (const candidate of candidatesOf(group, request)) {
        if (best !== undefined && byPrecedence(best, candidate) < 0) break;
        if (!isMet(candidate, request, form)) continue;
        best = candidate;
        break;
      }
    }
    return best?.match;
  }
}

const none: readonly Ranked[] = [];

function candidatesOf({ asked, byValues }: Group, request: RouteRequest): readonly Ranked[] {
  if (asked.length === 0) return byValues.get('') ?? none;
  const values: string[] = [];
  for (const condition of asked) {
    const value = conditionValue(condition, request);
    if (value === undefined) return none;
    values.push(value);
  }
  return byValues.get(valuesKey(values)) ?? none;
}

function isMet({ pattern, rest }: Ranked, request: RouteRequest, form: string): boolean {
  if (pattern !== undefined && !pattern.matches(form === '' ? '/' : form)) return false;
  return rest.every((condition) => holds(condition, request));
}

/** Lengths keep values apart, whatever they hold. */
function valuesKey(values: readonly string[]): string {
  return values.map((value) => `${value.length}:${value}`).join('');
}

function byPlace(a: Condition, b: Condition): number {
  return a.of === b.of ? (a.name < b.name ? -1 : 1) : a.of < b.of ? -1 : 1;
}

/** Negative where `a` goes before `b`, for routes of the same host, path and method. */
function byPrecedence(
  a: Pick<Candidate, 'conditions' | 'order'>,
  b: Pick<Candidate, 'conditions' | 'order'>,
): number {
  return (
    count(b, 'header') - count(a, 'header') ||
    count(b, 'query') - count(a, 'query') ||
    count(b, 'cookie') - count(a, 'cookie') ||
    a.order - b.order
  );
}

function count({ conditions }: Pick<Candidate, 'conditions'>, of: Condition['of']): number {
  return conditions.filter((condition) => condition.of === of).length;
}
