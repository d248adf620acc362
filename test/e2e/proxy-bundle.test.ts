import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { copyFile, mkdtemp, readdir, readFile, writeFile } from 'node:fs/promises';
import { createServer, get, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { expect, it } from 'vitest';

/** What the image holds: package.json and dist/proxy, in a folder without any installed package. */
async function unpackedImage(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'banyan-image-'));
  const manifest = JSON.parse(await readFile('package.json', 'utf8')) as { scripts: Record<string, string> };
  const script = manifest.scripts['build:proxy'] ?? '';
  execFileSync('sh', ['-c', script.replace('--outdir=dist/proxy', `--outdir=${folder}/dist/proxy`)], {
    env: { ...process.env, PATH: `${process.cwd()}/node_modules/.bin:${process.env['PATH'] ?? ''}` },
  });
  await copyFile('package.json', join(folder, 'package.json'));
  return folder;
}

it('the bundle of the image runs alone, in workers too, and holds no compiler', async () => {
  const folder = await unpackedImage();
  const files = await readdir(join(folder, 'dist/proxy'));
  const code = await Promise.all(files.map((file) => readFile(join(folder, 'dist/proxy', file), 'utf8')));
  expect(code.join('\n')).not.toMatch(/oxc-parser|ts-morph|graphology/);

  const monolith = createServer((_, response) => response.end('monolith'));
  await once(monolith.listen(0, '127.0.0.1'), 'listening');
  const { port } = monolith.address() as AddressInfo;
  await writeFile(
    join(folder, 'proxy.yaml'),
    `version: banyan/v1
listen: {port: 0}
workers: 2
clusters: {monolith: {destinations: [{address: "http://127.0.0.1:${port}"}]}}
`,
  );
  const child = spawn(process.execPath, ['dist/proxy/proxy-bin.js', 'proxy', 'run', '--json'], {
    cwd: folder,
    env: { PATH: process.env['PATH'] },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  try {
    const [line] = (await once(child.stdout.setEncoding('utf8'), 'data')) as [string];
    const { listening } = JSON.parse(line) as { listening: string };
    const [response] = (await once(get(`${listening}/a`, { agent: false }), 'response')) as [IncomingMessage];
    expect(await text(response)).toBe('monolith');
    child.kill('SIGTERM');
    const [exitCode] = (await once(child, 'exit')) as [number];
    expect(exitCode).toBe(0);
  } finally {
    child.kill('SIGKILL');
    monolith.close();
  }
});
