import { githubCommand } from '../../lib/github-command.ts';
import { fileOf, lineOf } from '../../lib/place.ts';
import type { Finding } from '../../model/analysis.ts';
import { sentences } from '../text.ts';
import type { ReportFormat } from '../report-format.ts';

const levels: Readonly<Record<Finding['severity'], 'error' | 'warning' | 'notice'>> = {
  error: 'error',
  warning: 'warning',
  info: 'notice',
};

export const githubFormat: ReportFormat = {
  name: 'github',
  file: 'annotations.txt',
  purpose: 'the findings as annotations of a GitHub workflow; to be printed by a step',
  render: ({ findings }) =>
    findings
      .map(({ severity, code, title, why, fix, locations: [first] }) => {
        const place =
          first === undefined ? { file: null, line: 0 } : { file: fileOf(first), line: lineOf(first) };
        const text = sentences([why, fix]) || title;
        return `${githubCommand({ level: levels[severity], ...place, title: `${code}: ${title}`, text })}\n`;
      })
      .join(''),
};
