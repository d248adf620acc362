import { createHash } from 'node:crypto';
import { constants } from 'node:fs';
import { mkdir, open, readdir, readFile, rename, rm, stat, utimes, writeFile } from 'node:fs/promises';
import { join, relative, resolve, sep } from 'node:path';
import type { Memory } from '../analyzer/index.ts';
import { BanyanError } from '../errors/banyan-error.ts';
import type { Invocation } from './command.ts';

const maxEntryBytes = 1_000_000_000;
const digestBytes = 32;

/** Where entries are, and which program they are for. */
export interface CachePlace {
  readonly folder: string;
  /** Another build never reads what this one wrote. */
  readonly program: string;
}

/**
 * Where `analyze` remembers between runs: a folder of the user's and never in the analysed tree, so that who commits files
 * cannot plant an answer. Null with `--no-cache`, and where there is no folder for such things. Throws `USAGE` for a
 * `--cache-dir` inside of the analysed folder.
 */
export async function findCache(
  { options, environment, workingFolder }: Invocation,
  root: string,
): Promise<CachePlace | null> {
  if (options['cache'] === false) return null;
  const given = options['cacheDir'];
  const folder =
    typeof given === 'string'
      ? resolve(workingFolder, given)
      : userCacheFolder(process.platform, environment);
  if (folder === null) return null;
  const inside = relative(root, folder);
  if (inside === '' || !(inside.startsWith('..') || resolve(inside) === inside)) {
    throw new BanyanError('USAGE', `--cache-dir ${String(given)} lies in the folder that is analysed`);
  }
  return { folder, program: await programDigest() };
}

/** Where the platform wants caches; null without a home folder. */
export function userCacheFolder(platform: string, environment: Invocation['environment']): string | null {
  const home = environment['HOME'] || environment['USERPROFILE'];
  if (!home) return null;
  const base =
    platform === 'win32'
      ? (environment['LOCALAPPDATA'] ?? join(home, 'AppData', 'Local'))
      : platform === 'darwin'
        ? join(home, 'Library', 'Caches')
        : environment['XDG_CACHE_HOME'] || join(home, '.cache');
  return join(base, 'banyan');
}

/**
 * Entries are files of their own: a SHA-256 of the content, then the content. One that is cut, changed, too large, a link or
 * not the user's own is as good as none and is replaced. They are written whole or not at all. Beyond `maxTotalBytes` the
 * ones that were not used for longest go.
 */
export function cacheIn(
  { folder, program }: CachePlace,
  onFailure: (reason: string) => void,
  maxTotalBytes = 2_000_000_000,
): Memory {
  const fileOf = (name: string) => join(folder, `${hash(`${program} ${name}`).toString('hex')}.bin`);
  return {
    recall: (name, part) => readEntry(fileOf(name), part),
    async keep(name, value) {
      const file = fileOf(name);
      const draft = `${file}.${process.pid}.tmp`;
      try {
        if (value.length > maxEntryBytes) return;
        await mkdir(folder, { recursive: true, mode: 0o700 });
        await writeFile(draft, Buffer.concat([hash(value), value]), { flag: 'wx', mode: 0o600 });
        await rename(draft, file);
        await prune(folder, file, maxTotalBytes);
      } catch (error) {
        await rm(draft, { force: true }).catch(() => undefined);
        onFailure((error as Error).message);
      }
    },
  };
}

async function readEntry(file: string, part?: readonly [start: number, end: number]): Promise<Buffer | null> {
  try {
    const handle = await open(file, constants.O_RDONLY | (constants.O_NOFOLLOW ?? 0));
    try {
      const stats = await handle.stat();
      const isOwn = process.getuid === undefined || stats.uid === process.getuid();
      if (!stats.isFile() || !isOwn || stats.size > maxEntryBytes + digestBytes) return null;
      if (part) {
        const [start, end] = part;
        const found = Buffer.allocUnsafe(end - start);
        const { bytesRead } = await handle.read(found, 0, found.length, digestBytes + start);
        return bytesRead === found.length ? found : null;
      }
      const bytes = await handle.readFile();
      const value = bytes.subarray(digestBytes);
      if (!hash(value).equals(bytes.subarray(0, digestBytes))) return null;
      await utimes(file, new Date(), new Date()).catch(() => undefined);
      return value;
    } finally {
      await handle.close();
    }
  } catch {
    return null;
  }
}

/** Removes what was not used for longest, never the entry that was just written. */
async function prune(folder: string, written: string, maxTotalBytes: number): Promise<void> {
  const entries = [];
  for (const name of await readdir(folder)) {
    const file = join(folder, name);
    const stats = name.endsWith('.bin') ? await stat(file).catch(() => null) : null;
    if (stats) entries.push({ file, size: stats.size, usedAt: stats.mtimeMs });
  }
  let total = entries.reduce((sum, { size }) => sum + size, 0);
  for (const { file, size } of entries.sort((a, b) => a.usedAt - b.usedAt)) {
    if (total <= maxTotalBytes) return;
    if (file === written) continue;
    await rm(file, { force: true });
    total -= size;
  }
}

/** Digest of every file of the program: another build never reads what this one wrote. */
async function programDigest(): Promise<string> {
  const home = new URL('..', import.meta.url);
  const digest = createHash('sha256').update(process.version);
  const names = await readdir(home, { recursive: true });
  for (const name of names.filter((each) => /\.[jt]s$/.test(each)).sort()) {
    const path = name.split(sep).map(encodeURIComponent).join('/');
    digest.update(`\0${name}\0`).update(await readFile(new URL(path, home)));
  }
  return digest.update(await readFile(new URL('../package.json', home))).digest('hex');
}

function hash(content: Buffer | string): Buffer {
  return createHash('sha256').update(content).digest();
}
