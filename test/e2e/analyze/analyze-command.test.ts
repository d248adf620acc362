import { spawn } from 'node:child_process';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { sourceTree } from '../../support/source-tree.ts';

interface Ended {
  readonly exitCode: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

const bin = resolve('src/cli/bin.ts');
const loader = import.meta.resolve('tsx');

function banyan(workingFolder: string, ...args: string[]): Promise<Ended> {
  const child = spawn(process.execPath, ['--import', loader, bin, ...args], {
    cwd: workingFolder,
    env: { ...process.env, NO_COLOR: '1' },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const ended = { stdout: '', stderr: '' };
  child.stdout.on('data', (chunk: Buffer) => (ended.stdout += chunk.toString()));
  child.stderr.on('data', (chunk: Buffer) => (ended.stderr += chunk.toString()));
  return new Promise((resolved) => {
    child.on('close', (exitCode) => resolved({ exitCode, ...ended }));
  });
}

const source = {
  'src/orders/order.ts': "import { User } from '../users/user';\nexport class Order { by = new User(); }\n",
  'src/users/user.ts': 'export class User {}\n',
};

describe('banyan analyze', () => {
  it('needs no configuration: a summary on stdout, the report in the working folder, what is next on stderr', async () => {
    const root = sourceTree(source);
    const { exitCode, stdout, stderr } = await banyan(root, 'analyze');
    expect(stderr).toContain('Next: read banyan-report/index.html');
    expect(stdout).toContain('2 files');
    expect(stdout).not.toContain('\u001b');
    expect(readdirSync(join(root, 'banyan-report')).sort()).toEqual([
      'analysis.json',
      'index.html',
      'report.md',
    ]);
    expect(exitCode).toBe(0);
  });

  it('maps traces to routes, and refuses what are none', async () => {
    const root = sourceTree({
      'src/app.js':
        "const app = require('express')();\napp.get('/orders/:id', (q, r) => r.end());\napp.listen(1);\n",
      'traces/exchanges.log':
        '{"time":"2026-01-01T00:00:00Z","client":"::1","method":"GET","path":"/orders/7","status":200}\n',
      'traces/notes.txt': 'not a trace\n',
    });
    const { stdout } = await banyan(root, 'analyze', 'src', '--json', '--traces', 'traces/exchanges.log');
    expect(JSON.parse(stdout)).toMatchObject({ runtime: { requests: 1, routes: [{ path: '/orders/:id' }] } });
    expect(readFileSync(join(root, 'banyan-report/report.md'), 'utf8')).toContain(
      '1 of 1 observed request went',
    );
    const refused = await banyan(root, 'analyze', 'src', '--traces', 'traces/notes.txt');
    expect(refused).toMatchObject({ exitCode: 2, stdout: '' });
    expect(refused.stderr).toContain('traces/notes.txt:1');
    const missing = await banyan(root, 'analyze', 'src', '--traces', 'nowhere.jsonl');
    expect(missing.exitCode).toBe(2);
    expect(missing.stderr).toContain('nowhere.jsonl cannot be read');
  });

  it('writes from the working folder and nothing into the analysed tree', async () => {
    const tree = sourceTree(source);
    const elsewhere = sourceTree({});
    const { exitCode } = await banyan(
      elsewhere,
      'analyze',
      tree,
      '--output',
      'deep/report',
      '--format',
      'md',
    );
    expect(exitCode).toBe(0);
    expect(readdirSync(join(elsewhere, 'deep/report'))).toEqual(['report.md']);
    expect(readdirSync(tree)).toEqual(['src']);
  });

  it('prints the same document with --json as it writes, and nothing else with --quiet', async () => {
    const root = sourceTree(source);
    const { stdout, stderr } = await banyan(root, 'analyze', '--json', '--quiet');
    expect(stdout).toBe(readFileSync(join(root, 'banyan-report/analysis.json'), 'utf8'));
    expect(stderr).toBe('');
  });

  it('gives the same bytes twice, its own report in the tree or not', async () => {
    const root = sourceTree(source);
    const [first, second] = [
      await banyan(root, 'analyze', '--json'),
      await banyan(root, 'analyze', '--json'),
    ];
    expect(second.stdout).toBe(first.stdout);
  });

  it('replaces an older report as a whole', async () => {
    const root = sourceTree({
      ...source,
      'banyan-report/analysis.json': 'old',
      'banyan-report/notes.txt': 'mine',
    });
    await banyan(root, 'analyze');
    expect(readdirSync(join(root, 'banyan-report')).sort()).toEqual([
      'analysis.json',
      'index.html',
      'notes.txt',
      'report.md',
    ]);
    expect(readFileSync(join(root, 'banyan-report/analysis.json'), 'utf8')).toContain('"schemaVersion": 1');
  });
});

describe('banyan analyze says what to do, once, and ends with 2', () => {
  it.each([
    ['an empty folder', {}, ['analyze'], 'NO_SOURCE_FILES'],
    ['a missing path', {}, ['analyze', 'nowhere'], 'PATH_MISSING'],
    ['broken files only', { 'a.ts': 'const = ;', 'b.ts': 'class {{{' }, ['analyze'], 'NOTHING_PARSED'],
    [
      'a folder that cannot be written',
      { ...source, 'banyan-report': 'a file' },
      ['analyze'],
      'OUTPUT_UNWRITABLE',
    ],
    ['an unknown format', source, ['analyze', '--format', 'pdf'], 'USAGE'],
    ['a share that is none', source, ['analyze', '--max-unresolved', '7'], 'USAGE'],
  ] as const)('for %s', async (_, files, args, code) => {
    const root = sourceTree(files);
    const { exitCode, stdout, stderr } = await banyan(root, ...args);
    expect(stderr).toContain(`error ${code}: `);
    expect(stderr.match(/^fix: /gm)).toHaveLength(1);
    expect(stderr).not.toMatch(/^\s+at /m);
    expect(stdout).toBe('');
    expect(exitCode).toBe(2);
    expect(existsSync(join(root, 'banyan-report/analysis.json'))).toBe(false);
  });
});
