import picocolors from 'picocolors';

/** Results go to stdout, everything else to stderr; colour and progress only where a person is looking. */
export interface Terminal {
  /** A line of the result. */
  result(text: string): void;
  /** A line for the person: what was written where, the next useful command. Silent with `--quiet`. */
  note(text: string): void;
  warn(text: string): void;
  error(text: string): void;
  /** Replaces the progress line; nothing where stderr is not a terminal, in CI, and with `--quiet`. */
  progress(text: string): void;
  readonly colors: Colors;
  /** Stdout itself, for more than lines. */
  readonly stdout: TerminalStreams['stdout'];
  /** Columns of stdout; 100 where it is not a terminal. */
  readonly width: number;
}

export type Colors = ReturnType<typeof picocolors.createColors>;

export interface TerminalStreams {
  readonly stdout: {
    write(text: string): unknown;
    readonly writableLength?: number;
    isTTY?: boolean;
    columns?: number;
  };
  readonly stderr: { write(text: string): unknown; isTTY?: boolean };
}

/**
 * A terminal over two streams. Colour follows NO_COLOR (no colour when set and not empty), then FORCE_COLOR, then
 * whether stdout is a terminal.
 */
export function createTerminal(
  { stdout, stderr }: TerminalStreams,
  environment: Readonly<Record<string, string | undefined>>,
  { quiet = false }: { quiet?: boolean } = {},
): Terminal {
  const colors = picocolors.createColors(wantsColor(stdout.isTTY === true, environment));
  const showsProgress = stderr.isTTY === true && !environment['CI'] && !quiet;
  let progressShown = false;
  const clearProgress = (): void => {
    if (progressShown) stderr.write('\r\u001b[2K');
    progressShown = false;
  };
  const say = (text: string): void => {
    clearProgress();
    stderr.write(`${text}\n`);
  };
  return {
    result(text) {
      clearProgress();
      stdout.write(`${text}\n`);
    },
    note(text) {
      if (!quiet) say(text);
    },
    warn: (text) => say(colors.yellow(text)),
    error: (text) => say(colors.red(text)),
    progress(text) {
      if (!showsProgress) return;
      stderr.write(`\r\u001b[2K${text}`);
      progressShown = true;
    },
    colors,
    stdout,
    width: stdout.columns ?? 100,
  };
}

function wantsColor(isTerminal: boolean, environment: Readonly<Record<string, string | undefined>>): boolean {
  if (environment['NO_COLOR']) return false;
  const forced = environment['FORCE_COLOR'];
  if (forced !== undefined && forced !== '') return forced !== '0' && forced !== 'false';
  return isTerminal && environment['TERM'] !== 'dumb';
}
