import { errorCodes } from '../src/errors/codes.ts';

const introduction = `# Errors

Generated from \`src/errors/codes.ts\` by \`npm run generate\`.

An error says what went wrong, where (every place at once) and how to fix it; with \`--json\` it is a document with \`error.code\`, which is
\`DEFECT\` or \`INTERRUPTED\` for the last two exit codes.

| exit code | meaning |
|---|---|
| 0 | fine |
| 1 | findings: the run worked, and what it found should stop a pipeline |
| 2 | yours to fix: the command line, a path, a configuration, an address |
| 70 | ours to fix: a defect in Banyan |
| 130 | interrupted before there was a result |

| code | what happened | what to do | exit code |
|---|---|---|---|
`;

/** `docs/reference/errors.md`: one row per code. */
export function errorReference(): string {
  const rows = Object.entries(errorCodes).map(
    ([code, { title, fix, exitCode }]) => `| \`${code}\` | ${title} | ${fix} | ${exitCode} |`,
  );
  return `${introduction}${rows.join('\n')}\n`;
}
