/** What the analysis document says of taking contexts out: in which order, and with which work. */
import { z } from 'zod';
import { path, place } from './fields.ts';

/**
 * How an edge between two contexts is cut: the service is called (`http-call`), told later (`event`) or takes part in a `saga`; what
 * is only read is copied (`replicate-data`); a type becomes a contract (`publish-type`), a foreign key a plain id (`keep-id`); code is
 * packaged (`library`) or moved to its only user (`move`); wiring goes with what it wires (`rewire`).
 */
const cutWays = [
  'http-call',
  'event',
  'saga',
  'replicate-data',
  'publish-type',
  'keep-id',
  'library',
  'move',
  'rewire',
] as const;

/** Something that one context uses of another, and what becomes of it when they part. */
const cut = z.strictObject({
  from: path,
  /** The module that is used; for an entity that is used without an import the file that declares it. */
  to: path,
  fromContext: z.string(),
  toContext: z.string(),
  how: z.enum(cutWays),
  /** The facts that decided. */
  why: z.string(),
  /** Functions called, else names used: `UserService.find`, `Order`. */
  uses: z.array(z.string()),
  /** Entities of the other context that are read and written through it. */
  reads: z.array(z.string()),
  writes: z.array(z.string()),
  locations: z.array(place).min(1),
});

/** A transaction over several contexts, as the steps that take its place. */
const saga = z.strictObject({
  location: place,
  contexts: z.array(z.string()),
  /** In the order of the code; a read is there where a later step of another context may depend on it. */
  steps: z.array(
    z.strictObject({
      context: z.string(),
      op: z.enum(['read', 'write']),
      entities: z.array(z.string()),
      locations: z.array(place).min(1),
      /** What undoes it when a later step fails; null for reads and for the last write, which decides. */
      compensation: z.string().nullable(),
    }),
  ),
});

/** `1-reads` … `4-hold`: a route of a later wave waits for the ones before. */
const flipWaves = ['1-reads', '2-reads-over-others', '3-writes', '4-hold'] as const;

const effortTerm = z.strictObject({
  /** What is counted: a way of cutting, `service`, `table`, `foreign key`, `join`, `route`. */
  what: z.string(),
  count: z.number().int().min(1),
  lowDays: z.number().min(0),
  highDays: z.number().min(0),
});

const work = z.strictObject({
  /** Why it stands where it stands in the order. */
  because: z.array(z.string()),
  /** Days of one engineer; the sum of the terms. */
  effort: z.strictObject({
    lowDays: z.number().min(0),
    highDays: z.number().min(0),
    terms: z.array(effortTerm),
  }),
  /** Tables that move, with the other contexts that write and read them. */
  entities: z.array(
    z.strictObject({
      name: z.string(),
      table: z.string().nullable(),
      writtenBy: z.array(z.string()),
      readBy: z.array(z.string()),
    }),
  ),
  /** Keys between its tables and those of others. */
  foreignKeys: z.array(
    z.strictObject({ from: z.string(), to: z.string(), columns: z.array(z.string()), location: place }),
  ),
  joins: z.array(
    z.strictObject({ location: place, entities: z.array(z.string()), contexts: z.array(z.string()) }),
  ),
  sagas: z.array(saga),
  /** Routes and operations in the order in which they move. */
  flips: z.array(
    z.strictObject({
      name: z.string(),
      location: place,
      wave: z.enum(flipWaves),
      /** Other contexts that its handler reaches. */
      touches: z.array(z.string()),
    }),
  ),
});

export const plan = z.strictObject({
  /** One for each context; in the order in which to take them out. */
  steps: z.array(
    z.strictObject({
      title: z.string(),
      context: z.string(),
      detail: z.array(z.string()),
      work: work.optional(),
    }),
  ),
  /** Everything to cut, by the contexts at its ends; the cuts of a step are those with its context at one end. */
  cuts: z.array(cut).optional(),
});
