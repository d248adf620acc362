import { existsSync } from 'node:fs';
import { mkdtemp, readFile, rename } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { openAccessLog } from '../../../src/cli/access-log-file.ts';
import { standardOutputLog } from '../../../src/cli/access-log-target.ts';

const newFile = async () => join(await mkdtemp(join(tmpdir(), 'banyan-access-log-')), 'access.log');

describe('an access log file', () => {
  it('appends, also to what an earlier run has written', async () => {
    const file = await newFile();
    for (const lines of ['one\n', 'two\nthree\n']) {
      const log = await openAccessLog(file, 'access.log', expect.unreachable);
      log.write(lines);
      await log.close();
    }
    expect(await readFile(file, 'utf8')).toBe('one\ntwo\nthree\n');
  });

  it('goes on in a new file after it was moved away and opened again', async () => {
    const file = await newFile();
    const log = await openAccessLog(file, 'access.log', expect.unreachable);
    log.write('before\n');
    await rename(file, `${file}.1`);
    log.reopen();
    log.write('after\n');
    await log.close();
    expect(await readFile(file, 'utf8')).toBe('after\n');
    expect(await readFile(`${file}.1`, 'utf8')).toBe('before\n');
  });

  it('is an error for the user where it cannot be opened', async () => {
    await expect(openAccessLog(await newFile(), 'access.log', expect.unreachable)).resolves.toBeDefined();
    await expect(
      openAccessLog(join(await newFile(), 'x'), 'access.log', expect.unreachable),
    ).rejects.toMatchObject({
      code: 'OUTPUT_UNWRITABLE',
    });
  });

  it.skipIf(!existsSync('/dev/full'))('says once that lines are lost, and never throws', async () => {
    const losses: string[] = [];
    let lost: () => void = () => undefined;
    const firstLoss = new Promise<void>((resolve) => {
      lost = resolve;
    });
    const log = await openAccessLog('/dev/full', '/dev/full', (reason) => {
      losses.push(reason);
      lost();
    });
    log.write('a\n');
    await firstLoss;
    log.write('b\n');
    await log.close();
    expect(losses).toEqual([expect.stringContaining('ENOSPC')]);
  });
});

describe('an access log on the standard output', () => {
  it('drops and counts lines while nobody reads, says so once, and goes on afterwards', () => {
    const written: string[] = [];
    const losses: string[] = [];
    const stdout = { writableLength: 0, write: (text: string) => written.push(text) };
    const log = standardOutputLog(stdout, (reason) => losses.push(reason));
    log.write('one\n');
    stdout.writableLength = 17 * 1024 * 1024;
    log.write('two\nthree\n');
    log.write('four\n');
    stdout.writableLength = 0;
    log.write('five\n');
    expect(written).toEqual(['one\n', 'five\n']);
    expect(log.lostLines).toBe(3);
    expect(losses).toEqual(['nobody reads it']);
  });
});
