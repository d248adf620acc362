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
    const { terminal, workingFolder, options } = invocation;
    const [name, logName] = [String(options['config']), options['accessLog']];
    const [{ runProxy }, { openAccessLog }, { standardOutputLog }] = await Promise.all([
      import('../run-proxy.ts'),
      import('../access-log-file.ts'),
      import('../access-log-target.ts'),
    ]);
    const onLoss = (reason: string): void =>
      terminal.warn(`The access log ${String(logName)} is losing lines: ${reason}`);
    const log =
      typeof logName !== 'string'
        ? undefined
        : logName === '-'
          ? standardOutputLog(terminal.stdout, onLoss)
          : await openAccessLog(resolve(workingFolder, logName), logName, onLoss);
    await runProxy(invocation, { file: resolve(workingFolder, name), name, log });
    await log?.close();
    return 0;
  },
};
