/**
 * What a team decides about an analysis, in `banyan.yaml`. What one value cannot say about another is in `check-team-config.ts`;
 * `docs/reference/pins.md` says it for people.
 */
import { z } from 'zod';

const maxPatternLength = 1_000;
const patternSentence =
  'must be a path or pattern such as src/orders/**, relative to the analysed folder, with / between folders';
/** Patterns are matched with paths as the document has them; what can never match is a mistake. */
function problemOf(text: unknown): string | null {
  if (typeof text !== 'string' || text === '') return patternSentence;
  if (text.length > maxPatternLength) return `must have at most ${maxPatternLength} characters`;
  return /^!?(?:\/|[A-Za-z]:)|\\|(?:^|\/)\.\.(?:\/|$)/.test(text) ? patternSentence : null;
}

/** A path, or a list of paths: each mistake with the place in the list, which no union of schemas would tell. */
const patterns = z
  .unknown()
  .meta(asTextOrList())
  .transform((value, context) => {
    const list: readonly unknown[] = Array.isArray(value) ? value : [value];
    if (list.length === 0)
      context.addIssue({ code: 'custom', message: 'must name at least one path', input: value });
    list.forEach((text, index) => {
      const message = problemOf(text);
      if (message !== null)
        context.addIssue({ code: 'custom', message, input: text, path: Array.isArray(value) ? [index] : [] });
    });
    return list as readonly string[];
  });

const contextSentence = 'must be a context by its id: lower-case letters, digits and dashes, at most 63';
const contextId = z.string(contextSentence).regex(/^[a-z0-9][a-z0-9-]{0,62}$/, contextSentence);

const ownerSentence = 'must be an owner such as "@org/team" (quote it: @ begins no plain text in YAML)';
const owner = z.string(ownerSentence).regex(/^[@\w][\w@./-]{0,99}$/, ownerSentence);

const pin = z.strictObject(
  {
    together: patterns.describe('These modules are in one context.').optional(),
    apart: z
      .array(patterns, 'must be a list of at least two groups')
      .min(2, 'must list at least two groups')
      .describe('No context holds modules of two of these groups; a group is a path or a list of paths.')
      .optional(),
    pin: patterns.describe('These modules, tests among them, are in the context that `to` names.').optional(),
    to: contextId
      .describe('With `pin` the context, which is made if it is not there; with `rename` the new id.')
      .optional(),
    shared: patterns.describe('These modules belong to no context, all may use them.').optional(),
    ignore: patterns
      .describe('These modules count nowhere: leftovers, experiments, another program.')
      .optional(),
    stay: patterns
      .describe('These modules stay where they are without pins, unless another pin is about them.')
      .optional(),
    owner: z
      .union([owner.transform((name) => [name]), z.array(owner).min(1)], ownerSentence)
      .describe('Who owns the context that `of` names, whatever CODEOWNERS says.')
      .optional(),
    of: contextId.describe('The context that `owner` is about.').optional(),
    rename: contextId.describe('The context with this id is called what `to` says.').optional(),
    because: z
      .string('must be text')
      .max(1_000, 'must have at most 1000 characters')
      .describe('Why; shown beside the price.')
      .optional(),
  },
  'must be a map with one of together, apart, pin, shared, ignore, stay, owner, rename',
);

export const teamSchema = z
  .strictObject({
    pins: z
      .array(pin, 'must be a list of pins')
      .max(1_000, 'must list at most 1000 pins')
      .default([])
      .describe('What the team decided, each with a price in the report. All of them hold exactly.'),
  })
  .prefault({});

export type TeamConfig = z.infer<typeof teamSchema>;

/** How `schema/team.schema.json` says it. */
function asTextOrList(): Record<string, unknown> {
  const pattern = { type: 'string', minLength: 1, maxLength: maxPatternLength };
  return { anyOf: [pattern, { type: 'array', items: pattern, minItems: 1 }] };
}
