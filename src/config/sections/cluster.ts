import { z } from 'zod';
import { durationMs, wholeNumber } from '../quantity.ts';
import { circuitBreaker } from './circuit-breaker.ts';
import { clusterTls } from './cluster-tls.ts';
import { concurrency } from './concurrency.ts';
import { healthCheck } from './health-check.ts';
import { loadBalancing } from './load-balancing.ts';
import { retry } from './retry.ts';
import { flag } from './values.ts';

const addressSentence =
  'must be an origin such as http://127.0.0.1:3000 (http or https, no path, no credentials)';
const address = z.string(addressSentence).refine(isOrigin, addressSentence);

export const cluster = z.strictObject({
  destinations: z
    .array(
      z.strictObject({
        address: address.describe('Origin of the backend; the only place where requests of this cluster go.'),
      }),
      'must be a list of destinations',
    )
    .min(1, 'must list at least one destination')
    .describe('The addresses of the cluster.'),
  preserveHost: flag
    .default(true)
    .describe("Send the client's Host (a monolith builds absolute URLs from it) or the destination's own."),
  protocol: z
    .enum(['http1', 'http2'], 'must be http1 or http2')
    .default('http1')
    .describe(
      'What its destinations speak. http2, which gRPC needs: under TLS by ALPN, else with prior knowledge (h2c).',
    ),
  tls: clusterTls,
  timeouts: z
    .strictObject({
      connect: durationMs.prefault('1s').describe('Until a connection is open, TLS included.'),
      firstByte: durationMs
        .prefault('30s')
        .describe('From the last byte of the request to the first of the response.'),
      idle: durationMs
        .prefault('60s')
        .describe('Longest silence within a body, per direction; not applied to upgraded connections.'),
    })
    .prefault({})
    .describe('How long the proxy waits for this cluster.'),
  pool: z
    .strictObject({
      maxSockets: wholeNumber(1, 65_535).default(256).describe('Connections per destination at most.'),
      idleTimeout: durationMs
        .prefault('4s')
        .describe('How long an unused connection is kept; keep it below the keep-alive time of the backend.'),
    })
    .prefault({})
    .describe('Connections kept open to this cluster.'),
  retry,
  concurrency,
  circuitBreaker,
  loadBalancing,
  healthCheck,
});

/** Whether a text is scheme, host and port and nothing else: `http://127.0.0.1:3000`. */
export function isOrigin(value: string): boolean {
  return /^https?:\/\/[^/?#@\\\s]+\/?$/i.test(value) && URL.canParse(value);
}
