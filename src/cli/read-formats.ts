import { BanyanError } from '../errors/banyan-error.ts';
import type { Analysis } from '../model/analysis.ts';
import type { ReportFormat } from '../report/index.ts';
import type { OutputFile } from './output-folder.ts';
import { readPageCode } from './read-page-code.ts';

/** The formats that `--format` names, in the order of the registry; throws USAGE for a name that it does not have. */
export function readFormats(option: unknown, known: readonly ReportFormat[]): ReportFormat[] {
  const wanted = String(option)
    .split(',')
    .map((name) => name.trim());
  const unknown = wanted.filter((name) => !known.some((format) => format.name === name));
  if (unknown.length > 0) {
    const names = known.map(({ name }) => name).join(', ');
    throw new BanyanError('USAGE', `--format takes ${names}, not "${unknown.join(', ')}"`);
  }
  return known.filter(({ name }) => wanted.includes(name));
}

/** The files of a report. */
export function renderFiles(formats: readonly ReportFormat[], analysis: Analysis): Promise<OutputFile[]> {
  const resources = { pageCode: readPageCode };
  return Promise.all(
    formats.map(async ({ file, render }) => ({ name: file, text: await render(analysis, resources) })),
  );
}
