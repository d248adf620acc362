import { sortedUnique } from '../../lib/ordered.ts';
import { fileOf } from '../../lib/place.ts';
import { sarifLog } from '../../lib/sarif.ts';
import type { Analysis } from '../../model/analysis.ts';
import { sentences } from '../text.ts';
import type { ReportFormat } from '../report-format.ts';

const levels = { error: 'error', warning: 'warning', info: 'note' } as const;

export const sarifFormat: ReportFormat = {
  name: 'sarif',
  file: 'findings.sarif',
  purpose: 'the findings in SARIF 2.1.0, for code scanning',
  render: ({ tool, findings, diagnostics, modules }) =>
    sarifLog(
      tool.version,
      findings.map(({ code, severity, title, why, fix, locations, contexts = [] }) => ({
        rule: code,
        level: levels[severity],
        text: sentences([`${title}.`, why, fix]),
        why: why || title,
        help: fix || title,
        places: placesOf(locations, contexts, modules),
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

/** What is about no place is shown at the first module of its contexts, else of all. */
function placesOf(
  [first, ...others]: readonly string[],
  contexts: readonly string[],
  modules: Analysis['modules'],
): [string, ...string[]] {
  if (first !== undefined) return [first, ...others];
  const about = modules.find(({ context }) => context !== null && contexts.includes(context)) ?? modules[0];
  return [`${about?.part?.file ?? about?.path ?? 'package.json'}:1`];
}
