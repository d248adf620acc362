import { join, resolve } from 'node:path';
import { BanyanError } from '../../errors/banyan-error.ts';
import type { Command } from '../command.ts';
import { openOutputFolder } from '../output-folder.ts';
import { readFormats, renderFiles } from '../read-formats.ts';

export const reportCommand: Command = {
  name: 'report',
  summary: 'show an analysis in another form: pictures, findings for CI, tables',
  arguments: [{ syntax: '[analysis]', summary: 'the analysis; banyan-report/analysis.json when not given' }],
  options: [
    {
      flags: '--format <list>',
      summary:
        'html (a page to look around in), json, md, mermaid, dot, d2, svg, c4 (contexts as a picture), sarif, github, junit (findings), csv (modules)',
      default: 'md',
    },
    { flags: '--output <folder>', summary: 'write files there; one format goes to stdout when not given' },
  ],
  examples: [
    'banyan report --format svg > contexts.svg',
    'banyan report --format sarif,junit --output banyan-report',
  ],
  async run({
    arguments: [asked = 'banyan-report/analysis.json'],
    options,
    terminal,
    workingFolder,
    signal,
  }) {
    const [{ reportFormats }, { readAnalysis }] = await Promise.all([
      import('../../report/index.ts'),
      import('../read-analysis.ts'),
    ]);
    const formats = readFormats(options['json'] === true ? 'json' : options['format'], reportFormats);
    const output = options['output'];
    if (typeof output !== 'string' && formats.length > 1)
      throw new BanyanError('USAGE', 'Several formats do not fit into one stream', {
        fix: 'Name one format, or a folder with --output.',
      });
    const files = await renderFiles(formats, await readAnalysis(resolve(workingFolder, asked), asked));
    if (typeof output !== 'string') {
      terminal.result((files[0]?.text ?? '').replace(/\r?\n$/, ''));
      return 0;
    }
    const folder = await openOutputFolder(resolve(workingFolder, output), output);
    await folder.write(files, signal);
    terminal.note(`Wrote ${files.map(({ name }) => join(output, name)).join(' and ')}`);
    terminal.note(`Next: banyan plan${asked === 'banyan-report/analysis.json' ? '' : ` --from ${asked}`}`);
    return 0;
  },
};
