import { diagnosticCodes } from '../src/model/diagnostic-codes.ts';

const introduction = `# Diagnostics

Generated from \`src/model/diagnostic-codes.ts\` by \`npm run generate\`.

A diagnostic is something that did not stop the analysis but that a reader of the result must know. It is in \`diagnostics\` of \`analysis.json\` and in the report, with
its code, a message with the particulars, and its place. What stops a run is an [error](errors.md).

| code | severity | what happened | what it means | what to do |
|---|---|---|---|---|
`;

/** `docs/reference/diagnostics.md`: one row per code. */
export function diagnosticReference(): string {
  const rows = Object.entries(diagnosticCodes).map(
    ([code, { severity, title, effect, fix }]) =>
      `| \`${code}\` | ${severity} | ${title} | ${effect} | ${fix} |`,
  );
  return `${introduction}${rows.join('\n')}\n`;
}
