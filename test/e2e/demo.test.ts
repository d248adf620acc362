import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { expect, it } from 'vitest';

it('the demo keeps every promise and stops all that it started', { timeout: 300_000 }, async () => {
  const demo = spawn(
    process.execPath,
    ['--import', 'tsx', 'scripts/demo/main.ts', '--seconds-per-act', '3'],
    {
      stdio: ['ignore', 'pipe', 'pipe'],
      env: { ...process.env, NO_COLOR: '1' },
    },
  );
  let output = '';
  for (const stream of [demo.stdout, demo.stderr]) {
    stream.setEncoding('utf8').on('data', (text: string) => {
      output += text;
    });
  }
  const [exitCode] = (await once(demo, 'close')) as [number | null];
  expect(output).not.toContain('BROKEN');
  expect(output.match(/^ {2}kept /gm) ?? [], output).toHaveLength(9);
  expect(output).toContain('no safe request failed: 0 of ');
  expect(exitCode).toBe(0);
});
