import type { Terminal } from './terminal.ts';

/**
 * One verb of the command line. `run` receives parsed arguments and returns an exit code; it prints only through the
 * terminal that it is given. Heavy code is imported inside `run`, so that `--help` stays instant.
 */
export interface Command {
  /** Words after `banyan`, e.g. `analyze` or `proxy run`. */
  readonly name: string;
  readonly summary: string;
  /** Commander syntax: `[path]` optional, `<file>` required. */
  readonly arguments: readonly CommandArgument[];
  readonly options: readonly CommandOption[];
  /** Shown under the options in `--help`. */
  readonly examples: readonly string[];
  run(invocation: Invocation): Promise<number>;
}

interface CommandArgument {
  readonly syntax: string;
  readonly summary: string;
}

interface CommandOption {
  /** Commander syntax: `--output <folder>` or `--json`. */
  readonly flags: string;
  readonly summary: string;
  readonly default?: string;
  readonly choices?: readonly string[];
}

export interface Invocation {
  /** In the order of `arguments`; undefined where an optional one is absent. */
  readonly arguments: readonly (string | undefined)[];
  /** By camel-cased long flag; a list where the flag can be repeated (`--header <pair...>`). */
  readonly options: Readonly<Record<string, string | boolean | readonly string[] | undefined>>;
  readonly terminal: Terminal;
  /** Version of Banyan. */
  readonly version: string;
  /** Absolute folder that relative arguments start from. */
  readonly workingFolder: string;
  readonly environment: Readonly<Record<string, string | undefined>>;
  /** The day, `YYYY-MM-DD`. */
  today(): string;
  /** Aborted on SIGINT and SIGTERM. */
  readonly signal: AbortSignal;
  /** Whether long work may go to a thread of its own. */
  readonly hasThreads: boolean;
  /** Calls back on a signal where the platform has it; returns a function that stops listening. */
  readonly onSignal: (signal: ControlSignal, listener: () => void) => () => void;
}

/** By habit: read the configuration and open the logs again; take fresh processes. */
export type ControlSignal = 'SIGHUP' | 'SIGUSR2';
