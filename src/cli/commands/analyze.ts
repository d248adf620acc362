import { join, relative, resolve, sep } from 'node:path';
import type { AnalyzeOptions, Progress } from '../../analyzer/index.ts';
import { BanyanError } from '../../errors/banyan-error.ts';
import type { Analysis } from '../../model/analysis.ts';
import type { Command, Invocation } from '../command.ts';
import type { AnalysisJob, JobEvents } from '../analysis-job.ts';
import { type Analyst, analystHere, analystInThread } from '../analyst.ts';
import { findCache } from '../cache-folder.ts';
import { openOutputFolder, type OutputFolder } from '../output-folder.ts';
import { readFormats, renderFiles } from '../read-formats.ts';
import { readPins } from '../read-pins.ts';
import { readPrevious } from '../read-previous.ts';
import { tuneRuntime } from '../tune-runtime.ts';
import { showWhatIf } from '../what-if.ts';
import { watchAndRun, type WatchedWork } from '../watch-and-run.ts';

export const analyzeCommand: Command = {
  name: 'analyze',
  summary: 'find the bounded contexts of a code base, how sure they are and what stands in the way',
  arguments: [
    { syntax: '[path]', summary: 'the folder that holds the source; the working folder by default' },
  ],
  options: [
    {
      flags: '--output <folder>',
      summary: 'where the report is written, from the working folder; the analysed code is only read',
      default: 'banyan-report',
    },
    {
      flags: '--format <list>',
      summary: 'files to write: json, md and others of `banyan report --help`',
      default: 'json,md',
    },
    {
      flags: '--max-file-size <size>',
      summary: 'larger files are named and not read, e.g. 500kB or 5MB',
      default: '1MB',
    },
    {
      flags: '--max-unresolved <share>',
      summary: 'share of relative imports that may lead nowhere, from 0 to 1',
      default: '0.2',
    },
    {
      flags: '--history-since <day>',
      summary:
        'read commits from this day on (YYYY-MM-DD) or "all"; 24 months before the newest when not given',
    },
    {
      flags: '--cache-dir <folder>',
      summary: 'where what was found is kept for the next run; the cache folder of the user by default',
    },
    { flags: '--no-cache', summary: 'keep nothing for the next run and use nothing of an earlier one' },
    {
      flags: '--traces <file...>',
      summary: 'what was observed at run time: OTLP/JSON lines, or the exchange log of the proxy',
    },
    {
      flags: '--from-depcruise <file>',
      summary: 'a dependency-cruiser result (--output-type json) as the graph, instead of source',
    },
    {
      flags: '--precise',
      summary: 'ask the type checker what receivers of calls are that syntax does not decide; slower',
    },
    { flags: '--watch', summary: 'stay, and write the report anew whenever the code changes' },
    {
      flags: '--config <file>',
      summary: 'what the team decided: pins; banyan.yaml in the analysed folder by default',
    },
    {
      flags: '--contexts <number>',
      summary: 'how many contexts there shall be, where the code has so many parts',
    },
    {
      flags: '--previous <file>',
      summary: 'an earlier analysis, whose context ids go on; the one in the output folder by default',
    },
    { flags: '--no-previous', summary: 'name the contexts anew, whatever an earlier analysis called them' },
    {
      flags: '--what-if <edits>',
      summary: "what would change with decisions such as 'move a.ts to orders; merge x, y'; writes nothing",
    },
    { flags: '--no-history', summary: 'read no commits: nothing is said about what changes together' },
  ],
  examples: [
    'banyan analyze',
    'banyan analyze apps/api --output review',
    "banyan analyze --what-if 'move src/price.ts to catalog; split orders'",
    'banyan analyze --json --quiet | jq .verdict',
  ],
  async run(invocation) {
    const { options } = invocation;
    tuneRuntime();
    if (options['watch'] === true && options['json'] === true)
      throw new BanyanError(
        'USAGE',
        '--watch and --json exclude each other: one goes on, the other is one document',
      );
    const analyst = invocation.hasThreads ? analystInThread() : analystHere();
    try {
      if (options['whatIf'] !== undefined) return await whatIf(invocation, analyst);
      const work = await prepare(invocation, analyst);
      const show = (analysis: Analysis) => print(invocation, analysis);
      if (options['watch'] === true) await watchAndRun(work, invocation, show);
      else await show(await work.run());
      return 0;
    } finally {
      await analyst.close();
    }
  },
};

function readGraphOption({ options, workingFolder, arguments: [path] }: Invocation): AnalysisJob['graph'] {
  const name = options['fromDepcruise'];
  if (typeof name !== 'string') return null;
  if (path !== undefined || options['watch'] === true)
    throw new BanyanError('USAGE', '--from-depcruise takes the place of a path, and is not watched');
  return { file: resolve(workingFolder, name), name };
}

async function whatIf(invocation: Invocation, analyst: Analyst): Promise<number> {
  const { signal, terminal, options } = invocation;
  if (options['watch'] === true)
    throw new BanyanError(
      'USAGE',
      '--what-if and --watch exclude each other: one looks once, the other goes on',
    );
  const job = await readJob(invocation);
  const cache = job.cache ?? 'process';
  const known = await readPrevious(invocation);
  await showWhatIf(invocation, await readPins(invocation, job.root), (pins, areWhatIf) =>
    analyst.analyze({ ...job, cache, pins, known, isUnpriced: areWhatIf }, eventsFor(terminal), signal),
  );
  return 0;
}

/** What to analyse, from the command line, but for what is read anew for every run. */
async function readJob(invocation: Invocation): Promise<Omit<AnalysisJob, 'pins' | 'known'>> {
  const { workingFolder, options, version } = invocation;
  const maxUnresolvedShare = readShare(invocation);
  const history = readHistoryOptions(invocation);
  const maxFileBytes = readSize(invocation);
  const output = resolve(workingFolder, String(options['output']));
  const root = resolve(workingFolder, invocation.arguments[0] ?? '.');
  const except = relative(root, output).replaceAll(sep, '/');
  const isWatched = options['watch'] === true;
  const cache = (await findCache(invocation, root)) ?? (isWatched ? 'process' : null);
  const limits = { maxUnresolvedShare, maxFileBytes };
  const traces = { files: readTraces(invocation), workingFolder };
  const graph = readGraphOption(invocation);
  const isPrecise = invocation.options['precise'] === true;
  const contexts = readContexts(invocation);
  return { root, except, version, cache, isWatched, limits, history, traces, graph, isPrecise, contexts };
}

function eventsFor(terminal: Invocation['terminal']): JobEvents {
  return {
    onProgress: (progress: Progress) => terminal.progress(describe(progress)),
    onWarning: (text: string) => terminal.warn(text),
  };
}

/** Checks everything that can be checked before the work. */
async function prepare(invocation: Invocation, analyst: Analyst): Promise<WatchedWork> {
  const { workingFolder, options, signal, terminal } = invocation;
  const { reportFormats } = await import('../../report/index.ts');
  const formats = readFormats(invocation.options['format'], reportFormats);
  const job = await readJob(invocation);
  const { root, except = '' } = job;
  const output = resolve(workingFolder, String(options['output']));
  const folder = await openOutputFolder(output, String(options['output']));
  const events = eventsFor(terminal);
  const run = async (): Promise<Analysis> => {
    const [pins, known] = [await readPins(invocation, root), await readPrevious(invocation)];
    const analysis = await analyst.analyze({ ...job, pins, known }, events, signal);
    terminal.progress('writing the report');
    await folder.write(await renderFiles(formats, analysis), signal);
    return analysis;
  };
  let isWritten = false;
  return {
    root,
    except,
    async run() {
      if (isWritten) return run();
      const analysis = await abandonUnless(folder, run);
      isWritten = true;
      return analysis;
    },
  };
}

async function print({ options, terminal }: Invocation, analysis: Analysis): Promise<void> {
  const { renderTerminal, reportFormats } = await import('../../report/index.ts');
  terminal.result(
    options['json'] === true
      ? JSON.stringify(analysis, null, 2)
      : renderTerminal(analysis, { paint: terminal.colors, width: terminal.width }),
  );
  const files = readFormats(options['format'], reportFormats).map(({ file }) => file);
  for (const { code, message } of analysis.diagnostics)
    if (code === 'CONTEXT_COUNT_MISSED') terminal.warn(message);
  terminal.note(closing(String(options['output']), files, analysis));
}

/** Runs what fills a folder; one that was made for it is removed again when that fails. */
async function abandonUnless<T>(folder: OutputFolder, fill: () => Promise<T>): Promise<T> {
  try {
    return await fill();
  } catch (error) {
    await folder.abandon();
    throw error;
  }
}

function readShare({ options }: Invocation): number {
  const text = String(options['maxUnresolved']);
  const share = Number(text);
  if (text.trim() === '' || !(share >= 0 && share <= 1)) {
    throw new BanyanError('USAGE', `--max-unresolved must be a number from 0 to 1, not "${text}"`);
  }
  return share;
}

function readContexts({ options }: Invocation): number | undefined {
  const text = options['contexts'];
  if (text === undefined) return undefined;
  const number = Number(text);
  if (Number.isInteger(number) && number >= 1 && number <= 1_000) return number;
  throw new BanyanError('USAGE', `--contexts must be a whole number from 1 to 1000, not "${String(text)}"`);
}

function readTraces({ options }: Invocation): readonly string[] {
  const files = options['traces'];
  return Array.isArray(files) ? (files as readonly string[]) : [];
}

/** Undefined where commits are not wanted. */
function readHistoryOptions({ options, environment }: Invocation): AnalyzeOptions['history'] {
  if (options['history'] === false) return undefined;
  const since = options['historySince'];
  if (typeof since === 'string' && since !== 'all' && !isDay(since)) {
    throw new BanyanError('USAGE', `--history-since takes a day as 2024-05-31, or all, not "${since}"`);
  }
  const searchPath = environment['PATH'] ?? environment['Path'] ?? '';
  return { searchPath, since: typeof since === 'string' ? since : undefined };
}

function isDay(text: string): boolean {
  const date = new Date(`${text}T00:00:00Z`);
  return (
    /^\d{4}-\d{2}-\d{2}$/.test(text) && !Number.isNaN(date.getTime()) && date.toISOString().startsWith(text)
  );
}

const units: Readonly<Record<string, number>> = { '': 1, kB: 1_000, MB: 1_000_000 };
/** Texts of this size and more do not fit into one string. */
const largestFileBytes = 500_000_000;

function readSize({ options }: Invocation): number {
  const text = String(options['maxFileSize']);
  const [, digits = '', unit = ''] = /^(\d{1,9})(kB|MB)?$/.exec(text) ?? [];
  const bytes = digits === '' ? 0 : Number(digits) * (units[unit] ?? 1);
  if (bytes >= 1 && bytes <= largestFileBytes) return bytes;
  throw new BanyanError('USAGE', `--max-file-size must be a size such as 5MB, at most 500MB, not "${text}"`);
}

const phases: Readonly<Record<Progress['phase'], string>> = {
  read: 'reading files',
  link: 'linking imports',
  history: 'reading commits',
  cluster: 'finding contexts',
  judge: 'judging the proposal',
};

function describe({ phase, done, total }: Progress): string {
  return total === 0 ? phases[phase] : `${phases[phase]} ${done}/${total}`;
}

function closing(output: string, files: readonly string[], { plan, routes }: Analysis): string {
  const written = `\nWrote ${files.map((file) => join(output, file)).join(' and ')}`;
  if (!files.includes('analysis.json'))
    return `${written}\nNext: banyan analyze --format json, which the other commands start from`;
  const from = join(output, 'analysis.json');
  const order = plan.steps.length > 0 ? `banyan plan --from ${from}\n      ` : '';
  if (routes.length > 0)
    return `${written}\nNext: ${order}banyan proxy init --from ${from} --monolith <origin, e.g. http://127.0.0.1:3000>`;
  const report = files.find((file) => file !== 'analysis.json');
  return report === undefined
    ? written
    : `${written}\nNext: read ${join(output, report)}; no route was found that a proxy could move`;
}
