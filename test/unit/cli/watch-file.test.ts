import { mkdir, mkdtemp, rename, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { watchFile } from '../../../src/cli/watch-file.ts';

/** Resolves with the first change that is seen after `change`. */
function changeSeen(file: string, change: () => Promise<void>): Promise<void> {
  return new Promise((resolve, reject) => {
    const stop = watchFile(
      file,
      () => {
        stop();
        resolve();
      },
      reject,
    );
    change().catch(reject);
  });
}

describe('watchFile', () => {
  it('sees a file that is written in place', async () => {
    const file = join(await mkdtemp(join(tmpdir(), 'banyan-watch-')), 'proxy.yaml');
    await writeFile(file, '1');
    await changeSeen(file, () => writeFile(file, '2'));
  });

  it('sees a file that is replaced, again and again', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'banyan-watch-'));
    const file = join(folder, 'proxy.yaml');
    await writeFile(file, '1');
    for (const content of ['2', '3'])
      await changeSeen(file, async () => {
        await writeFile(join(folder, 'next'), content);
        await rename(join(folder, 'next'), file);
      });
  });

  it('sees the swap of a mounted Kubernetes configuration', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'banyan-watch-'));
    for (const version of ['..1', '..2']) {
      await mkdir(join(folder, version));
      await writeFile(join(folder, version, 'proxy.yaml'), version);
    }
    await symlink('..1', join(folder, '..data'));
    await symlink(join('..data', 'proxy.yaml'), join(folder, 'proxy.yaml'));
    await changeSeen(join(folder, 'proxy.yaml'), async () => {
      await symlink('..2', join(folder, '..next'));
      await rename(join(folder, '..next'), join(folder, '..data'));
    });
  });

  it('sees a change behind a symbolic link to another folder', async () => {
    const [folder, elsewhere] = await Promise.all([
      mkdtemp(join(tmpdir(), 'banyan-watch-')),
      mkdtemp(join(tmpdir(), 'banyan-watch-')),
    ]);
    await writeFile(join(elsewhere, 'real.yaml'), '1');
    await symlink(join(elsewhere, 'real.yaml'), join(folder, 'proxy.yaml'));
    await changeSeen(join(folder, 'proxy.yaml'), () => writeFile(join(elsewhere, 'real.yaml'), '2'));
  });

  it('sees another target of a link within the folder', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'banyan-watch-'));
    for (const name of ['blue.yaml', 'green.yaml']) await writeFile(join(folder, name), name);
    await symlink('blue.yaml', join(folder, 'proxy.yaml'));
    await changeSeen(join(folder, 'proxy.yaml'), async () => {
      await symlink('green.yaml', join(folder, 'next'));
      await rename(join(folder, 'next'), join(folder, 'proxy.yaml'));
    });
  });

  it('does not look at other files of the folder, and stops when told', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'banyan-watch-'));
    const file = join(folder, 'proxy.yaml');
    await writeFile(file, '1');
    let seen = 0;
    const stop = watchFile(
      file,
      () => seen++,
      (cause) => expect.unreachable(String(cause)),
    );
    await writeFile(join(folder, 'access.log'), 'x');
    // A second watcher has seen the same events once it sees a later change.
    await changeSeen(join(folder, 'later.yaml'), () => writeFile(join(folder, 'later.yaml'), 'x'));
    expect(seen).toBe(0);
    stop();
    await writeFile(file, '2');
    await changeSeen(join(folder, 'last.yaml'), () => writeFile(join(folder, 'last.yaml'), 'x'));
    expect(seen).toBe(0);
  });

  it('says that it cannot watch where there is no folder', () => {
    const failures: unknown[] = [];
    watchFile(join(tmpdir(), 'banyan-no-such-folder', 'proxy.yaml'), expect.unreachable, (cause) =>
      failures.push(cause),
    )();
    expect(failures).toHaveLength(1);
  });
});
