import type { Answer } from './answer.ts';
import { compareAnswers, type CompareRules } from './compare-answers.ts';
import type { Difference } from './difference.ts';
import { addEvidence, type FieldEvidence, isEstablished, isNoise, noEvidence } from './evidence.ts';
import { redact } from './redact.ts';
import { settle, type Settled } from './settle.ts';

/** What is known of one kind of difference at one field. */
export interface ComparedField {
  readonly field: string;
  readonly kind: Difference['kind'];
  readonly evidence: FieldEvidence;
  /** `different`: the service differs. `noise`: the monolith differs from itself. `open`: not enough is known. */
  readonly verdict: 'different' | 'noise' | 'open';
  /** Pairs of answers that count as a mismatch because of it; a pair counts at one field only. */
  readonly mismatches: number;
  /** The first examples of persistent differences, redacted. */
  readonly examples: readonly Difference[];
}

/** How much one comparison may keep. */
export interface ComparisonLimits {
  readonly maxFields: number;
  readonly examplesPerField: number;
}

/**
 * The comparison of both sides for one route: counts, evidence by field, examples.
 *
 * It asks nobody. Whoever has two answers gives them to `firstLook`; if that says `ask-again`, both sides are asked the same again, alternately and some time later, and all
 * answers go to `settle`. Memory is bounded by the limits; fields beyond them are counted in `unlistedDifferences`.
 */
export class RouteComparison {
  readonly #rules: CompareRules;
  readonly #limits: ComparisonLimits;
  readonly #fields = new Map<string, ComparedField>();
  #compared = 0;
  #unlistedDifferences = 0;

  constructor(rules: CompareRules, limits: ComparisonLimits) {
    this.#rules = rules;
    this.#limits = limits;
  }

  /** Pairs of answers compared. */
  get compared(): number {
    return this.#compared;
  }

  /** Pairs with a persistent difference that did not turn out as noise. */
  get mismatched(): number {
    let count = 0;
    for (const { verdict, mismatches } of this.#fields.values()) if (verdict !== 'noise') count += mismatches;
    return count;
  }

  /** Differences at fields beyond `maxFields`. */
  get unlistedDifferences(): number {
    return this.#unlistedDifferences;
  }

  /** Compares a pair. `known`: all its differences are decided already; `ask-again`: only asking again can tell. */
  firstLook(monolith: Answer, service: Answer): 'same' | 'known' | 'ask-again' {
    this.#compared++;
    const differences = compareAnswers(monolith, service, this.#rules);
    if (differences.length === 0) return 'same';
    const fields = differences.map((difference) => this.#fields.get(keyOf(difference)));
    if (fields.some((field) => field === undefined || field.verdict === 'open')) return 'ask-again';
    this.#countMismatch(fields.filter((field) => field !== undefined));
    return 'known';
  }

  /** Takes all answers to one request, as many of each side, at least two, in the order in which they were asked for. */
  settle(monolith: readonly Answer[], service: readonly Answer[]): void {
    const first = monolith[0] as Answer;
    const cross = monolith.map((answer, nth) => compareAnswers(answer, service[nth] as Answer, this.#rules));
    const self = monolith.slice(1).map((answer) => compareAnswers(first, answer, this.#rules));
    const persistent: ComparedField[] = [];
    for (const settled of settle(cross, self)) {
      const known = this.#fieldOf(settled.difference);
      if (known === undefined) continue;
      const field = this.#learn(known, settled, monolith.length);
      if (settled.result === 'persistent') persistent.push(field);
    }
    this.#countMismatch(persistent);
  }

  /** All fields that ever differed, the established first, then by name. */
  fields(): readonly ComparedField[] {
    const rank = { different: 0, open: 1, noise: 2 };
    return [...this.#fields.values()].toSorted(
      (a, b) => rank[a.verdict] - rank[b.verdict] || (keyOf(a) < keyOf(b) ? -1 : 1),
    );
  }

  #learn(known: ComparedField, settled: Settled, times: number): ComparedField {
    const evidence = addEvidence(known.evidence, settled, times);
    const isKept = settled.result === 'persistent' && known.examples.length < this.#limits.examplesPerField;
    const field: ComparedField = {
      ...known,
      evidence,
      verdict: isEstablished(evidence) ? 'different' : isNoise(evidence) ? 'noise' : 'open',
      examples: isKept ? [...known.examples, withoutSecrets(settled.difference)] : known.examples,
    };
    this.#fields.set(keyOf(field), field);
    return field;
  }

  /** Counts a pair at the field that is surest to be of the service. */
  #countMismatch(fields: readonly ComparedField[]): void {
    const field =
      fields.find(({ verdict }) => verdict === 'different') ??
      fields.find(({ verdict }) => verdict === 'open');
    if (field === undefined) return;
    this.#fields.set(keyOf(field), { ...field, mismatches: field.mismatches + 1 });
  }

  #fieldOf(difference: Difference): ComparedField | undefined {
    const known = this.#fields.get(keyOf(difference));
    if (known !== undefined) return known;
    if (this.#fields.size >= this.#limits.maxFields) {
      this.#unlistedDifferences++;
      return undefined;
    }
    const { field, kind } = difference;
    return { field, kind, evidence: noEvidence, verdict: 'open', mismatches: 0, examples: [] };
  }
}

function keyOf({ field, kind }: { readonly field: string; readonly kind: string }): string {
  return `${field} ${kind}`;
}

function withoutSecrets(difference: Difference): Difference {
  const { field, first, second } = difference;
  return { ...difference, first: redact(field, first), second: redact(field, second) };
}
