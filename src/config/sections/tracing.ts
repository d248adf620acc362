import { flag } from './values.ts';

export const tracing = flag
  .default(false)
  .describe(
    'Spans of OpenTelemetry for exchanges and attempts, through the `@opentelemetry/api` that is installed beside Banyan; what collects them is set up by the process, e.g. with `NODE_OPTIONS="--import ./tracing.mjs"`. Takes effect at the start.',
  );
