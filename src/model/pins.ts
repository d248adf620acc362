/** What a team decides about the boundaries: as the configuration says it, and as the analysis document reports it. */
import { z } from 'zod';
import { place } from './fields.ts';

/**
 * What a pin says: modules are in one context (`together`), groups of modules share none (`apart`), modules are in a named
 * context (`pin`), modules belong to none because all use them (`shared`) or because they do not count (`ignore`), modules
 * that no other pin is about stay where they are without pins (`stay`), a context has owners (`owner`), a context is called otherwise
 * (`rename`).
 */
export const pinKinds = ['together', 'apart', 'pin', 'shared', 'ignore', 'stay', 'owner', 'rename'] as const;
export type PinKind = (typeof pinKinds)[number];

/** One decision. */
export interface Pin {
  readonly kind: PinKind;
  /** Where it stands: `banyan.yaml:12`, or the words that said it. */
  readonly at: string;
  /** Patterns of paths: one group, for `apart` two or more, for `owner` and `rename` none. */
  readonly groups: readonly (readonly string[])[];
  /** Id of the context that a `pin` leads to, an `owner` owns, or a `rename` is about; null for the rest. */
  readonly context: string | null;
  /** Owners, or the new id. */
  readonly names: readonly string[];
  /** Why it was decided. */
  readonly because: string | null;
}

const whole = z.number().int();

/** What changes because of one pin: with all pins, minus with all others. */
const price = z.strictObject({
  /** Share of the ties that cross contexts, -1..1. */
  ties: z.number(),
  /** Mean confidence of the modules, -1..1. */
  confidence: z.number(),
  /** References that cross contexts. */
  references: whole,
  /** Transactions over more than one context. */
  transactions: whole,
  contexts: whole,
});

export const decidedPin = z.strictObject({
  kind: z.enum(pinKinds),
  at: place,
  groups: z.array(z.array(z.string())),
  context: z.string().nullable(),
  names: z.array(z.string()),
  because: z.string().nullable(),
  /** Modules that it means. */
  modules: whole.min(0),
  /** Null where it was not worked out; a diagnostic says why. */
  price: price.nullable(),
});

export type DecidedPin = z.infer<typeof decidedPin>;
export type PinPrice = z.infer<typeof price>;
