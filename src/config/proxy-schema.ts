/**
 * The proxy's configuration: the one source of its types, defaults, JSON Schema (`schema/proxy.schema.json`) and reference
 * page (`docs/reference/proxy-config.md`). Each section has a file of its own in `sections/`; what one value cannot say about
 * another is in `check-proxy-config.ts`.
 */
import { z } from 'zod';
import { admin } from './sections/admin.ts';
import { cluster } from './sections/cluster.ts';
import { limits } from './sections/limits.ts';
import { listen, listeners } from './sections/listen.ts';
import { routeMatching } from './sections/route-matching.ts';
import { routeSet } from './sections/route-set.ts';
import { trust } from './sections/trust.ts';
import { shutdown } from './sections/shutdown.ts';
import { tracing } from './sections/tracing.ts';
import { workers } from './sections/workers.ts';

export const proxySchema = z.strictObject({
  version: z.literal('banyan/v1', 'must be banyan/v1').describe('The version of this format.'),
  listen,
  listeners,
  admin,
  shutdown,
  workers,
  tracing,
  clusters: z
    .object({ monolith: cluster.describe('The monolith: it answers whatever no route set has moved.') })
    .catchall(cluster)
    .describe('The backends by name; monolith is required.'),
  limits,
  trust,
  routeMatching,
  routeSets: z
    .array(routeSet, 'must be a list of route sets')
    .default([])
    .describe('What moves, in units that move together.'),
});

/** A valid configuration: defaults filled in, durations in milliseconds, sizes in bytes. */
export type ProxyConfig = z.infer<typeof proxySchema>;
export type ListenerConfig = z.infer<typeof listen>;
export type ClusterConfig = z.infer<typeof cluster>;
export type AdminConfig = NonNullable<z.infer<typeof admin>>;
export type RouteSetConfig = z.infer<typeof routeSet>;
export type RouteConfig = RouteSetConfig['routes'][number];
export type FilterConfig = NonNullable<RouteConfig['filters']>[number];
