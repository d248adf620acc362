/** The violations that a team knows of and has not mended yet (`banyan.baseline.json`). */
import { z } from 'zod';

const entry = z.strictObject({
  /** `Violation.key`. */
  key: z.string().min(1),
  /** Why it is still there. */
  reason: z.string().optional(),
  /** Who mends it. */
  owner: z.string().optional(),
  /** The day, `YYYY-MM-DD`, after which it fails the check. */
  expires: z
    .string()
    .regex(/^\d{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01])$/, 'must be a day such as 2027-05-31')
    .optional(),
});

export const baselineSchema = z.strictObject({
  schemaVersion: z.literal(1),
  violations: z.array(entry).superRefine((entries, context) => {
    for (const [index, { key }] of entries.entries()) {
      const before = entries[index - 1]?.key;
      if (before === undefined || before < key) continue;
      const message =
        before === key
          ? 'is there twice'
          : 'must be sorted by key, so that merges and reviews see each entry once';
      context.addIssue({ code: 'custom', path: [index, 'key'], message });
    }
  }),
});

export type Baseline = z.infer<typeof baselineSchema>;
export type BaselineEntry = z.infer<typeof entry>;

/** An entry with where it stands. */
export interface KnownViolation extends BaselineEntry {
  /** `file:line` of the baseline, from the root of the repository. */
  readonly location: string;
}
