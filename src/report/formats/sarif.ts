import { sortedUnique } from '../../lib/ordered.ts';
import { fileOf } from '../../lib/place.ts';
import { sarifLog } from '../../lib/sarif.ts';
import type { ReportFormat } from '../report-format.ts';

const levels = { error: 'error', warning: 'warning', info: 'note' } as const;

export const sarifFormat: ReportFormat = {
  name: 'sarif',
  file: 'findings.sarif',
  purpose: 'the findings in SARIF 2.1.0, for code scanning',
  render: ({ tool, findings, diagnostics }) =>
    sarifLog(
      tool.version,
      findings.map(({ code, severity, title, why, fix, locations, contexts = [] }) => ({
        rule: code,
        level: levels[severity],
        text: `${title}. ${why} ${fix}`,
        places: locations,
        sameness: [...contexts, ...sortedUnique(locations.map(fileOf))],
      })),
      diagnostics.map(({ code, severity, message, location }) => ({
        code,
        level: severity,
        text: message,
        place: location === undefined ? null : `${location.path}:${location.line}`,
      })),
    ),
};
