/** One row per way in which a user's run can end without a result; `docs/reference/errors.md` is tested against it. */
interface ErrorRow {
  readonly title: string;
  readonly fix: string;
  readonly exitCode: 1 | 2;
}

export const errorCodes = {
  USAGE: {
    title: 'The command line was not understood',
    fix: 'Run the command with --help to see its arguments and options.',
    exitCode: 2,
  },
  PATH_MISSING: {
    title: 'The path does not exist or cannot be read',
    fix: 'Check the spelling and the permissions, or pass the folder that holds the source.',
    exitCode: 2,
  },
  NO_SOURCE_FILES: {
    title: 'No TypeScript or JavaScript source was found',
    fix: 'Pass the folder that holds the source, e.g. `banyan analyze apps/api`.',
    exitCode: 2,
  },
  NOTHING_PARSED: {
    title: 'Source files were found but none could be parsed',
    fix: 'Check that the files are TypeScript or JavaScript text; the reasons are listed above.',
    exitCode: 2,
  },
  IMPORTS_UNRESOLVED: {
    title: 'Too many relative imports lead nowhere',
    fix: 'Analyse the folder that holds the whole source tree, or raise --max-unresolved.',
    exitCode: 2,
  },
  OUTPUT_UNWRITABLE: {
    title: 'The result could not be written',
    fix: 'Choose another folder with --output, or fix its permissions.',
    exitCode: 2,
  },
  PAGE_NOT_BUILT: {
    title: 'The code of the HTML page is missing in this installation',
    fix: 'Run `npm run build` in a checkout, or install the package again; the other formats need nothing.',
    exitCode: 2,
  },
  TRACES_INVALID: {
    title: 'A file with traces cannot be used',
    fix: "Pass OTLP/JSON as the collector's file exporter writes it (one export request a line), or the exchange log of the proxy.",
    exitCode: 2,
  },
  CONFIG_INVALID: {
    title: 'The configuration is not valid',
    fix: 'Correct the listed places; every problem is shown at once.',
    exitCode: 2,
  },
  DOCUMENT_INVALID: {
    title: 'The file is not an analysis document of this version',
    fix: 'Write it again with `banyan analyze`.',
    exitCode: 2,
  },
  MERGE_BASE_UNREADABLE: {
    title: 'What is compared with what was there before cannot read that',
    fix: 'Fetch the whole history (`fetch-depth: 0`, `git fetch --unshallow`) and name a branch of this clone with --base.',
    exitCode: 2,
  },
  ADDRESS_UNAVAILABLE: {
    title: 'The proxy cannot listen on its address',
    fix: 'Choose another port or stop what uses it; port 0 takes any free one.',
    exitCode: 2,
  },
} as const satisfies Record<string, ErrorRow>;

export type ErrorCode = keyof typeof errorCodes;
