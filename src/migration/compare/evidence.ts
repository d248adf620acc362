import type { Settled } from './settle.ts';

/** What is known so far of one kind of difference at one field of one route. */
export interface FieldEvidence {
  readonly persistent: number;
  readonly passing: number;
  readonly noise: number;
  /** For each alternative, the logarithm of the capital of somebody who bets that the service differs. */
  readonly logCapital: readonly number[];
}

export const noEvidence: FieldEvidence = { persistent: 0, passing: 0, noise: 0, logCapital: [0, 0, 0, 0] };

/** How often the bet is won if the service really differs: always but for one time in a hundred, …, half of the time. */
const alternatives = [0.99, 0.9, 0.75, 0.5];
/** A service that is no other than the monolith is called different with at most this probability for one field, however long one looks. */
const falseAlarm = 1e-6;

/**
 * Adds one settled difference to the evidence of its field.
 *
 * Testing by betting (Shafer 2021; Ramdas et al. 2023, "Game-theoretic statistics and safe anytime-valid inference"). If the service were no other than the monolith, the answers
 * of one request could be dealt to the two sides in any order; that all odd ones fall to the service has then a known, small chance (`chanceOfPersistent`), and a bet at these
 * odds gains nothing on average. So the capital exceeds 1/α with a probability of at most α (Ville 1939), whenever one looks and whatever the noise is.
 *
 * `times`: how often each side was asked, at least 2. What passed counts as a bet not made.
 */
export function addEvidence(evidence: FieldEvidence, settled: Settled, times: number): FieldEvidence {
  const { result, disagreements } = settled;
  if (result === 'passing') return { ...evidence, passing: evidence.passing + 1 };
  const chance = result === 'noise' ? 0 : chanceOfPersistent(times, disagreements);
  return {
    ...evidence,
    [result]: evidence[result] + 1,
    logCapital: evidence.logCapital.map((capital, nth) => {
      const alternative = alternatives[nth] as number;
      return capital + Math.log(result === 'noise' ? 1 - alternative : Math.max(1, alternative / chance));
    }),
  };
}

/** Whether the service differs at this field: the mean capital of the bets has grown a million-fold. */
export function isEstablished(evidence: FieldEvidence): boolean {
  const capital =
    evidence.logCapital.reduce((sum, log) => sum + Math.exp(log), 0) / evidence.logCapital.length;
  return capital >= 1 / falseAlarm;
}

/** Whether the monolith's disagreements with itself leave nothing to win: no bet has a thousandth of its capital left. */
export function isNoise(evidence: FieldEvidence): boolean {
  return evidence.logCapital.every((log) => log < Math.log(1e-3));
}

/**
 * The greatest chance that all `odd` answers of 2 × `times` fall to the service if the sides are the same, given that they differed when first asked.
 *
 * One of the first pair is odd, and each is as likely; the others are dealt to the later places. When half of the answers are odd, either half may be called so.
 */
export function chanceOfPersistent(times: number, odd: number): number {
  const chance = binomial(times - 1, odd - 1) / (2 * binomial(2 * times - 2, odd - 1));
  return odd === times ? 2 * chance : chance;
}

function binomial(n: number, k: number): number {
  let product = 1;
  for (let nth = 1; nth <= k; nth++) product = (product * (n - k + nth)) / nth;
  return product;
}
