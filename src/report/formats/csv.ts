import { printable } from '../../lib/printable.ts';
import type { ReportFormat } from '../report-format.ts';

export const csvFormat: ReportFormat = {
  name: 'csv',
  file: 'modules.csv',
  purpose: 'one line a module with its context, for a spreadsheet',
  render({ modules }) {
    const rows = modules.map(({ path, lines, role, context, confidence, band, rival, owners }) => [
      path,
      String(lines),
      role,
      context ?? '',
      context === null ? '' : String(confidence),
      band ?? '',
      rival?.context ?? '',
      owners?.join(' ') ?? '',
    ]);
    const header = ['path', 'lines', 'role', 'context', 'confidence', 'band', 'rival', 'owners'];
    return [header, ...rows].map((cells) => `${cells.map(cell).join(',')}\r\n`).join('');
  },
};

/** RFC 4180; what a spreadsheet would take for a formula, in wide characters too, gets an apostrophe before it. */
function cell(text: string): string {
  const plain = printable(text);
  const harmless = /^\s*[=+\-@＝＋－＠]/.test(plain) ? `'${plain}` : plain;
  return /[",\r\n']/.test(harmless) ? `"${harmless.replaceAll('"', '""')}"` : harmless;
}
