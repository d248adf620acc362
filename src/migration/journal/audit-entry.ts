import { z } from 'zod';
import { rolloutPhases } from '../rollout/rollout-state.ts';

const state = z.strictObject({
  phase: z
    .enum(rolloutPhases as [string, ...string[]])
    .transform((phase) => phase as (typeof rolloutPhases)[number]),
  percent: z.number().min(0).max(100),
  isHeld: z.boolean(),
  sinceMs: z.number(),
  coolUntilMs: z.number(),
  generation: z.int().positive(),
});

/** One change of a route set: who, why, what was, what is, and the numbers of that moment. */
export const auditEntrySchema = z.strictObject({
  routeSet: z.string(),
  atMs: z.number(),
  who: z.string(),
  event: z.string(),
  why: z.string(),
  /** Absent in the first entry of a route set. */
  before: state.optional(),
  after: state,
  /** What the gates said then, by gate. */
  judgements: z.array(z.strictObject({ gate: z.string(), verdict: z.string(), why: z.string() })),
});

export type AuditEntry = z.infer<typeof auditEntrySchema>;
