import type { HeadLimits } from './http1/head-buffer.ts';
import type { Snapshot } from './snapshot.ts';

const MAX_FIRST_LINE_BYTES = 8 * 1024;

/** What a configuration allows of a message head, of requests and responses alike. */
export function headLimits({ limits }: Snapshot): HeadLimits {
  return {
    maxHeadBytes: limits.maxHeadBytes,
    maxLineBytes: Math.min(limits.maxHeadBytes, MAX_FIRST_LINE_BYTES),
    maxHeaderCount: limits.maxHeaderCount,
  };
}
