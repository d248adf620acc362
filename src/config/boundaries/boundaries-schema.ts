/**
 * The boundaries that a team has accepted, in `banyan.boundaries.yaml`; `docs/reference/check.md` says it for people. What one value
 * cannot say about another is in `check-boundaries.ts`.
 */
import { z } from 'zod';
import { name, text } from '../sections/values.ts';

const pattern = text
  .min(1, 'must not be empty')
  .max(1_000, 'must have at most 1000 characters')
  .regex(
    /^!?(?!\/|[A-Za-z]:)(?!.*\\)(?!(?:.*\/)?\.\.(?:\/|$))/,
    'must be a path or pattern such as src/orders/**, relative to the analysed folder, with / between folders',
  );
const patterns = z.array(pattern, 'must be a list of paths and patterns').max(20_000);
const names = (what: string) => z.array(name, `must be a list of ${what}`);
const tables = z.array(text.min(1, 'must not be empty'), 'must be a list of tables');

const context = z.strictObject({
  modules: patterns
    .min(1, 'must name at least one path')
    .describe('Its modules: paths, folders, patterns; !path takes one out.'),
  owners: z.array(text, 'must be a list of owners').default([]).describe('Who decides about it.'),
  uses: names('contexts').default([]).describe('The contexts that its modules may use; none when absent.'),
  api: patterns.optional().describe('The modules that other contexts may use; all of them when absent.'),
  tables: tables
    .default([])
    .describe('Its tables and collections; what is in no list belongs to the context that declares it.'),
  writes: tables.default([]).describe('Tables of other contexts that it may write.'),
  joins: tables.default([]).describe('Tables of other contexts that its joins and transactions may take in.'),
});

export const boundariesSchema = z.strictObject({
  version: z.literal('banyan/v1', 'must be banyan/v1').describe('The version of this format.'),
  contexts: z
    .record(name, context)
    .describe('The accepted contexts by id. What they do not allow is a violation.'),
  shared: patterns.default([]).describe('Every context may use it, it uses none.'),
  composition: patterns
    .default([])
    .describe('It wires the application: it may use everything, nothing may use it.'),
  ignore: patterns.default([]).describe('It does not count.'),
});

export type BoundariesConfig = z.infer<typeof boundariesSchema>;
