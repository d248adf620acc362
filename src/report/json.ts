import type { Analysis } from '../model/analysis.ts';

/** The document as it is written to disk: two spaces of indentation, one newline at the end. */
export function renderJson(analysis: Analysis): string {
  return `${JSON.stringify(analysis, null, 2)}\n`;
}
