import type { EventEmitter } from 'node:events';
import { BanyanError } from '../errors/banyan-error.ts';

/**
 * Keeps failing output streams from ending the process with a stack.
 *
 * Who closes the pipe has seen enough: the run goes on in silence and ends with its own exit code. Anything else, such as a
 * full disk, is reported once as `OUTPUT_UNWRITABLE`.
 */
export function guardStreams(
  { stdout, stderr }: { readonly stdout: EventEmitter; readonly stderr: EventEmitter },
  onFailure: (error: BanyanError) => void,
): void {
  let hasFailed = false;
  stdout.on('error', (cause: NodeJS.ErrnoException) => {
    if (cause.code === 'EPIPE' || hasFailed) return;
    hasFailed = true;
    const fix = 'Check where the output goes: free space on the disk, or choose another place.';
    onFailure(new BanyanError('OUTPUT_UNWRITABLE', 'Cannot write to the standard output', { fix, cause }));
  });
  // There is no place left to complain to.
  stderr.on('error', () => undefined);
}
