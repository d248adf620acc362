import { z } from 'zod';

const durationUnits = { ms: 1, s: 1000, m: 60_000 } as const;
const sizeUnits = { B: 1, KiB: 1024, MiB: 1024 ** 2, GiB: 1024 ** 3 } as const;

const maxDurationMs = 24 * 60 * durationUnits.m;

/** A duration as the operator writes it, `250ms`, `2s` or `1m`; parsed to milliseconds, 1..86,400,000. */
export const durationMs = duration('1ms', 1);

/** As `durationMs`, and `0s` for none at all. */
export const delayMs = duration('0s', 0);

/** A size as the operator writes it, `512B`, `64KiB` or `1MiB`; parsed to bytes, `minBytes`..`maxBytes`. */
export function sizeBytes(min: string, max: string) {
  const sentence = `must be a size such as 64KiB or 1MiB, from ${min} to ${max}`;
  const [minBytes, maxBytes] = [scaled(min, sizeUnits), scaled(max, sizeUnits)];
  return z
    .string(sentence)
    .regex(/^[0-9]{1,9}(?:B|KiB|MiB|GiB)$/, sentence)
    .transform((text) => scaled(text, sizeUnits))
    .refine((bytes) => bytes >= minBytes && bytes <= maxBytes, sentence);
}

/** A whole number, both ends included. */
export function wholeNumber(min: number, max: number) {
  const sentence = `must be a whole number from ${min} to ${max}`;
  return z.int(sentence).min(min, sentence).max(max, sentence);
}

function duration(min: string, minMs: number) {
  const sentence = `must be a duration such as 250ms, 2s or 1m, from ${min} to 1440m`;
  return z
    .string(sentence)
    .regex(/^[0-9]{1,9}(?:ms|s|m)$/, sentence)
    .transform((text) => scaled(text, durationUnits))
    .refine((ms) => ms >= minMs && ms <= maxDurationMs, sentence);
}

function scaled(text: string, units: Readonly<Record<string, number>>): number {
  const digits = /^[0-9]+/.exec(text)?.[0] ?? '0';
  return Number(digits) * (units[text.slice(digits.length)] ?? Number.NaN);
}
