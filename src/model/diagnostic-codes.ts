/** One row per kind of diagnostic; `docs/reference/diagnostics.md` is generated from it. */
interface DiagnosticRow {
  readonly severity: 'warning' | 'note';
  /** What happened. */
  readonly title: string;
  /** What it means for the result. */
  readonly effect: string;
  /** What a reader can do. */
  readonly fix: string;
}

const nothingToDo = 'Nothing, unless the part matters.';

export const diagnosticCodes = {
  ALIAS_UNREAD: {
    severity: 'note',
    title: 'An alias of a bundler, test runner or start-up file could not be read without running it',
    effect: 'Imports through it are unresolved.',
    fix: 'Repeat the alias under `paths` of the tsconfig.',
  },
  CHANNEL_UNKNOWN: {
    severity: 'note',
    title: 'What is sent or listened to is named by something that only a run knows',
    effect: 'Who sends and who listens may not meet; the name is shown as `{name}`.',
    fix: 'Name channels by constants, or read the places that are named.',
  },
  CODEOWNERS_UNREAD: {
    severity: 'note',
    title: 'CODEOWNERS, or lines of it, could not be used',
    effect: 'Owners are missing.',
    fix: 'Correct the lines that are named.',
  },
  CONFIG_UNUSABLE: {
    severity: 'warning',
    title:
      'A tsconfig or jsconfig is broken, extends itself, or extends what is missing or outside of the repository',
    effect: 'What it would say is replaced by defaults; aliases may be unresolved.',
    fix: 'Correct the file, or analyse the folder that holds all it extends.',
  },
  CONTEXT_COUNT_MISSED: {
    severity: 'warning',
    title: 'There are not as many contexts as `--contexts` asked for',
    effect: 'There are as many as the code has parts nearest to that.',
    fix: 'Ask for another number, or say with pins which modules belong together.',
  },
  CONTROLLER_UNREACHED: {
    severity: 'warning',
    title: 'A controller is in no module that an application was seen to import',
    effect: 'Its routes are listed with half the confidence, under the prefix of the application beside it.',
    fix: 'Check their paths before they go into the proxy.',
  },
  DATA_LIBRARY_SILENT: {
    severity: 'note',
    title: 'A library of data is used, and no access through it was found',
    effect: 'Entities and accesses may be missing; it may also only be configured there.',
    fix: 'Look at the places; `docs/reference/data-access.md` says what is recognised.',
  },
  DATA_LIBRARY_UNREAD: {
    severity: 'warning',
    title: 'A database or mapper is used that is not read',
    effect: 'Its entities, accesses and transactions are missing: contexts may share data that is not shown.',
    fix: 'Look at the places before a boundary is drawn through them.',
  },
  EVALUATION_LIMITED: {
    severity: 'warning',
    title: 'Start-up code does more, or holds more, than is followed',
    effect: 'Routes that depend on the rest may be missing.',
    fix: 'Look at the place; add missing routes to the proxy by hand.',
  },
  EVALUATION_STOPPED: {
    severity: 'warning',
    title: 'Start-up code nests too deeply to be followed',
    effect: 'Routes that the file registers may be missing.',
    fix: 'Look at the file; add missing routes to the proxy by hand.',
  },
  FILE_BINARY: {
    severity: 'warning',
    title: 'A source file is binary',
    effect: 'It is no part of the result.',
    fix: 'Rename or ignore it.',
  },
  FILE_NOT_REGULAR: {
    severity: 'note',
    title: 'A pipe, socket or device has the name of a source file',
    effect: 'It is not opened.',
    fix: 'Nothing.',
  },
  FILE_NOT_UTF8: {
    severity: 'note',
    title: 'A file has bytes that are not valid in its encoding',
    effect: 'They were replaced; names that contain them are wrong.',
    fix: 'Save the file as UTF-8.',
  },
  FILE_TOO_DEEP: {
    severity: 'warning',
    title: 'A file is nested too deeply to be parsed safely',
    effect: 'It is no part of the result.',
    fix: 'Ignore the file if it is generated.',
  },
  FILE_TOO_LARGE: {
    severity: 'warning',
    title: 'A file is larger than the limit',
    effect: 'It is no part of the result.',
    fix: 'Raise `--max-file-size`, or ignore the file if it is generated.',
  },
  FILE_UNPARSABLE: {
    severity: 'warning',
    title: 'A file could not be parsed at all',
    effect: 'It is no part of the result.',
    fix: 'Correct the file, or report it if it is valid.',
  },
  FILE_UNREADABLE: {
    severity: 'warning',
    title: 'A file that was listed could not be read: it is gone, or may not be read',
    effect: 'It is no part of the result.',
    fix: 'Correct its permissions, and leave the tree alone while it is read.',
  },
  FOLDERS_SKIPPED: {
    severity: 'note',
    title: 'Folders that usually hold build output were not read',
    effect: 'Source in them is missing.',
    fix: 'Analyse such a folder by its path if it holds source.',
  },
  FOLDER_UNREADABLE: {
    severity: 'warning',
    title: 'A folder could not be listed',
    effect: 'What is in it is no part of the result.',
    fix: 'Correct its permissions.',
  },
  FRONT_END_SET_ASIDE: {
    severity: 'note',
    title: 'Modules are a front end',
    effect:
      'They are a deployable of their own: each follows the context that it shows, and counts for no number, finding or verdict.',
    fix: 'Nothing; a pin makes a module a part of a context all the same.',
  },
  GRAPH_ONLY: {
    severity: 'warning',
    title: 'The graph is that of a dependency-cruiser result',
    effect:
      'Lines, routes, entities, events and commits are not known; contexts follow dependencies and names alone.',
    fix: 'Analyse the source.',
  },
  HISTORY_ABSENT: {
    severity: 'note',
    title: 'There is no history to read',
    effect: 'Nothing is said about what changes together.',
    fix: 'Analyse a clone with its history.',
  },
  HISTORY_CUT: {
    severity: 'note',
    title: 'Only a part of the history was read',
    effect: 'Counts of commits are those of that part.',
    fix: 'Choose another `--history-since`.',
  },
  HISTORY_PARTIAL: {
    severity: 'note',
    title: 'The clone is partial',
    effect: 'What it does not hold is not fetched.',
    fix: 'Fetch all objects first.',
  },
  HISTORY_SHALLOW: {
    severity: 'note',
    title: 'The clone is shallow',
    effect: 'Counts of commits are too low.',
    fix: 'Run `git fetch --unshallow`.',
  },
  HISTORY_UNREADABLE: {
    severity: 'warning',
    title: 'The history could not be read',
    effect: 'Nothing is said about what changes together.',
    fix: 'The message names the reason.',
  },
  IMPORTS_ABOVE_ROOT: {
    severity: 'note',
    title: 'Imports lead to files of the repository outside of the analysed folder',
    effect: 'What these files do, and what they use, is missing.',
    fix: 'Analyse the folder that holds both.',
  },
  LINK_SKIPPED: {
    severity: 'note',
    title: 'A symbolic link leads nowhere, in a circle or out of the project',
    effect: 'It is not followed.',
    fix: nothingToDo,
  },
  MANIFEST_UNREADABLE: {
    severity: 'warning',
    title: 'A package.json could not be used',
    effect: 'Its name, entries and dependencies are unknown.',
    fix: 'Correct the file.',
  },
  MARKUP_NOT_READ: {
    severity: 'note',
    title: 'Of Vue, Svelte and Astro components only the script blocks were read',
    effect: 'What templates use is missing.',
    fix: nothingToDo,
  },
  NAME_UNREADABLE: {
    severity: 'warning',
    title: 'Names of files are not UTF-8',
    effect: 'The files are no part of the result.',
    fix: 'Rename them.',
  },
  MODEL_DYNAMIC: {
    severity: 'note',
    title: 'Calls choose their model at run time',
    effect: 'The accesses are missing.',
    fix: 'Look at the places when their models matter.',
  },
  NOT_PART_OF_THE_APPLICATION: {
    severity: 'note',
    title:
      'Modules are in no context: tools, or programs without an entity, a route or a tie to what has one',
    effect: 'They do not count in the proposal.',
    fix: nothingToDo,
  },
  OPERATIONS_UNKNOWN: {
    severity: 'note',
    title: 'Operations of a framework are only known when the program runs',
    effect: 'They are missing.',
    fix: 'Look at the place; add what is missing to the proxy by hand.',
  },
  PACKAGE_NAME_TWICE: {
    severity: 'note',
    title: 'Two packages have one name',
    effect: 'Imports of the name lead to the one nearer to the root.',
    fix: 'Rename one, or leave it out of the workspaces.',
  },
  PIN_MAKES_CONTEXT: {
    severity: 'note',
    title: 'A pin leads to a context that would not be there without it',
    effect: 'The modules of the pin are a context of their own.',
    fix: 'Nothing if that is meant; else correct the name.',
  },
  PIN_MEANS_NOTHING: {
    severity: 'warning',
    title: 'A pin names a path that no module has',
    effect: 'That part of the pin decides nothing.',
    fix: 'Correct the path, or remove it.',
  },
  PIN_NOT_PRICED: {
    severity: 'note',
    title: 'What a pin costs was not worked out',
    effect: 'The pin holds; its price is unknown.',
    fix: 'Nothing; `banyan analyze --what-if` prices a single decision.',
  },
  PIN_WITHOUT_CONTEXT: {
    severity: 'warning',
    title: 'A pin is about a context that is not there',
    effect: 'It decides nothing.',
    fix: 'Correct the name.',
  },
  REQUESTS_UNKNOWN: {
    severity: 'warning',
    title: 'Requests were observed that fit no route',
    effect: 'Routes are missing, or something before the application answers them.',
    fix: 'Look at `runtime.unknown`; add missing routes to the proxy by hand.',
  },
  ROUTER_UNMOUNTED: {
    severity: 'warning',
    title: 'Routes are registered on a router that no application was seen to mount',
    effect: 'They are listed with half the confidence and without a prefix.',
    fix: 'Check their paths before they go into the proxy.',
  },
  ROUTES_BY_NAME: {
    severity: 'note',
    title: 'Routes stand under decorators of the project itself',
    effect: 'They are listed with less confidence; what stands before all of their paths is missing.',
    fix: 'Look at what registers the controllers, and add its prefix in the proxy.',
  },
  ROUTES_LIMITED: {
    severity: 'warning',
    title: 'Routers lead to more than 100,000 routes',
    effect: 'Those beyond are missing.',
    fix: 'Look for routers that are mounted in each other many times over.',
  },
  ROUTES_REWRITTEN: {
    severity: 'note',
    title: 'A configuration rewrites paths',
    effect: 'Requests may come in under other paths than those listed.',
    fix: 'Compare the rewrites with the routes of the proxy.',
  },
  ROUTES_UNREAD: {
    severity: 'warning',
    title: 'A package makes routes from something that is not read',
    effect: 'These routes are missing, and modules that only they lead to may look unused.',
    fix: 'Add the routes to the proxy by hand.',
  },
  SPANS_UNPLACED: {
    severity: 'warning',
    title: 'No span of the traces names a file or a class of the project',
    effect: 'Calls at run time say nothing about the contexts; requests still count.',
    fix: 'Instrument the code so that spans carry `code.file.path`, or are named `Class.method`.',
  },
  SQL_NOT_PARSED: {
    severity: 'note',
    title: 'A statement is SQL that cannot be parsed',
    effect: 'Its tables were picked by single words.',
    fix: nothingToDo,
  },
  SUBMODULE_ABSENT: {
    severity: 'warning',
    title: 'A submodule is not checked out',
    effect: 'What is in it is no part of the result; imports into it are unresolved.',
    fix: 'Run `git submodule update --init`.',
  },
  SYNTAX_ERROR: {
    severity: 'warning',
    title: 'A file has a syntax error',
    effect: 'What could be parsed counts, which may be nothing.',
    fix: 'Correct the place.',
  },
  TABLE_DYNAMIC: {
    severity: 'note',
    title: 'A table is named at run time',
    effect: 'The access is missing.',
    fix: 'Look at the place when its table matters.',
  },
  TABLE_UNDECLARED: {
    severity: 'note',
    title: 'A table is used that no migration or model declares',
    effect: 'It is listed as an entity of its own.',
    fix: 'Add the schema to the analysed folder, or correct the name.',
  },
  TRACES_EMPTY: {
    severity: 'warning',
    title: 'The traces hold no request and no span',
    effect: 'They say nothing.',
    fix: 'Check that the file was written while requests were served.',
  },
  TRACES_TRUNCATED: {
    severity: 'warning',
    title: 'The traces hold more spans than are kept',
    effect: 'Calls between modules are counted without the rest.',
    fix: 'Pass a shorter time.',
  },
} as const satisfies Record<string, DiagnosticRow>;
