import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { commands } from '../../../src/cli/commands/index.ts';
import { runCli } from '../../support/run-cli.ts';
import { sourceTree } from '../../support/source-tree.ts';

const source = { 'a.ts': "import { b } from './b';\nb();\n", 'b.ts': 'export const b = () => 1;\n' };
const run = (workingFolder: string, ...argv: string[]) => runCli(argv, commands, { workingFolder });

describe('the output folder of an analysis', () => {
  it.each([
    ['below a file', { ...source, out: '' }, 'out/deep'],
    ['in a file system that takes no folders', source, '/proc/banyan/deep'],
    ['that is a file', { ...source, out: '' }, 'out'],
  ])('%s is refused before the analysis, with the reason', async (_, files, output) => {
    const root = sourceTree(files);
    const { exitCode, stderr } = await run(root, 'analyze', '--output', output);
    expect(stderr).toContain('error OUTPUT_UNWRITABLE: ');
    expect(stderr).toMatch(/^because: .+/m);
    expect(exitCode).toBe(2);
  });

  it('is not left behind empty when the analysis fails', async () => {
    const root = sourceTree({ 'readme.txt': 'no source' });
    expect((await run(root, 'analyze', '--output', 'deep/report')).exitCode).toBe(2);
    expect(readdirSync(root)).toEqual(['readme.txt']);
  });
});

describe('what comes next', () => {
  it('is the plan and the proxy where there are contexts and routes, and the report where there are none', async () => {
    const none = await run(sourceTree(source), 'analyze');
    expect(none.stderr).toContain('Next: read banyan-report/index.html; no route was found');
    const express = "import express from 'express';\nconst app = express();\napp.get('/a', () => 1);\n";
    const some = await run(sourceTree({ 'app.ts': express }), 'analyze');
    expect(some.stderr).toContain('Next: banyan proxy init --from banyan-report/analysis.json --monolith ');
  });
});

it('files that are too large are named, and read with a higher limit', async () => {
  const root = sourceTree({ ...source, 'big.ts': `export const big = '${'x'.repeat(3_000)}';\n` });
  const small = await run(root, 'analyze', '--max-file-size', '1kB');
  expect(small.stdout).toContain('Too large to be read (raise --max-file-size): big.ts');
  const large = await run(root, 'analyze', '--max-file-size', '4kB');
  expect(large.stdout).not.toContain('Too large');
  expect((await run(root, 'analyze', '--max-file-size', '4 elephants')).stderr).toContain('--max-file-size');
});

it('a diagnostic names its place once', async () => {
  const root = sourceTree({ ...source, 'broken.ts': 'export const a = 1;\nconst = ;\n' });
  const { stdout } = await run(root, 'analyze', '--json', '--quiet');
  const { diagnostics } = JSON.parse(stdout) as { diagnostics: { message: string; location?: object }[] };
  const [diagnostic] = diagnostics.filter(({ location }) => location !== undefined);
  expect(diagnostic).toMatchObject({ location: { path: 'broken.ts', line: 2 } });
  expect(diagnostic?.message).not.toContain('broken.ts');
});

it('an interruption says what was stopped and that nothing was written', async () => {
  const root = sourceTree(source);
  const signal = AbortSignal.abort();
  const { exitCode, stderr } = await runCli(['analyze'], commands, { workingFolder: root, signal });
  expect(exitCode).toBe(130);
  expect(stderr).toBe(
    'interrupted: banyan analyze was stopped before it had a result; nothing was written\n',
  );
  expect(existsSync(join(root, 'banyan-report'))).toBe(false);
});

describe('a configuration or analysis that is no file', () => {
  const kinds = (root: string) => {
    mkdirSync(join(root, 'folder'));
    execFileSync('mkfifo', [join(root, 'pipe')]);
    writeFileSync(join(root, 'huge'), 'x'.repeat(100));
  };

  it.each([
    ['proxy validate', ['proxy', 'validate', '--config', 'pipe'], 'it is a pipe, a socket or a device'],
    ['proxy validate', ['proxy', 'validate', '--config', 'folder'], 'it is a folder'],
    ['proxy validate', ['proxy', 'validate', '--config', 'none'], 'no such file or directory (ENOENT)'],
    ['proxy init', ['proxy', 'init', '--from', 'pipe'], 'it is a pipe, a socket or a device'],
    ['proxy init', ['proxy', 'init', '--from', 'folder'], 'it is a folder'],
    ['proxy init', ['proxy', 'init', '--from', '/dev/zero'], 'it is a pipe, a socket or a device'],
    [
      'proxy explain',
      ['proxy', 'explain', 'GET /', '--config', 'pipe'],
      'it is a pipe, a socket or a device',
    ],
  ])('%s %s is refused at once: %s', async (_, argv, reason) => {
    const root = sourceTree(source);
    kinds(root);
    const { exitCode, stderr } = await run(root, ...argv);
    expect(stderr).toContain('error PATH_MISSING: ');
    expect(stderr).toContain(`because: ${reason}`);
    expect(exitCode).toBe(2);
  });

  it('proxy init does not open a pipe to write, not even by force', async () => {
    const root = sourceTree({ 'app.ts': "require('express')().get('/a', () => 1);\n" });
    kinds(root);
    await run(root, 'analyze', '--quiet');
    const { exitCode, stderr } = await run(root, 'proxy', 'init', '--output', 'pipe', '--force');
    expect(stderr).toContain('because: it is not a regular file');
    expect(exitCode).toBe(2);
  });
});
