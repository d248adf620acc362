import { execFile, execFileSync } from 'node:child_process';
import { copyFile, mkdir, mkdtemp, readFile, symlink, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { expect, it } from 'vitest';

const consumer = `
import { BanyanError, createProxy, loadSetup, setupOf, type Proxy } from 'banyan/proxy';
import { embed, type Embedded } from 'banyan/embed';

const setup = setupOf({
  version: 'banyan/v1',
  listen: { port: 0 },
  clusters: { monolith: { destinations: [{ address: process.argv[2] }] } },
});
const lines: string[] = [];
const proxy: Proxy = createProxy(setup, { log: (more) => lines.push(more) });
const [address] = await proxy.start();
const answer = await fetch(\`http://127.0.0.1:\${address?.port}/a\`);
console.log(answer.status, await answer.text());
proxy.swap(setup);
await proxy.stop({ graceMs: 100 });
console.log(JSON.parse(lines.join('')).path, proxy.report().status.state);
const embedded: Embedded = embed(setup);
await embedded.stop();
try {
  setupOf({ version: 'banyan/v1', clusters: {} });
} catch (error) {
  if (error instanceof BanyanError) console.log(error.code, error.problems.length);
}
await loadSetup('missing.yaml').catch((error: unknown) => console.log((error as BanyanError).code));
`;

it('a program imports the proxy and the embedded one from the package, with types', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'banyan-api-'));
  const manifest = JSON.parse(await readFile('package.json', 'utf8')) as { scripts: Record<string, string> };
  const script = (manifest.scripts['build:api'] ?? '')
    .replace('--outdir=dist/api', `--outdir=${folder}/banyan/dist/api`)
    .replace('tsconfig.api.json', `tsconfig.api.json --outDir ${folder}/banyan/dist/types`);
  const environment = {
    ...process.env,
    PATH: `${resolve('node_modules/.bin')}:${process.env['PATH'] ?? ''}`,
  };
  execFileSync('sh', ['-c', script], { env: environment, stdio: 'pipe' });
  await copyFile('package.json', join(folder, 'banyan/package.json'));
  await mkdir(join(folder, 'node_modules'));
  await symlink('../banyan', join(folder, 'node_modules/banyan'));
  for (const name of ['zod', 'yaml', '@types', 'undici-types'])
    await symlink(resolve('node_modules', name), join(folder, 'node_modules', name));
  await symlink(resolve('node_modules'), join(folder, 'banyan/node_modules'));
  await writeFile(join(folder, 'package.json'), '{"type": "module"}');
  await writeFile(join(folder, 'consumer.ts'), consumer);
  const options = [
    '--strict',
    '--skipLibCheck',
    '--module',
    'nodenext',
    '--target',
    'es2023',
    '--types',
    'node',
    '--exactOptionalPropertyTypes',
  ];
  execFileSync('tsc', [...options, 'consumer.ts'], { cwd: folder, env: environment, stdio: 'pipe' });

  const monolith = createServer((_, response) => response.end('monolith'));
  await once(monolith.listen(0, '127.0.0.1'), 'listening');
  const { port } = monolith.address() as AddressInfo;
  try {
    const child = execFile(process.execPath, ['consumer.js', `http://127.0.0.1:${port}`], { cwd: folder });
    let output = '';
    child.stdout?.on('data', (text: string) => (output += text));
    child.stderr?.on('data', (text: string) => (output += text));
    await once(child, 'close');
    expect(output.trimEnd().split('\n')).toEqual([
      '200 monolith',
      '/a stopped',
      'CONFIG_INVALID 1',
      'PATH_MISSING',
    ]);
  } finally {
    monolith.close();
  }
}, 180_000);
