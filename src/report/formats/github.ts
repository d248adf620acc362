import { printable } from '../../lib/printable.ts';
import type { Finding } from '../../model/analysis.ts';
import { fileOf, lineOf } from '../../lib/place.ts';
import type { ReportFormat } from '../report-format.ts';

const commands: Readonly<Record<Finding['severity'], string>> = {
  error: 'error',
  warning: 'warning',
  info: 'notice',
};

export const githubFormat: ReportFormat = {
  name: 'github',
  file: 'annotations.txt',
  purpose: 'the findings as annotations of a GitHub workflow; to be printed by a step',
  render({ findings }) {
    return findings
      .map(({ severity, code, title, why, fix, locations }) => {
        const [first] = locations;
        const properties = [
          ...(first === undefined ? [] : [`file=${property(fileOf(first))}`, `line=${lineOf(first)}`]),
          `title=${property(`${code}: ${title}`)}`,
        ];
        return `::${commands[severity]} ${properties.join(',')}::${data(`${why} ${fix}`)}\n`;
      })
      .join('');
  },
};

/** What ends a command, or a property of it, is escaped as the runner reads it. */
function data(text: string): string {
  return printable(text).replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A');
}

function property(text: string): string {
  return data(text).replaceAll(':', '%3A').replaceAll(',', '%2C');
}
