/** What the analysis document says of the commits. */
import { z } from 'zod';
import { path } from './fields.ts';

const historyStates = ['read', 'off', 'absent', 'unreadable'] as const;
const count = z.number().int().min(0);

/** What the commits say about the modules of today. Nobody is named: authors are only counted. */
export const history = z.strictObject({
  state: z.enum(historyStates),
  /** Why it was not read; null when it was. */
  reason: z.string().nullable(),
  /** First day that was looked at, `YYYY-MM-DD` in UTC; null for the whole history. */
  since: z.string().nullable(),
  /** The clone ends before the history does: counts are too low. */
  isShallow: z.boolean(),
  /** Commits that count and changed at least one module. */
  commits: count,
  /** Commits that were left out, by reason. */
  ignored: z.strictObject({ bot: count, release: count, formatting: count, mass: count }),
  /** Share of the modules that three commits or more changed, 0..1. */
  coverage: z.number().min(0).max(1),
  modules: z.array(
    z.strictObject({
      path,
      commits: z.number().int().min(1),
      /** Different people who changed it. */
      authors: z.number().int().min(1),
    }),
  ),
  /** The pairs of modules that change together most clearly, at most 1,000; `a` sorts before `b`. */
  coChanges: z.array(
    z.strictObject({
      a: path,
      b: path,
      /** Commits that changed both. */
      commits: z.number().int().min(1),
      /** Share of the commits to one module that also changed the other, 0..1: `ofB` of those to `a`, `ofA` of those to `b`. */
      confidence: z.strictObject({ ofB: z.number().min(0).max(1), ofA: z.number().min(0).max(1) }),
      /** How many times more often than by chance; 1 is chance. */
      lift: z.number().min(0),
      /** Whether one uses the other; where not, the coupling is hidden. */
      isLinked: z.boolean(),
    }),
  ),
});
