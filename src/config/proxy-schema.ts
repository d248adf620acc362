/**
 * The proxy's configuration: the one source of its types, defaults, JSON Schema (`schema/proxy.schema.json`) and reference
 * page (`docs/reference/proxy-config.md`). What one value cannot say about another is in `check-proxy-config.ts`.
 */
import { z } from 'zod';
import { sideEffects } from '../model/analysis.ts';
import { parseTemplate } from './path-template.ts';
import { durationMs, sizeBytes, wholeNumber } from './quantity.ts';

const phases = ['monolith', 'canary', 'full'] as const;
const idempotencies = ['safe', 'idempotent', 'none'] as const;

/** Names end up in logs and tables, so they stay short and plain. */
export const namePattern = /^[a-z0-9][a-z0-9-]{0,62}$/;
const nameSentence = 'must be a name of lower-case letters, digits and dashes, at most 63';
const name = z.string(nameSentence).regex(namePattern, nameSentence);

const text = z.string('must be text');
const flag = z.boolean('must be true or false');

/** RFC 9110 section 5.6.2. */
const token = /^[A-Za-z0-9!#$%&'*+.^_`|~-]{1,100}$/;
const fieldName = z
  .string('must be the name of a header or cookie')
  .regex(token, 'must be the name of a header or cookie');

const methodSentence = 'must be a method in capitals, or ANY for every method';
const method = z.string(methodSentence).regex(/^[A-Z][A-Z-]{0,31}$/, methodSentence);

const template = z.string('must be a path template such as /api/orders/:id').superRefine((path, context) => {
  const parsed = parseTemplate(path);
  if (!parsed.ok)
    context.addIssue({ code: 'custom', message: `is not a path template: ${parsed.reason}`, input: path });
});

const addressSentence =
  'must be an origin such as http://127.0.0.1:3000 (http or https, no path, no credentials)';
const address = z.string(addressSentence).refine(isOrigin, addressSentence);

const listen = z
  .strictObject({
    host: text
      .min(1, 'must not be empty')
      .default('127.0.0.1')
      .describe('The address that the proxy listens on; 0.0.0.0 and :: mean every interface.'),
    port: wholeNumber(0, 65_535).default(8080).describe('The port that it listens on; 0 takes any free one.'),
  })
  .prefault({})
  .describe('Where the proxy accepts requests.');

const cluster = z.strictObject({
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
});

const limits = z
  .strictObject({
    maxHeadBytes: sizeBytes('1KiB', '1MiB')
      .prefault('16KiB')
      .describe('Largest request line and header section together.'),
    maxHeaderCount: wholeNumber(1, 1000).default(100).describe('Header lines of a message at most.'),
    replayLimit: sizeBytes('0B', '64MiB')
      .prefault('64KiB')
      .describe(
        'Largest request body kept for a possible fallback; a longer one is streamed and never repeated.',
      ),
    replayTotal: sizeBytes('0B', '4GiB').prefault('64MiB').describe('Sum of all bodies kept at one time.'),
  })
  .prefault({})
  .describe('How much of a message the proxy accepts and keeps.');

const routeMatching = z
  .strictObject({
    caseSensitive: flag
      .default(false)
      .describe('Whether letter case counts in paths. Express ignores it unless told otherwise.'),
    trailingSlash: z
      .enum(['ignore', 'distinct'], 'must be ignore or distinct')
      .default('ignore')
      .describe(
        'Whether /orders/ is the same route as /orders. To Express it is, unless strict routing is on.',
      ),
  })
  .prefault({})
  .describe(
    "How paths are compared with templates. Let it be at least as tolerant as the monolith's own router, or spellings that only the monolith accepts pass by a route set.",
  );

const bucketSource = z
  .strictObject({
    cookie: fieldName.optional().describe('Use the value of this cookie.'),
    header: fieldName.optional().describe('Use the value of this request header.'),
  })
  .refine(
    (source) => (source.cookie === undefined) !== (source.header === undefined),
    'must have either cookie or header',
  );

const bucket = z
  .strictObject({
    salt: text
      .min(1, 'must not be empty')
      .optional()
      .describe(
        'Which clients are early: route sets with the same salt move the same clients first. Default: the name of the route set.',
      ),
    by: z
      .array(bucketSource, 'must be a list of cookies and headers')
      .default([])
      .describe("What identifies a client: the first that a request has; then the client's address."),
  })
  .prefault({})
  .describe(
    'How clients are divided in phase canary. A client stays on its side while the percentage stays.',
  );

const route = z.strictObject({
  method: method.describe('The method, or ANY. HEAD follows the route of GET unless it has its own.'),
  path: template.describe('Path template: /api/orders/:id, /api/orders{/:id} or /files/*path.'),
  idempotency: z
    .enum(idempotencies, `must be one of ${idempotencies.join(', ')}`)
    .optional()
    .describe(
      'safe: never writes. idempotent: running it on both sides has the effect of running it once. none: no such promise, never repeated once sent. Default: safe for GET, HEAD and OPTIONS, else none.',
    ),
  from: text.optional().describe('Evidence: the file and line in the monolith.'),
  sideEffects: z
    .enum(sideEffects, `must be one of ${sideEffects.join(', ')}`)
    .optional()
    .describe('Evidence: what the handler does beyond answering.'),
  touches: z
    .array(text, 'must be a list of contexts')
    .optional()
    .describe('Evidence: the contexts whose data or code the handler reaches.'),
});

const routeSet = z.strictObject({
  name: name.describe('The name of the route set, unique.'),
  cluster: name.optional().describe('The extracted service. May be absent only in phase monolith.'),
  phase: z
    .enum(phases, `must be one of ${phases.join(', ')}`)
    .describe('monolith: nothing has moved. canary: a share of the clients has. full: all have.'),
  canaryPercent: z
    .number('must be a number from 0 to 100')
    .min(0, 'must be a number from 0 to 100')
    .max(100, 'must be a number from 0 to 100')
    .optional()
    .describe('Share of the clients that the service answers in phase canary; required there.'),
  bucket,
  fallback: z
    .enum(['monolith', 'none'], 'must be monolith or none')
    .default('monolith')
    .describe('Who answers what the service provably did not execute.'),
  routes: z
    .array(route, 'must be a list of routes')
    .min(1, 'must list at least one route')
    .describe('The routes that move together.'),
});

export const proxySchema = z.strictObject({
  version: z.literal('banyan/v1', 'must be banyan/v1').describe('The version of this format.'),
  listen,
  clusters: z
    .object({ monolith: cluster.describe('The monolith: it answers whatever no route set has moved.') })
    .catchall(cluster)
    .describe('The backends by name; monolith is required.'),
  limits,
  routeMatching,
  routeSets: z
    .array(routeSet, 'must be a list of route sets')
    .default([])
    .describe('What moves, in units that move together.'),
});

export const routeSetSchema = routeSet;
export const routeSchema = route;

/** A valid configuration: defaults filled in, durations in milliseconds, sizes in bytes. */
export type ProxyConfig = z.infer<typeof proxySchema>;
export type ClusterConfig = z.infer<typeof cluster>;
export type RouteSetConfig = z.infer<typeof routeSet>;

/** Whether a text is scheme, host and port and nothing else: `http://127.0.0.1:3000`. */
export function isOrigin(value: string): boolean {
  return /^https?:\/\/[^/?#@\\\s]+\/?$/i.test(value) && URL.canParse(value);
}
