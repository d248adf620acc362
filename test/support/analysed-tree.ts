import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'vitest';
import { commands } from '../../src/cli/commands/index.ts';
import { type Analysis, analysisSchema } from '../../src/model/analysis.ts';
import { runCli } from './run-cli.ts';
import { sourceTree } from './source-tree.ts';

/** What must stand whatever lies beside it: a module that uses another one, and a route. */
export const sound = {
  'src/dep.ts': 'export const dep = 1;\n',
  'src/good.ts':
    "import express from 'express';\nimport { dep } from './dep';\nconst app = express();\napp.get('/good', () => dep);\n",
};

export interface AnalysedTree {
  readonly analysis: Analysis;
  /** The Markdown report. */
  readonly report: string;
  /** `CODE path` or `CODE` of every diagnostic, but for the missing history. */
  readonly said: readonly string[];
  readonly paths: readonly string[];
}

/** Analyses a tree by the command line; the sound part of it must be complete, and nothing may end the run. */
export async function analysed(
  files: Readonly<Record<string, string | Buffer>>,
  prepare: (root: string) => void = () => undefined,
  ...options: readonly string[]
): Promise<AnalysedTree> {
  const root = sourceTree({ ...sound, ...files });
  prepare(root);
  return analysedAt(root, ...options);
}

export async function analysedAt(root: string, ...options: readonly string[]): Promise<AnalysedTree> {
  const workingFolder = sourceTree({});
  const { exitCode, stderr } = await runCli(['analyze', root, '--quiet', ...options], commands, {
    workingFolder,
    environment: { PATH: process.env['PATH'] ?? '' },
  });
  expect({ exitCode, stderr }).toEqual({ exitCode: 0, stderr: '' });
  const read = (name: string) => readFileSync(join(workingFolder, 'banyan-report', name), 'utf8');
  const analysis = analysisSchema.parse(JSON.parse(read('analysis.json')));
  expect(analysis.dependencies).toContainEqual(
    expect.objectContaining({ from: 'src/good.ts', to: 'src/dep.ts' }),
  );
  expect(analysis.routes.map(({ path }) => path)).toContain('/good');
  return {
    analysis,
    report: read('report.md'),
    said: analysis.diagnostics
      .filter(({ code }) => code !== 'HISTORY_ABSENT' && code !== 'NOT_PART_OF_THE_APPLICATION')
      .map(({ code, location }) => [code, ...(location ? [location.path] : [])].join(' ')),
    paths: analysis.modules.map(({ path }) => path),
  };
}
