import { spawnSync } from 'node:child_process';
import { chmodSync, existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { sourceTree } from '../support/source-tree.ts';

interface Action {
  readonly inputs: Readonly<Record<string, { readonly default: string }>>;
  readonly runs: {
    readonly using: string;
    readonly steps: readonly [{ readonly run: string; readonly env: Readonly<Record<string, string>> }];
  };
}

const action = parse(readFileSync('action.yml', 'utf8')) as Action;
const [step] = action.runs.steps;

/** Runs the step with an `npm` that installs a program which only writes down what it was asked. */
function runStep(
  inputs: Readonly<Record<string, string>>,
  environment: Readonly<Record<string, string>> = {},
) {
  const root = sourceTree({
    'bin/npm': `#!/bin/sh
printf "%s\\n" "$PWD" "$@" > "$RUNNER_TEMP/installed"
mkdir -p node_modules/banyan/dist/cli
cp "$RUNNER_TEMP/../bin.js" node_modules/banyan/dist/cli/bin.js
`,
    'bin.js':
      "require('node:fs').writeFileSync(process.env.RUNNER_TEMP + '/asked', [process.cwd(), ...process.argv.slice(2)].join('\\n'));",
    'temp/.keep': '',
    'code/apps/api/a.ts': '',
    'action/package.json': '{"version": "1.2.3"}',
  });
  chmodSync(join(root, 'bin/npm'), 0o755);
  writeFileSync(join(root, 'step.sh'), step.run);
  const defaults = Object.fromEntries(
    Object.entries(action.inputs).map(([name, each]) => [name, each.default]),
  );
  const { path, base, affected, version } = { ...defaults, ...inputs } as Record<string, string>;
  const { status, stdout } = spawnSync('bash', ['-euo', 'pipefail', join(root, 'step.sh')], {
    encoding: 'utf8',
    cwd: join(root, 'code'),
    env: {
      PATH: `${join(root, 'bin')}:${process.env['PATH'] ?? ''}`,
      RUNNER_TEMP: join(root, 'temp'),
      GITHUB_WORKSPACE: join(root, 'code'),
      GITHUB_ACTION_PATH: join(root, 'action'),
      FOLDER: path,
      BASE: base,
      AFFECTED: affected,
      VERSION: version,
      ...environment,
    },
  });
  const read = (name: string) =>
    existsSync(join(root, 'temp', name))
      ? readFileSync(join(root, 'temp', name), 'utf8')
          .trimEnd()
          .replaceAll(root, '')
          .split('\n')
      : null;
  return { status, stdout, root, installed: read('installed'), asked: read('asked') };
}

describe('the GitHub Action', () => {
  it('is composite, so that no version of Node of the runner matters, and no input becomes a part of its script', () => {
    expect(action.runs.using).toBe('composite');
    expect(step.run).not.toContain('${{');
    expect(Object.keys(action.inputs).sort()).toEqual(['affected', 'base', 'path', 'version']);
    expect(Object.values(step.env).sort()).toEqual(
      Object.keys(action.inputs)
        .map((name) => `\${{ inputs.${name} }}`)
        .sort(),
    );
  });

  it('installs its own version away from the code that is checked, without scripts', () => {
    const { installed, status } = runStep({});
    expect(status).toBe(0);
    expect(installed?.[0]).toBe('/temp/banyan');
    expect(installed).toContain('--ignore-scripts');
    expect(installed?.at(-1)).toBe('banyan@1.2.3');
    expect(runStep({ version: '0.9.0-rc.1' }).installed?.at(-1)).toBe('banyan@0.9.0-rc.1');
  });

  it('checks in the folder that it is given, with annotations', () => {
    expect(runStep({ path: 'apps/api' }).asked).toEqual(['/code/apps/api', 'check', '--format', 'github']);
  });

  it('compares with the base of the pull request, or with what it is given', () => {
    const pull = { GITHUB_BASE_REF: 'main' };
    expect(runStep({}, pull).asked?.slice(2)).toEqual(['--format', 'github', '--base']);
    expect(runStep({ base: 'origin/next', affected: 'true' }, pull).asked?.slice(2)).toEqual([
      '--format',
      'github',
      '--base=origin/next',
      '--affected',
    ]);
  });

  it.each([
    '; touch sprung',
    '$(touch sprung)',
    '`touch sprung`',
    '"; touch sprung; "',
    '--prefix=/x',
    'file:../evil',
  ])('takes no command and no option from an input: %s', (hostile) => {
    const asVersion = runStep({ version: hostile });
    expect(asVersion).toMatchObject({ status: 2, installed: null, asked: null });
    expect(asVersion.stdout).toContain('::error::');
    const asBase = runStep({ base: hostile, affected: hostile });
    expect(asBase.asked?.slice(-1)).toEqual([`--base=${hostile}`]);
    for (const { root } of [asVersion, asBase])
      for (const place of ['code', 'temp', 'temp/banyan', ''])
        expect(existsSync(join(root, place, 'sprung'))).toBe(false);
    expect(runStep({ path: hostile }).asked).toBe(null);
  });
});
