import { once } from 'node:events';
import { createWriteStream, type WriteStream } from 'node:fs';
import { BanyanError } from '../errors/banyan-error.ts';
import { type AccessLogTarget, LossCounter, MAX_WAITING_BYTES } from './access-log-target.ts';

/** How long a file that failed is left alone before it is opened again: a full disk may have been cleared. */
const RETRY_MS = 5000;

/**
 * A file that lines are appended to. `onLoss` is called once per opened file, with the reason, when lines cannot be kept.
 *
 * Throws OUTPUT_UNWRITABLE when the file cannot be opened at first.
 */
export async function openAccessLog(
  file: string,
  name: string,
  onLoss: (reason: string) => void,
): Promise<AccessLogTarget> {
  let stream = createWriteStream(file, { flags: 'a' });
  try {
    await once(stream, 'open');
  } catch (cause) {
    throw new BanyanError('OUTPUT_UNWRITABLE', `Cannot write the access log ${name}`, {
      fix: 'Choose another file with --access-log, or - for stdout.',
      cause,
    });
  }
  const losses = new LossCounter(onLoss);
  let failedMs = 0;
  const guard = (opened: WriteStream): WriteStream =>
    opened.on('error', ({ message }) => {
      failedMs = performance.now();
      losses.announce(message);
    });
  const reopen = (): void => {
    stream.end();
    losses.forget();
    stream = guard(createWriteStream(file, { flags: 'a' }));
  };
  guard(stream);
  return {
    get lostLines() {
      return losses.lines;
    },
    write(lines) {
      if (stream.errored && performance.now() - failedMs > RETRY_MS) reopen();
      if (stream.errored) losses.add(lines, stream.errored.message);
      else if (stream.writableLength > MAX_WAITING_BYTES) losses.add(lines, 'the disk is too slow');
      else stream.write(lines, 'latin1');
    },
    reopen,
    async close() {
      if (stream.errored) return;
      stream.end();
      await once(stream, 'close').catch(() => undefined);
    },
  };
}
