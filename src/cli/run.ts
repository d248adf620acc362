import { Command as Parser, CommanderError, Option } from 'commander';
import { BanyanError } from '../errors/banyan-error.ts';
import { printable } from '../lib/printable.ts';
import type { Command, ControlSignal, Invocation } from './command.ts';
import { errorDocument, formatError } from './format-error.ts';
import { createTerminal, type Terminal, type TerminalStreams } from './terminal.ts';

export const exitCodes = { fine: 0, findings: 1, usersToFix: 2, oursToFix: 70, interrupted: 130 } as const;

export interface Runtime extends TerminalStreams {
  readonly version: string;
  readonly workingFolder: string;
  readonly environment: Readonly<Record<string, string | undefined>>;
  /** The day, `YYYY-MM-DD`. */
  today(): string;
  readonly signal: AbortSignal;
  /** Whether long work may go to a thread of its own; it stays in this one when absent. */
  readonly hasThreads?: boolean;
  onSignal(signal: ControlSignal, listener: () => void): () => void;
}

/** Runs one command line (without `node` and the script) and returns its exit code; never throws, never exits. */
export async function run(
  argv: readonly string[],
  commands: readonly Command[],
  runtime: Runtime,
): Promise<number> {
  const isJson = argv.includes('--json');
  const terminal = createTerminal(runtime, runtime.environment, { quiet: argv.includes('--quiet') });
  let exitCode: number = exitCodes.fine;
  const parser = createParser(commands, runtime, terminal, (code) => {
    exitCode = code;
  });
  try {
    if (argv.length === 0) {
      terminal.result(parser.helpInformation().trimEnd());
      return exitCodes.fine;
    }
    await parser.parseAsync([...argv], { from: 'user' });
    return runtime.signal.aborted && exitCode !== exitCodes.fine ? exitCodes.interrupted : exitCode;
  } catch (error) {
    return reportFailure(error, terminal, {
      isJson,
      isInterrupted: runtime.signal.aborted,
      verb: argv[0] ?? '',
    });
  }
}

function reportFailure(
  error: unknown,
  terminal: Terminal,
  { isJson, isInterrupted, verb }: { isJson: boolean; isInterrupted: boolean; verb: string },
): number {
  if (error instanceof CommanderError) {
    if (error.exitCode === 0) return exitCodes.fine;
    if (isJson) terminal.result(JSON.stringify(errorDocument(usageError(error)), null, 2));
    return exitCodes.usersToFix;
  }
  if (error instanceof BanyanError) {
    if (isJson) terminal.result(JSON.stringify(errorDocument(error), null, 2));
    else terminal.error(formatError(error));
    return error.exitCode;
  }
  const without = (code: string, message: string): void => {
    if (isJson) terminal.result(JSON.stringify({ schemaVersion: 1, error: { code, message } }, null, 2));
  };
  if (isInterrupted) {
    const message = `banyan ${printable(verb)} was stopped before it had a result; nothing was written`;
    without('INTERRUPTED', message);
    terminal.error(`interrupted: ${message}`);
    return exitCodes.interrupted;
  }
  const stack = error instanceof Error ? (error.stack ?? error.message) : String(error);
  const detail = stack.split('\n').map(printable).join('\n');
  without('DEFECT', printable(error instanceof Error ? error.message : String(error)));
  terminal.error(`This is a defect in banyan; please report it with the lines below.\n${detail}`);
  return exitCodes.oursToFix;
}

function usageError(error: CommanderError): BanyanError {
  return new BanyanError('USAGE', error.message.replace(/^error: /, ''));
}

function createParser(
  commands: readonly Command[],
  runtime: Runtime,
  terminal: Terminal,
  finish: (exitCode: number) => void,
): Parser {
  const root = new Parser('banyan');
  root.description(
    'Moves a TypeScript or JavaScript monolith to services, one route at a time, with proof at every step.',
  );
  root.version(runtime.version, '-V, --version', 'print the version');
  configure(root, terminal);
  root.addHelpText('after', '\nNext: banyan analyze [path]   (needs no configuration, never runs your code)');
  for (const command of commands) {
    const words = command.name.split(' ');
    const parent = words.length === 1 ? root : findOrAddGroup(root, words[0] as string, terminal);
    addCommand(parent, words.at(-1) as string, command, runtime, terminal, finish);
  }
  return root;
}

/** Usage errors throw instead of exiting, and every parser of the tree writes to our streams. */
function configure(parser: Parser, terminal: Terminal): void {
  parser.exitOverride();
  parser.showSuggestionAfterError(true);
  parser.helpCommand(false);
  parser.configureOutput({
    writeOut: (text) => terminal.result(text.trimEnd()),
    writeErr: (text) => terminal.error(text.trimEnd()),
    outputError: (text, write) =>
      write(`${text.trimEnd()}\nfix: Run the command with --help to see its arguments and options.\n`),
  });
}

function findOrAddGroup(root: Parser, name: string, terminal: Terminal): Parser {
  const existing = root.commands.find((command) => command.name() === name);
  if (existing) return existing;
  const group = root.command(name);
  group.description(groupSummaries[name] ?? name);
  configure(group, terminal);
  return group;
}

const groupSummaries: Readonly<Record<string, string>> = {
  proxy: 'put the strangler proxy in front of the monolith',
};

function addCommand(
  parent: Parser,
  name: string,
  command: Command,
  runtime: Runtime,
  terminal: Terminal,
  finish: (exitCode: number) => void,
): void {
  const parser = parent.command(name);
  parser.description(command.summary);
  configure(parser, terminal);
  for (const { syntax, summary } of command.arguments) parser.argument(syntax, summary);
  for (const option of command.options) {
    const declared = new Option(option.flags, option.summary);
    if (option.default !== undefined) declared.default(option.default);
    if (option.choices) declared.choices([...option.choices]);
    parser.addOption(declared);
  }
  parser.option('--json', 'print the result as one JSON document');
  parser.option('--quiet', 'print nothing but the result');
  if (command.examples.length > 0)
    parser.addHelpText('after', `\nExamples:\n  ${command.examples.join('\n  ')}`);
  parser.action(async () => {
    const invocation: Invocation = {
      arguments: command.arguments.map((_, index) => parser.args[index]),
      options: parser.opts(),
      terminal,
      version: runtime.version,
      workingFolder: runtime.workingFolder,
      environment: runtime.environment,
      today: () => runtime.today(),
      signal: runtime.signal,
      hasThreads: runtime.hasThreads ?? false,
      onSignal: (signal, listener) => runtime.onSignal(signal, listener),
    };
    finish(await command.run(invocation));
  });
}
