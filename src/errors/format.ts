import type { BanyanError } from './banyan-error.ts';

/** An error as the lines a person reads: what, where (one line per problem), how to fix. */
export function formatError(error: BanyanError): string {
  const lines = [`error ${error.code}: ${error.message}`];
  for (const problem of error.problems) lines.push(`  ${problem.where}: ${problem.what}`);
  lines.push(`fix: ${error.fix}`);
  return lines.join('\n');
}

/** An error as the document that `--json` prints in place of a result. */
export function errorDocument(error: BanyanError): object {
  return {
    schemaVersion: 1,
    error: { code: error.code, message: error.message, problems: error.problems, fix: error.fix },
  };
}
