import { BanyanError } from '../errors/banyan-error.ts';
import type { TelemetryApi } from '../proxy/index.ts';

/** The interface of OpenTelemetry that is installed beside Banyan; throws CONFIG_INVALID, with what to do, where it is not. */
export async function loadTelemetry(): Promise<TelemetryApi> {
  try {
    return await import('@opentelemetry/api');
  } catch (cause) {
    throw new BanyanError('CONFIG_INVALID', 'tracing is on, but @opentelemetry/api is not installed', {
      fix: 'Run `npm install @opentelemetry/api@1.9.0` where Banyan is installed, or write tracing: false.',
      cause,
    });
  }
}
