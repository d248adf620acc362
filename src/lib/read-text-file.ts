import { open, stat } from 'node:fs/promises';

/** Where the shell puts what it passes on: `/dev/stdin`, and pipes of `<(…)`. */
const passedOn = /^(?:\/dev\/(?:stdin|fd\/\d+)|\/proc\/(?:self|\d+)\/fd\/\d+)$/;

/** Documents are tens of megabytes; the default of 64 KB takes longer to hand over than to read. */
const chunkBytes = 1_048_576;

/**
 * The text of a file that a person named, as UTF-8 without its byte order mark.
 *
 * Rejects with the file system's error, or with one that says why not: folders, devices, and pipes that the shell did not
 * pass on (opening one waits for ever) are refused; so is more than `maxBytes`, however long the file claims to be.
 */
export async function readTextFile(file: string, maxBytes: number): Promise<string> {
  const stats = await stat(file);
  if (stats.isDirectory()) throw new Error('it is a folder');
  if (!stats.isFile() && !passedOn.test(file)) throw new Error('it is a pipe, a socket or a device');
  const handle = await open(file);
  try {
    const chunks: Buffer[] = [];
    let length = 0;
    for await (const chunk of handle.createReadStream({ autoClose: false, highWaterMark: chunkBytes })) {
      chunks.push(chunk as Buffer);
      length += (chunk as Buffer).length;
      if (length > maxBytes) throw new Error(`it is larger than ${maxBytes} bytes`);
    }
    return Buffer.concat(chunks)
      .toString('utf8')
      .replace(/^\uFEFF/, '');
  } finally {
    await handle.close();
  }
}
