/** What the analysis document says of a run of the application. */
import { z } from 'zod';
import { path } from './fields.ts';

const tally = { requests: z.number().int().min(1), errors: z.number().int().min(0) };

/** What was observed while the application ran; present when traces were given. */
export const runtime = z.strictObject({
  requests: z.number().int().min(0),
  /** Routes that answered at least one; an error is a status of 500 or more. */
  routes: z.array(z.strictObject({ method: z.string(), path: z.string(), file: path, ...tally })),
  /** `METHOD /path` that fits no route of the document. */
  unknown: z.array(z.strictObject({ operation: z.string(), ...tally })),
  spans: z.number().int().min(0),
  /** Spans whose module is known. */
  placedSpans: z.number().int().min(0),
  /** Work of one module inside that of another. */
  calls: z.array(z.strictObject({ from: path, to: path, count: z.number().int().min(1) })),
});
