import { join, relative, resolve, sep } from 'node:path';
import type { Progress } from '../../analyzer/index.ts';
import { BanyanError } from '../../errors/banyan-error.ts';
import type { Analysis } from '../../model/analysis.ts';
import type { Command, Invocation } from '../command.ts';
import type { AnalysisJob, JobEvents } from '../analysis-job.ts';
import { type Analyst, analystHere, analystInThread } from '../analyst.ts';
import { findCache } from '../cache-folder.ts';
import { codeOptions, historyOptions, readHistoryOptions, readLimits } from '../code-options.ts';
import { describeProgress } from '../describe-progress.ts';
import { openOutputFolder, type OutputFolder } from '../output-folder.ts';
import { readFormats, renderFiles } from '../read-formats.ts';
import { readPageCode } from '../read-page-code.ts';
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
      summary: 'files to write: json, html, md and others of `banyan report --help`',
      default: 'json,html,md',
    },
    ...codeOptions,
    ...historyOptions,
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
  const output = resolve(workingFolder, String(options['output']));
  const root = resolve(workingFolder, invocation.arguments[0] ?? '.');
  const except = relative(root, output).replaceAll(sep, '/');
  const isWatched = options['watch'] === true;
  const cache = (await findCache(invocation, root)) ?? (isWatched ? 'process' : null);
  const [limits, history] = [readLimits(invocation), readHistoryOptions(invocation)];
  const traces = { files: readTraces(invocation), workingFolder };
  const graph = readGraphOption(invocation);
  const isPrecise = invocation.options['precise'] === true;
  const contexts = readContexts(invocation);
  return { root, except, version, cache, isWatched, limits, history, traces, graph, isPrecise, contexts };
}

function eventsFor(terminal: Invocation['terminal']): JobEvents {
  return {
    onProgress: (progress: Progress) => terminal.progress(describeProgress(progress)),
    onWarning: (text: string) => terminal.warn(text),
  };
}

/** Checks everything that can be checked before the work. */
async function prepare(invocation: Invocation, analyst: Analyst): Promise<WatchedWork> {
  const { workingFolder, options, signal, terminal } = invocation;
  const { reportFormats } = await import('../../report/index.ts');
  const formats = readFormats(invocation.options['format'], reportFormats);
  // A build that lacks its page must not be noticed after minutes of work.
  if (formats.some(({ name }) => name === 'html')) await readPageCode();
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
