import { resolve } from 'node:path';
import type { Command } from '../command.ts';

export const proxyRun: Command = {
  name: 'proxy run',
  summary: 'stand in front of the monolith and route by configuration, until interrupted',
  arguments: [],
  options: [
    {
      flags: '--config <file>',
      summary: 'the configuration; read again when it changes and on SIGHUP',
      default: 'proxy.yaml',
    },
    { flags: '--access-log <file>', summary: 'append one JSON line per exchange; - for stdout' },
  ],
  examples: ['banyan proxy run --config proxy.yaml --access-log access.log'],
  async run(invocation) {
    const { workingFolder, options } = invocation;
    const [name, logName] = [String(options['config']), options['accessLog']];
    const { runProxy } = await import('../run-proxy.ts');
    const log =
      typeof logName !== 'string'
        ? undefined
        : logName === '-'
          ? 'stdout'
          : { file: resolve(workingFolder, logName), name: logName };
    await runProxy(invocation, { file: resolve(workingFolder, name), name, log });
    return 0;
  },
};
