import { resolve } from 'node:path';
import { BanyanError } from '../../errors/banyan-error.ts';
import { printable } from '../../lib/printable.ts';
import type { Command, Invocation } from '../command.ts';
import { counted } from '../counted.ts';
import { writeNew } from '../write-new.ts';

export const proxyInit: Command = {
  name: 'proxy init',
  summary: 'write a first proxy configuration from an analysis; it moves nothing yet',
  arguments: [],
  options: [
    { flags: '--from <file>', summary: 'the analysis', default: 'banyan-report/analysis.json' },
    { flags: '--output <file>', summary: 'the configuration to write', default: 'proxy.yaml' },
    { flags: '--monolith <origin>', summary: 'where the monolith runs', default: 'http://127.0.0.1:3000' },
    { flags: '--port <number>', summary: 'where the proxy will listen', default: '8080' },
    { flags: '--force', summary: 'replace an existing configuration' },
  ],
  examples: ['banyan proxy init --monolith http://127.0.0.1:3000'],
  async run(invocation) {
    const { terminal, workingFolder, options } = invocation;
    const [from, output] = [String(options['from']), String(options['output'])];
    const [{ isOrigin, proxyConfigFrom }, { readAnalysis }] = await Promise.all([
      import('../../config/index.ts'),
      import('../read-analysis.ts'),
    ]);
    const place = readPlace(invocation, isOrigin);
    const initial = proxyConfigFrom(await readAnalysis(resolve(workingFolder, from), from), place);
    await writeNew(resolve(workingFolder, output), output, initial.text, options['force'] === true);
    const { routes, routeSets, unwritten } = initial;
    if (options['json'] === true)
      terminal.result(JSON.stringify({ schemaVersion: 1, output, routes, routeSets, unwritten }, null, 2));
    else
      terminal.result(
        `${output}: ${counted(routes, 'route')} in ${counted(routeSets, 'route set')}, all in phase monolith`,
      );
    if (unwritten.length > 0) terminal.warn(`${counted(unwritten.length, 'route')} in it only as a comment:`);
    for (const { method, path, from, reason } of unwritten)
      terminal.warn(printable(`  ${method} ${path} (${from}): ${reason}`));
    terminal.note(`Next: banyan proxy run --config ${output}`);
    return 0;
  },
};

function readPlace(
  { options }: Invocation,
  isOrigin: (text: string) => boolean,
): { monolithAddress: string; port: number } {
  const [monolithAddress, port] = [String(options['monolith']), Number(options['port'])];
  if (!isOrigin(monolithAddress))
    throw new BanyanError('USAGE', '--monolith must be an origin such as http://127.0.0.1:3000');
  if (!Number.isInteger(port) || port < 0 || port > 65_535)
    throw new BanyanError('USAGE', '--port must be a whole number from 0 to 65535');
  return { monolithAddress, port };
}
