import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { openSync } from 'node:fs';
import { resolve } from 'node:path';
import { expect, it } from 'vitest';
import { sourceTree } from '../../support/source-tree.ts';

const source = { 'a.ts': "import { b } from './b';\nb();\n", 'b.ts': 'export const b = () => 1;\n' };

function banyan(stdout: 'pipe' | number, ...args: string[]): ChildProcess {
  return spawn(
    process.execPath,
    ['--import', import.meta.resolve('tsx'), resolve('src/cli/bin.ts'), ...args],
    {
      cwd: sourceTree(source),
      env: { ...process.env, NO_COLOR: '1' },
      stdio: ['ignore', stdout, 'pipe'],
    },
  );
}

async function ended(child: ChildProcess): Promise<{ exitCode: number | null; stderr: string }> {
  let stderr = '';
  child.stderr?.on('data', (chunk: Buffer) => (stderr += chunk.toString()));
  const [exitCode] = (await once(child, 'close')) as [number | null];
  return { exitCode, stderr };
}

it('who closes the pipe ends nothing and sees no stack', async () => {
  const child = banyan('pipe', 'analyze', '--json', '--quiet');
  child.stdout?.destroy();
  expect(await ended(child)).toEqual({ exitCode: 0, stderr: '' });
});

it('a full disk behind stdout is an error with its reason', async () => {
  const { exitCode, stderr } = await ended(banyan(openSync('/dev/full', 'w'), 'analyze', '--quiet'));
  expect(stderr).toContain('error OUTPUT_UNWRITABLE: Cannot write to the standard output');
  expect(stderr).toContain('because: no space left on device (ENOSPC)');
  expect(stderr).not.toMatch(/^\s+at /m);
  expect(exitCode).toBe(2);
});
