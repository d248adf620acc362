import { resolve } from 'node:path';
import { BanyanError } from '../../errors/banyan-error.ts';
import type { Command } from '../command.ts';

export const diffCommand: Command = {
  name: 'diff',
  summary: 'say what is different between two analyses; nothing where nothing is',
  arguments: [
    { syntax: '<before>', summary: 'the earlier analysis' },
    { syntax: '[after]', summary: 'the later one; banyan-report/analysis.json when not given' },
  ],
  options: [
    { flags: '--markdown', summary: 'as Markdown, for a pull request' },
    { flags: '--exit-code', summary: 'exit with 1 where something is different' },
  ],
  examples: ['banyan diff main/analysis.json', 'banyan diff old.json new.json --markdown'],
  async run({
    arguments: [before = '', after = 'banyan-report/analysis.json'],
    options,
    terminal,
    workingFolder,
  }) {
    if (options['markdown'] === true && options['json'] === true)
      throw new BanyanError('USAGE', '--markdown and --json exclude each other');
    const [{ changesMarkdown, compareAnalyses, isSame, renderChanges }, { readAnalysis }] = await Promise.all(
      [import('../../report/index.ts'), import('../read-analysis.ts')],
    );
    const read = (name: string) => readAnalysis(resolve(workingFolder, name), name);
    const changes = compareAnalyses(await read(before), await read(after));
    const isDifferent = !isSame(changes);
    if (options['json'] === true) terminal.result(JSON.stringify({ schemaVersion: 1, ...changes }, null, 2));
    else if (isDifferent)
      terminal.result(
        options['markdown'] === true
          ? changesMarkdown(changes).trimEnd()
          : renderChanges(changes, { paint: terminal.colors, width: terminal.width }),
      );
    if (isDifferent) {
      const { appeared, changed, renamed } = changes.contexts;
      const context = appeared[0] ?? changed[0]?.id ?? renamed[0]?.to;
      const from = after === 'banyan-report/analysis.json' ? '' : ` --from ${after}`;
      terminal.note(`\nNext: banyan ${context === undefined ? 'plan' : `explain ${context}`}${from}`);
    }
    return isDifferent && options['exitCode'] === true ? 1 : 0;
  },
};
