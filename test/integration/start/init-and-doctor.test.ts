import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { commands } from '../../../src/cli/commands/index.ts';
import { node } from '../../../src/cli/diagnose.ts';
import { parseTeamConfig } from '../../../src/config/index.ts';
import { pinKinds } from '../../../src/model/pins.ts';
import { gitRepository } from '../../support/git-repository.ts';
import { runCli } from '../../support/run-cli.ts';
import { sourceTree } from '../../support/source-tree.ts';

function run(workingFolder: string, ...words: string[]) {
  const environment = { PATH: process.env['PATH'] ?? '', XDG_CACHE_HOME: sourceTree({}) };
  return runCli(words, commands, { workingFolder, environment });
}

describe('banyan init', () => {
  it('shows what it would write, and writes it when it is told to, over nothing', async () => {
    const root = sourceTree({});
    const shown = await run(root, 'init');
    expect(shown.exitCode).toBe(0);
    expect(shown.stderr).toContain('Next: banyan init --yes');
    expect(existsSync(join(root, 'banyan.yaml'))).toBe(false);
    expect(await run(root, 'init', '--yes')).toMatchObject({
      exitCode: 0,
      stdout: 'banyan.yaml: no pins yet\n',
    });
    expect(readFileSync(join(root, 'banyan.yaml'), 'utf8')).toBe(shown.stdout);
    const again = await run(root, 'init', '--yes');
    expect(again.exitCode).toBe(2);
    expect(again.stderr).toContain('banyan.yaml exists already');
    mkdirSync(join(root, 'api'));
    const json = await run(root, 'init', 'api', '--yes', '--json');
    expect(JSON.parse(json.stdout)).toMatchObject({
      schemaVersion: 1,
      file: 'api/banyan.yaml',
      isWritten: true,
    });
  });

  it('writes what decides nothing, and has an example of every pin that is valid without its #', async () => {
    const { stdout } = await run(sourceTree({}), 'init');
    expect(parseTeamConfig(stdout, 'banyan.yaml')).toEqual([]);
    const examples = stdout.slice(stdout.indexOf('#pins:')).replace(/^#/gm, '');
    const pins = parseTeamConfig(examples, 'banyan.yaml');
    expect(pins.map(({ kind }) => kind).sort()).toEqual([...pinKinds].sort());
  });
});

describe('banyan doctor', () => {
  it('finds what there is, and what comes next', async () => {
    const root = gitRepository([
      {
        files: {
          'src/a.ts': '1',
          'src/b.tsx': '1',
          'package.json': '{"name": "shop"}',
          'src/tsconfig.test.json': '{}',
          'tsconfig.json': '{}',
          'banyan.yaml': 'pins: [{ignore: src/b.tsx}]',
        },
      },
    ]);
    const { exitCode, stdout, stderr } = await run(root, 'doctor');
    expect(exitCode).toBe(0);
    expect(stdout).toContain('2 source files (1 .ts, 1 .tsx); 1 package; tsconfig.json and 1 more');
    expect(stdout).toMatch(/^ok +git +\d+\.\d+.*, commit [0-9a-f]{10}$/m);
    expect(stdout).toMatch(/^ok +configuration +banyan\.yaml with 1 pin$/m);
    expect(stdout).toMatch(/^note +boundaries +none accepted/m);
    expect(stderr).toBe('\nNext: banyan analyze\n');
  });

  it('says each problem with what to do, and ends with 1', async () => {
    const root = sourceTree({
      'notes.txt': '',
      'banyan.yaml': 'pins: 1',
      'banyan.boundaries.yaml': 'contexts: 1',
      'banyan-report/analysis.json': '{}',
    });
    const { exitCode, stdout } = await run(root, 'doctor', '--json');
    expect(exitCode).toBe(1);
    const { found, isWell } = JSON.parse(stdout) as {
      isWell: boolean;
      found: { subject: string; state: string; fix: string | null }[];
    };
    expect(isWell).toBe(false);
    const problems = found.filter(({ state }) => state === 'problem');
    expect(problems.map(({ subject }) => subject)).toEqual([
      'code',
      'configuration',
      'boundaries',
      'analysis',
    ]);
    for (const { fix } of problems) expect(fix).not.toBe(null);
    rmSync(join(root, 'banyan-report'), { recursive: true });
    writeFileSync(join(root, 'a.js'), '');
    const missing = await run(root, 'doctor', 'elsewhere');
    expect(missing.exitCode).toBe(1);
    expect(missing.stdout).toMatch(/^problem +code .*does not exist$/m);
  });

  it.each([
    ['20.18.3', 'problem'],
    ['20.19.0', 'good'],
    ['21.7.0', 'problem'],
    ['22.11.0', 'problem'],
    ['22.12.0', 'good'],
    ['23.1.0', 'problem'],
    ['24.0.0', 'good'],
    ['26.3.1', 'good'],
  ])('Node %s is a %s', (version, state) => {
    expect(node(version).state).toBe(state);
  });
});
