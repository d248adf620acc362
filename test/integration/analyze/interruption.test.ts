import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { commands } from '../../../src/cli/commands/index.ts';
import { analysisSchema } from '../../../src/model/analysis.ts';
import { runCli } from '../../support/run-cli.ts';
import { sourceTree } from '../../support/source-tree.ts';

const files = Object.fromEntries(
  ['orders', 'users', 'catalog'].flatMap((feature) =>
    Array.from({ length: 12 }, (_, index) => [
      `src/${feature}/part-${index}.ts`,
      index === 0
        ? 'export const part = 0;\n'
        : `import { part as before } from './part-${index - 1}.ts';\nexport const part = before;\n`,
    ]),
  ),
);

/** Aborts after so many turns of the event loop. */
function abortAfter(turns: number): AbortSignal {
  const interruption = new AbortController();
  const wait = (left: number): void => {
    if (left === 0) interruption.abort();
    else setImmediate(() => wait(left - 1));
  };
  wait(turns);
  return interruption.signal;
}

it.each([0, 1, 3, 10, 30, 60, 90, 120, 150, 200])(
  'an interruption after %i turns of the event loop leaves a whole report or none',
  async (turns) => {
    const workingFolder = sourceTree(files);
    const { exitCode } = await runCli(['analyze', '--quiet'], commands, {
      workingFolder,
      signal: abortAfter(turns),
    });
    const report = join(workingFolder, 'banyan-report');
    const written = existsSync(report) ? readdirSync(report).sort() : [];
    if (exitCode === 0) {
      expect(written).toEqual(['analysis.json', 'index.html', 'report.md']);
      analysisSchema.parse(JSON.parse(readFileSync(join(report, 'analysis.json'), 'utf8')));
    } else {
      expect(exitCode).toBe(130);
      expect(written).toEqual([]);
    }
  },
);

it('an interruption during clustering ends with 130', async () => {
  const workingFolder = sourceTree(files);
  const { exitCode } = await runCli(['analyze', '--quiet'], commands, {
    workingFolder,
    signal: abortAfter(40),
  });
  expect(exitCode).toBe(130);
});
