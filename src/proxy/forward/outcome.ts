import type { AttemptResult } from '../resilience/circuit-breaker.ts';

/**
 * Every way in which an attempt can fail, as stage / side / reason, with the status that a client is told when its response has not started.
 *
 * - Stages: `connect` nothing was sent; `request` until the first byte of the response; `response` from then on; `upgrade` the verdict on a tunnel.
 * - Sides: who caused it.
 * - A timeout is ours, by our own clock: too long a silence; a deadline is the end of the time that an attempt or an exchange has as a whole. A reset or a closed connection is the peer's.
 */
const STATUS = {
  'connect/target/no-destination': 503,
  'connect/target/breaker-open': 503,
  'connect/target/overloaded': 503,
  'connect/target/queue-timeout': 503,
  'connect/target/reserved': 503,
  'connect/target/refused': 502,
  'connect/target/unresolved': 502,
  'connect/target/unreachable': 502,
  'connect/target/tls': 502,
  'connect/target/certificate-expired': 502,
  'connect/target/certificate-name': 502,
  'connect/target/certificate-untrusted': 502,
  'connect/target/timeout': 504,
  'connect/proxy/exhausted': 503,
  'request/target/reset': 502,
  'request/target/closed': 502,
  'request/target/timeout': 504,
  'request/target/deadline': 504,
  'response/target/reset': 502,
  'response/target/truncated': 502,
  'response/target/garbage': 502,
  'response/target/timeout': 504,
  'upgrade/target/garbage': 502,
  'request/client/garbage': 400,
  'request/client/truncated': 400,
  'request/client/timeout': 408,
  'request/client/cancelled': 499,
  'response/client/timeout': 499,
  'response/client/cancelled': 499,
  'request/proxy/deadline': 504,
  'response/proxy/deadline': 504,
  'response/proxy/stopped': 503,
} as const;

/** What this proxy decided by itself: it says nothing about the target. */
const OWN_REFUSALS: ReadonlySet<string> = new Set([
  'connect/target/no-destination',
  'connect/target/breaker-open',
  'connect/target/overloaded',
  'connect/target/queue-timeout',
  'connect/target/reserved',
]);
const UNAVAILABLE = new Set([502, 503, 504]);

export type Failure = keyof typeof STATUS;

/** `answered`: a complete response was relayed; `discarded`: a response was read but another attempt answered. */
export type Outcome = 'answered' | 'discarded' | 'tunnelled' | Failure;

/** What the client is told; 499 is for the log only: that client has gone. */
export function statusOf(failure: Failure): number {
  return STATUS[failure];
}

/** What an attempt that ended so, with this status if it was answered, says about the health of its target. */
export function resultOf(outcome: Outcome, status: number | undefined): AttemptResult {
  if (outcome === 'answered' || outcome === 'discarded' || outcome === 'tunnelled')
    return status !== undefined && UNAVAILABLE.has(status) ? 'failed' : 'passed';
  return !outcome.includes('/target/') || OWN_REFUSALS.has(outcome) ? 'neither' : 'failed';
}

/** What this process lacks when it cannot even begin to connect. */
const EXHAUSTED = new Set(['EMFILE', 'ENFILE', 'ENOBUFS', 'ENOMEM']);

/** The failure that an error of a connecting socket means. */
export function connectFailure(error: NodeJS.ErrnoException): Failure {
  const code = error.code ?? '';
  if (EXHAUSTED.has(code)) return 'connect/proxy/exhausted';
  if (code === 'ECONNREFUSED') return 'connect/target/refused';
  if (code === 'ENOTFOUND' || code.startsWith('EAI_')) return 'connect/target/unresolved';
  if (code === 'ETIMEDOUT') return 'connect/target/timeout';
  if (code === 'ERR_TLS_CERT_ALTNAME_INVALID') return 'connect/target/certificate-name';
  if (code === 'CERT_HAS_EXPIRED' || code === 'CERT_NOT_YET_VALID')
    return 'connect/target/certificate-expired';
  if (/^(?:DEPTH_ZERO_SELF_SIGNED|SELF_SIGNED|UNABLE_TO|CERT_|INVALID_|HOSTNAME_MISMATCH)/.test(code))
    return 'connect/target/certificate-untrusted';
  if (/^(?:ERR_TLS|ERR_SSL|EPROTO)/.test(code)) return 'connect/target/tls';
  return 'connect/target/unreachable';
}
