import { by } from '../../lib/ordered.ts';
import type { Diagnostic } from '../../model/diagnostic.ts';

/** The order of diagnostics in the facts. */
export const byPlace = by<Diagnostic>(
  ({ location }) => location?.path ?? '',
  ({ location }) => location?.line ?? 0,
  ({ code }) => code,
  ({ message }) => message,
);
