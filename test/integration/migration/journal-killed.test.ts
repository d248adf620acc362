import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { build } from 'esbuild';
import { expect, it } from 'vitest';
import { diskSegments } from '../../../src/migration/journal/disk-segments.ts';
import { Journal } from '../../../src/migration/journal/journal.ts';

/** Appends entries for ever, and says each once it is in the journal. */
const writer = `
import { diskSegments } from './src/migration/journal/disk-segments.ts';
import { Journal } from './src/migration/journal/journal.ts';
const journal = new Journal(diskSegments(process.argv[2]));
const state = { phase: 'shadow', percent: 0, isHeld: false, sinceMs: 0, coolUntilMs: 0 };
const begin = journal.entries.length + 1;
process.stdout.write('begin ' + begin + '\\n');
for (let generation = begin; ; generation++) {
  journal.append({ routeSet: 'orders', atMs: generation, who: 'w', event: 'advance', why: 'x'.repeat(generation % 977),
    after: { ...state, generation }, judgements: [] });
  process.stdout.write(generation + '\\n');
}`;

it('no acknowledged entry is lost when the writer is killed again and again', {
  timeout: 60_000,
}, async () => {
  const folder = await mkdtemp(join(tmpdir(), 'banyan-journal-'));
  try {
    const file = join(folder, 'writer.mjs');
    await build({
      stdin: { contents: writer, resolveDir: process.cwd(), loader: 'js' },
      bundle: true,
      platform: 'node',
      format: 'esm',
      outfile: file,
      logLevel: 'silent',
    });
    let known = 0;
    for (let round = 0; round < 20; round++) {
      const child = spawn(process.execPath, [file, join(folder, 'journal')], {
        stdio: ['ignore', 'pipe', 'inherit'],
      });
      let said = '';
      // Killed after another number of acknowledged entries each time, at any point of writing the next.
      const enough = 1 + ((round * 7) % 13);
      child.stdout.setEncoding('utf8').on('data', (text: string) => {
        said += text;
        if (said.split('\n').length > enough + 1) child.kill('SIGKILL');
      });
      await once(child, 'close');
      const lines = said.split('\n').slice(0, -1);
      expect(lines[0]).toBe(`begin ${known + 1}`);
      const acknowledged = Number(lines.at(-1));
      const journal = new Journal(diskSegments(join(folder, 'journal')));
      known = journal.entries.length;
      // One more may have been written whose acknowledgement nobody heard.
      expect(known - acknowledged).toBeGreaterThanOrEqual(0);
      expect(journal.entries.map(({ atMs }) => atMs)).toEqual(
        Array.from({ length: known }, (_, nth) => nth + 1),
      );
      expect(journal.stateOf('orders')?.generation).toBe(known);
    }
    expect(known).toBeGreaterThan(100);
  } finally {
    await rm(folder, { recursive: true });
  }
});
