import { spawnSync } from 'node:child_process';
import { chmodSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { sourceTree } from '../support/source-tree.ts';

interface Action {
  readonly inputs: Readonly<Record<string, { readonly default: string }>>;
  readonly runs: { readonly using: string; readonly steps: readonly [{ readonly run: string }] };
}

const action = parse(readFileSync('action.yml', 'utf8')) as Action;

/** Runs the step with an `npx` and a `git` that only write down what they were asked. */
function runStep(base: string, gitSucceeds: boolean) {
  const root = sourceTree({
    'bin/npx': '#!/bin/sh\nprintf "%s\\n" "$@" > "$RUNNER_TEMP/asked"\n',
    'bin/git': `#!/bin/sh\necho '{"from":"git"}'\nexit ${gitSucceeds ? 0 : 128}\n`,
  });
  for (const name of ['npx', 'git']) chmodSync(join(root, 'bin', name), 0o755);
  mkdirSync(join(root, 'temp'));
  writeFileSync(join(root, 'step.sh'), action.runs.steps[0].run);
  const env = {
    PATH: `${join(root, 'bin')}:${process.env['PATH'] ?? ''}`,
    RUNNER_TEMP: join(root, 'temp'),
    BASE: base,
    VERSION: '0.1.0',
  };
  const { status } = spawnSync('bash', ['-euo', 'pipefail', join(root, 'step.sh')], { env });
  const read = (name: string) => readFileSync(join(root, 'temp', name), 'utf8');
  return { status, asked: read('asked').trimEnd().split('\n'), read, root };
}

describe('the GitHub Action', () => {
  it('is composite, so that no version of Node of the runner matters', () => {
    expect(action.runs.using).toBe('composite');
    expect(action.runs.steps[0].run).not.toContain('${{');
  });

  it('checks with annotations', () => {
    expect(runStep('', true)).toMatchObject({
      status: 0,
      asked: ['--yes', 'banyan@0.1.0', 'check', '--format', 'github'],
    });
  });

  it('compares with the baseline of the base, if it has one', () => {
    const known = runStep('origin/main', true);
    expect(known.asked.slice(-2)).toEqual(['--base-baseline', join(known.root, 'temp/base.json')]);
    expect(known.read('base.json')).toBe('{"from":"git"}\n');
    const unknown = runStep('origin/main', false);
    expect(unknown.status).toBe(0);
    expect(unknown.asked.at(-1)).toBe('github');
  });
});
