import { coverage } from './coverage.ts';
import { enoughTraffic } from './enough-traffic.ts';
import { errorRate } from './error-rate.ts';
import { fallbacks } from './fallbacks.ts';
import type { Gate, GateEvidence, GateJudgement, GateLimits, GateVerdict } from './gate.ts';
import { latency } from './latency.ts';
import { mismatches } from './mismatches.ts';

/** All gates, in the order in which they are read. */
const gates: readonly Gate[] = [enoughTraffic, errorRate, latency, fallbacks, mismatches, coverage];

/** The probability that a step is ever judged wrong by one gate, however often it is asked. */
const errorPerStep = 0.005;

/** What all gates say, and what follows. */
export interface Judged {
  readonly verdict: GateVerdict;
  readonly judgements: readonly GateJudgement[];
}

/**
 * Asks every gate about all that was seen since a step began. One failure fails; one that cannot say holds.
 *
 * `look`: how often the gates were asked at this step, from 1. Who looks often enough sees every coincidence, so look k may use 1 / k(k+1) of the error, which sums to all of it.
 * While there is too little traffic, or the monolith itself fails, nothing fails but a field that is known to differ.
 */
export function judgeGates(evidence: GateEvidence, limits: GateLimits, look: number): Judged {
  const error = errorPerStep / (look * (look + 1));
  const all = gates.map((gate) => ({ gate: gate.name, ...gate.judge(evidence, limits, error) }));
  const canJudge = all[0]?.verdict === 'pass';
  const judgements = all.map((one) =>
    canJudge || one.verdict !== 'fail' || one.gate === mismatches.name
      ? one
      : { ...one, verdict: 'inconclusive' as const },
  );
  const verdicts = new Set(judgements.map(({ verdict }) => verdict));
  const verdict = verdicts.has('fail') ? 'fail' : verdicts.has('inconclusive') ? 'inconclusive' : 'pass';
  return { verdict, judgements };
}
