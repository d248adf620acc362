import { mkdtempSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { commands } from '../../../src/cli/commands/index.ts';
import { plannedAnalysis } from '../../support/planned-analysis.ts';
import { runCli } from '../../support/run-cli.ts';

function folderWithAnalysis(): string {
  const folder = mkdtempSync(join(tmpdir(), 'banyan-report-'));
  writeFileSync(join(folder, 'a.json'), JSON.stringify(plannedAnalysis()));
  return folder;
}

const run = (folder: string, ...words: string[]) => runCli(words, commands, { workingFolder: folder });

describe('banyan report', () => {
  it('gives one format on stdout, and Markdown when none is named', async () => {
    const folder = folderWithAnalysis();
    const dot = await run(folder, 'report', 'a.json', '--format', 'dot');
    expect(dot).toMatchObject({ exitCode: 0, stderr: '' });
    expect(dot.stdout).toMatch(/^digraph contexts \{\n[\s\S]*\}\n$/);
    expect((await run(folder, 'report', 'a.json')).stdout).toMatch(/^# Bounded contexts\n/);
    expect((await run(folder, 'report', 'a.json', '--json')).stdout).toMatch(/^\{\n/);
  });

  it('writes several into a folder', async () => {
    const folder = folderWithAnalysis();
    const { exitCode, stdout, stderr } = await run(
      folder,
      'report',
      'a.json',
      '--format',
      'svg, csv',
      '--output',
      'out',
    );
    expect({ exitCode, stdout }).toEqual({ exitCode: 0, stdout: '' });
    expect(stderr).toContain('Wrote out/contexts.svg and out/modules.csv');
    expect(readdirSync(join(folder, 'out'))).toEqual(['contexts.svg', 'modules.csv']);
    expect(readFileSync(join(folder, 'out/contexts.svg'), 'utf8')).toContain('</svg>');
  });

  it('says what is wrong with what it was asked', async () => {
    const folder = folderWithAnalysis();
    const unknown = await run(folder, 'report', 'a.json', '--format', 'pdf');
    expect(unknown.exitCode).toBe(2);
    expect(unknown.stderr).toContain(
      '--format takes json, html, md, mermaid, dot, d2, svg, c4, sarif, github, junit, csv, not "pdf"',
    );
    const several = await run(folder, 'report', 'a.json', '--format', 'md,csv');
    expect(several.exitCode).toBe(2);
    expect(several.stderr).toContain('Name one format, or a folder with --output.');
    expect((await run(folder, 'report')).stderr).toContain(
      'Cannot read the analysis banyan-report/analysis.json',
    );
  });
});
