import { spawn } from 'node:child_process';
import { delimiter, isAbsolute, relative, sep } from 'node:path';

export interface GitRun {
  readonly arguments: readonly string[];
  /** A repository of our own, see `borrow-objects.ts`; git starts in it. */
  readonly folder: string;
  /** Where git is looked for, as in the variable PATH. */
  readonly searchPath: string;
  /** Nothing below this folder is ever run. */
  readonly untrusted: string;
  readonly timeoutMs: number;
  readonly maxBytes: number;
  readonly signal?: AbortSignal | undefined;
}

/**
 * Runs git and hands over what it prints; resolves with null, or with the reason why it failed.
 *
 * The only child process of Banyan. It gets an environment of its own, so that no `GIT_*` variable, no configuration of the
 * user, the system or the analysed repository, no pager, hook, filter, driver or credential helper has a say. Rejects
 * with the signal's reason, and with what `onData` throws.
 */
export function runGit(run: GitRun, onData: (chunk: Buffer) => void): Promise<string | null> {
  const { folder, searchPath, untrusted, timeoutMs, maxBytes, signal } = run;
  signal?.throwIfAborted();
  return new Promise((resolve, reject) => {
    const child = spawn('git', [...safeOptions, ...run.arguments], {
      cwd: folder,
      env: { ...environment(folder), PATH: trustedPath(searchPath, untrusted) },
      stdio: ['ignore', 'pipe', 'pipe'],
      windowsHide: true,
      timeout: timeoutMs,
      killSignal: 'SIGKILL',
      ...(signal && { signal }),
    });
    let bytes = 0;
    let complaint = '';
    let failure: { readonly error: unknown } | null = null;
    const stop = (error: unknown): void => {
      failure ??= { error };
      child.kill('SIGKILL');
    };
    child.stdout.on('data', (chunk: Buffer) => {
      bytes += chunk.length;
      if (failure) return;
      if (bytes > maxBytes) return stop(`git printed more than ${maxBytes} bytes`);
      try {
        onData(chunk);
      } catch (error) {
        stop(error);
      }
    });
    child.stderr.on('data', (chunk: Buffer) => {
      if (complaint.length < 2_000) complaint += chunk.toString('utf8');
    });
    child.on('error', (error: NodeJS.ErrnoException) => {
      failure ??= { error: error.code === 'ENOENT' ? 'git is not on the PATH' : error };
      // A program that was never started closes nothing.
      if (child.pid === undefined) settle(null, null);
    });
    child.on('close', (code, killedBy) => settle(code, killedBy));
    const settle = (code: number | null, killedBy: NodeJS.Signals | null): void => {
      if (signal?.aborted) return reject(signal.reason as Error);
      if (failure) {
        const { error } = failure;
        if (typeof error === 'string') resolve(error);
        else reject(error);
      } else if (killedBy !== null) resolve(`git did not finish within ${timeoutMs / 1000} seconds`);
      else resolve(code === 0 ? null : `git failed: ${firstLine(complaint, folder)}`);
    };
  });
}

const safeOptions = ['--no-pager', '--no-replace-objects', '--no-optional-locks', '--literal-pathspecs'];

function environment(folder: string): Record<string, string> {
  const systemRoot = process.env['SystemRoot'];
  return {
    GIT_DIR: folder,
    GIT_CEILING_DIRECTORIES: folder,
    GIT_CONFIG_NOSYSTEM: '1',
    GIT_CONFIG_SYSTEM: nullDevice,
    GIT_CONFIG_GLOBAL: nullDevice,
    GIT_ATTR_NOSYSTEM: '1',
    GIT_NO_LAZY_FETCH: '1',
    GIT_NO_REPLACE_OBJECTS: '1',
    GIT_OPTIONAL_LOCKS: '0',
    GIT_TERMINAL_PROMPT: '0',
    HOME: folder,
    XDG_CONFIG_HOME: folder,
    LC_ALL: 'C',
    TZ: 'UTC',
    // Windows starts no program without it.
    ...(systemRoot !== undefined && { SystemRoot: systemRoot }),
  };
}

const nullDevice = process.platform === 'win32' ? 'NUL' : '/dev/null';

/**
 * The folders of PATH that nobody but the user fills: `npx` puts `node_modules/.bin` of the working folder first, and the
 * analysed code may hold a program named git there.
 */
function trustedPath(searchPath: string, untrusted: string): string {
  return searchPath
    .split(delimiter)
    .filter((folder) => {
      if (!isAbsolute(folder) || folder.split(sep).includes('node_modules')) return false;
      const below = relative(untrusted, folder);
      return below !== '' && (below.startsWith('..') || isAbsolute(below));
    })
    .join(delimiter);
}

function firstLine(text: string, folder: string): string {
  const [line = ''] = text.trim().split('\n');
  const shown = line
    .replaceAll(folder, 'the repository')
    .replace(/\p{Cc}/gu, ' ')
    .slice(0, 200);
  return shown === '' ? 'it gave no reason' : shown;
}
