import type { PathStep } from './json-path.ts';

/**
 * What a team declares about the fields of a body.
 *
 * `ignore`: nothing there counts. `unordered`: the order of the list does not count. `added-is-fine`: the second answer may have more. `instant`: two texts that
 * name the same moment are equal. `format`: two texts of one format are equal (ids). A number: numbers that differ by no more are equal.
 */
export type Treatment = 'ignore' | 'unordered' | 'added-is-fine' | 'instant' | 'format' | number;

/** One declared rule: a path pattern's steps and what holds there. */
export interface BodyRule {
  readonly steps: readonly PathStep[];
  readonly treatment: Treatment;
}

/** Rules at one place of a walk through a body, and those that may hold below. Immutable; a step costs the number of rules still possible. */
export class RulesHere {
  /** Rules with the steps that are left. */
  readonly #open: readonly (readonly [readonly PathStep[], Treatment])[];

  private constructor(open: readonly (readonly [readonly PathStep[], Treatment])[]) {
    this.#open = open;
  }

  /** The rules at the root of a body. */
  static of(rules: readonly BodyRule[]): RulesHere {
    return new RulesHere(rules.flatMap((rule) => ways(rule.steps, rule.treatment)));
  }

  /** Whether a treatment is declared for this very place. */
  has(treatment: Exclude<Treatment, number>): boolean {
    return this.#open.some(([steps, declared]) => steps.length === 0 && declared === treatment);
  }

  /** By how much numbers may differ at this place: the largest declared; 0 without. */
  get tolerance(): number {
    let largest = 0;
    for (const [steps, declared] of this.#open)
      if (steps.length === 0 && typeof declared === 'number') largest = Math.max(largest, declared);
    return largest;
  }

  /** The rules at a key of the object here. */
  atKey(key: string): RulesHere {
    return this.#step((step) => step.kind === 'any-key' || (step.kind === 'key' && step.name === key));
  }

  /** The rules at any element of the list here. */
  atElement(): RulesHere {
    return this.#step((step) => step.kind === 'any-element');
  }

  #step(matches: (step: PathStep) => boolean): RulesHere {
    if (this.#open.length === 0) return this;
    const open = this.#open.flatMap(([steps, treatment]) => {
      const [first, ...rest] = steps;
      if (first === undefined) return [];
      if (first.kind === 'levels') return ways(steps, treatment);
      return matches(first) ? ways(rest, treatment) : [];
    });
    return open.length === 0 ? noRules : new RulesHere(open);
  }
}

/** `..` stands for no level as well: the rule with it, and the rule without. */
function ways(
  steps: readonly PathStep[],
  treatment: Treatment,
): (readonly [readonly PathStep[], Treatment])[] {
  return steps[0]?.kind === 'levels'
    ? [[steps, treatment], ...ways(steps.slice(1), treatment)]
    : [[steps, treatment]];
}

const noRules = RulesHere.of([]);
