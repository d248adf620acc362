import {
  mkdirSync,
  readdirSync,
  readFileSync,
  statSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { cacheIn, userCacheFolder } from '../../../src/cli/cache-folder.ts';
import { analyzeCommand } from '../../../src/cli/commands/analyze.ts';
import { runCli } from '../../support/run-cli.ts';
import { sourceTree } from '../../support/source-tree.ts';

const refuse = (reason: string): never => {
  throw new Error(reason);
};

function entriesIn(folder: string): string[] {
  return readdirSync(folder).map((name) => join(folder, name));
}

describe('the folder of what is remembered', () => {
  it('gives back what was kept under a name by the same program, and nothing else', async () => {
    const folder = join(sourceTree({}), 'cache');
    const cache = cacheIn({ folder, program: 'one' }, refuse);
    expect(await cache.recall('facts')).toBeNull();
    await cache.keep('facts', Buffer.from('first'));
    await cache.keep('facts', Buffer.from('second'));
    expect(String(await cache.recall('facts'))).toBe('second');
    expect(await cache.recall('proposal')).toBeNull();
    expect(await cacheIn({ folder, program: 'two' }, refuse).recall('facts')).toBeNull();
    expect(entriesIn(folder)).toHaveLength(1);
  });

  it('is for its owner only', async () => {
    const folder = join(sourceTree({}), 'cache');
    await cacheIn({ folder, program: 'one' }, refuse).keep('facts', Buffer.from('x'));
    const [entry] = entriesIn(folder);
    if (process.platform !== 'win32') {
      expect(statSync(folder).mode & 0o777).toBe(0o700);
      expect(statSync(entry as string).mode & 0o777).toBe(0o600);
    }
  });

  it('takes an entry that was cut, changed or replaced by a link for none, and writes it anew', async () => {
    const folder = join(sourceTree({}), 'cache');
    const cache = cacheIn({ folder, program: 'one' }, refuse);
    await cache.keep('facts', Buffer.from('the facts'));
    const entry = entriesIn(folder)[0] as string;
    const whole = readFileSync(entry);
    const damaged = [
      whole.subarray(0, 40),
      whole.subarray(0, 3),
      Buffer.alloc(0),
      Buffer.from(whole).fill(0, 35),
    ];
    for (const bytes of damaged) {
      writeFileSync(entry, bytes);
      expect(await cache.recall('facts')).toBeNull();
    }
    const planted = join(sourceTree({ planted: whole }), 'planted');
    await cache.keep('facts', Buffer.from('the facts'));
    const other = cacheIn({ folder: join(folder, 'other'), program: 'one' }, refuse);
    mkdirSync(join(folder, 'other'));
    symlinkSync(planted, join(folder, 'other', entry.slice(folder.length + 1)));
    expect(await other.recall('facts')).toBeNull();
    await other.keep('facts', Buffer.from('again'));
    expect(String(await other.recall('facts'))).toBe('again');
    expect(readFileSync(planted)).toEqual(whole);
  });

  it('says when it cannot be written, and the work goes on', async () => {
    const reasons: string[] = [];
    const file = join(sourceTree({ file: 'x' }), 'file');
    const cache = cacheIn({ folder: file, program: 'one' }, (reason) => reasons.push(reason));
    await cache.keep('facts', Buffer.from('x'));
    expect(await cache.recall('facts')).toBeNull();
    expect(reasons).toHaveLength(1);
  });

  it('drops what was not used for longest when it grows too large', async () => {
    const folder = join(sourceTree({}), 'cache');
    const cache = cacheIn({ folder, program: 'one' }, refuse, 280);
    for (const [day, name] of ['a', 'b', 'c'].entries()) {
      await cache.keep(name, Buffer.alloc(60));
      for (const entry of entriesIn(folder))
        if (Date.now() - statSync(entry).mtimeMs < 86_400_000) utimesSync(entry, 0, 1_000 + day);
    }
    await cache.recall('a');
    await cache.keep('d', Buffer.alloc(60));
    const left = await Promise.all(['a', 'b', 'c', 'd'].map((name) => cache.recall(name)));
    expect(left.map((value) => value !== null)).toEqual([true, false, true, true]);
  });
});

describe('where it is', () => {
  it('is the cache folder of the platform, and nowhere without a home', () => {
    expect(userCacheFolder('linux', { HOME: '/home/ann' })).toBe('/home/ann/.cache/banyan');
    expect(userCacheFolder('linux', { HOME: '/home/ann', XDG_CACHE_HOME: '/x' })).toBe('/x/banyan');
    expect(userCacheFolder('darwin', { HOME: '/Users/ann' })).toBe('/Users/ann/Library/Caches/banyan');
    expect(userCacheFolder('linux', {})).toBeNull();
  });

  it('is never in the code that is analysed', async () => {
    const root = sourceTree({ 'src/a.ts': 'export const a = 1;\n' });
    for (const place of ['.', 'src/cache']) {
      const { exitCode, stderr } = await runCli(['analyze', '--cache-dir', place], [analyzeCommand], {
        workingFolder: root,
      });
      expect([exitCode, stderr]).toEqual([2, expect.stringContaining('lies in the folder that is analysed')]);
    }
    expect(readdirSync(root)).toEqual(['src']);
  });
});

describe('banyan analyze --cache-dir', () => {
  it('gives the same bytes from what it remembers, its report in the analysed folder or not', async () => {
    const root = sourceTree({ 'src/a.ts': "import './b';\n", 'src/b.ts': 'export const b = 1;\n' });
    const cache = join(sourceTree({}), 'cache');
    const analyze = (...args: string[]) =>
      runCli(['analyze', '--json', '--quiet', ...args], [analyzeCommand], { workingFolder: root });
    const cold = await analyze('--no-cache');
    const first = await analyze('--cache-dir', cache);
    const entries = entriesIn(cache);
    const written = entries.map((entry) => statSync(entry).ino);
    const second = await analyze('--cache-dir', cache);
    expect(entries).toHaveLength(6);
    expect(entries.map((entry) => statSync(entry).ino)).toEqual(written);
    expect([first.stdout, second.stdout]).toEqual([cold.stdout, cold.stdout]);
  });

  it('keeps nothing with --no-cache', async () => {
    const root = sourceTree({ 'src/a.ts': 'export const a = 1;\n' });
    const cache = join(sourceTree({}), 'cache');
    await runCli(['analyze', '--no-cache', '--cache-dir', cache], [analyzeCommand], { workingFolder: root });
    expect(() => readdirSync(cache)).toThrow('ENOENT');
  });
});
