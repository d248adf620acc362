import { z } from 'zod';

/** Confidence in words: decimals would claim more than the runs know. */
const bands = ['firm', 'likely', 'contested'] as const;

export const band = z.enum(bands);

export type Band = (typeof bands)[number];

/** Firm from .9 on, likely from .6 on, contested below. */
export function bandOf(confidence: number): Band {
  return confidence >= 0.9 ? 'firm' : confidence >= 0.6 ? 'likely' : 'contested';
}
