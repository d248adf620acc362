import type { BanyanError } from '../errors/banyan-error.ts';
import { reasonOf } from '../lib/reason-of.ts';
import { printable } from '../lib/printable.ts';

/** An error as the lines a person reads: what, why, where (one line per problem), how to fix. Names from outside are escaped. */
export function formatError(error: BanyanError): string {
  const { code, message, problems, hiddenProblems, cause, fix } = error;
  const reason = reasonOf(cause);
  return [
    `error ${code}: ${message}`,
    ...(reason === null ? [] : [`because: ${reason}`]),
    ...problems.map(({ where, what }) => `  ${where}: ${what}`),
    ...(hiddenProblems > 0 ? [`  and ${hiddenProblems} more`] : []),
    `fix: ${fix}`,
  ]
    .map(printable)
    .join('\n');
}

/** An error as the document that `--json` prints in place of a result. */
export function errorDocument({ code, message, problems, hiddenProblems, cause, fix }: BanyanError): object {
  const error = { code, message, reason: reasonOf(cause), problems, hiddenProblems, fix };
  return { schemaVersion: 1, error };
}
