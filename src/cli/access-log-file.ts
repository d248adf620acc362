import { createWriteStream, type WriteStream } from 'node:fs';
import { BanyanError } from '../errors/banyan-error.ts';
import { once } from 'node:events';

/** Lines that wait for a slow disk beyond this are dropped: a log must not take the memory of the proxy. */
const maxWaitingBytes = 16 * 1024 * 1024;

export interface AccessLogFile {
  /** Appends whole lines. */
  write(lines: string): void;
  /** Opens the file again under its name, for log rotation. */
  reopen(): void;
  close(): Promise<void>;
}

/**
 * A file that lines are appended to. `onLoss` is called once per opened file, with the reason, when lines cannot be kept.
 *
 * Throws OUTPUT_UNWRITABLE when the file cannot be opened at first.
 */
export async function openAccessLog(
  file: string,
  name: string,
  onLoss: (reason: string) => void,
): Promise<AccessLogFile> {
  let stream = createWriteStream(file, { flags: 'a' });
  try {
    await once(stream, 'open');
  } catch (cause) {
    throw new BanyanError('OUTPUT_UNWRITABLE', `Cannot write the access log ${name}`, {
      fix: 'Choose another file with --access-log, or - for stdout.',
      cause,
    });
  }
  let hasLost = false;
  const lose = (reason: string): void => {
    if (!hasLost) onLoss(reason);
    hasLost = true;
  };
  const guard = (opened: WriteStream): WriteStream => opened.on('error', ({ message }) => lose(message));
  guard(stream);
  return {
    write(lines) {
      if (stream.writableLength > maxWaitingBytes) lose('the disk is too slow');
      else if (!stream.errored) stream.write(lines);
    },
    reopen() {
      stream.end();
      hasLost = false;
      stream = guard(createWriteStream(file, { flags: 'a' }));
    },
    async close() {
      if (stream.errored) return;
      stream.end();
      await once(stream, 'close').catch(() => undefined);
    },
  };
}
