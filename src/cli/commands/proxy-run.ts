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
    const [{ runProxy }, { openAccessLog }] = await Promise.all([
      import('../run-proxy.ts'),
      import('../access-log-file.ts'),
    ]);
    const logFile =
      typeof logName === 'string' && logName !== '-'
        ? await openAccessLog(resolve(workingFolder, logName), logName, (reason) =>
            terminal.warn(`The access log ${logName} is losing lines: ${reason}`),
          )
        : undefined;
    const toStdout = (lines: string): void => terminal.result(lines.trimEnd());
    await runProxy(invocation, {
      file: resolve(workingFolder, name),
      name,
      log: logName === '-' ? toStdout : logFile && ((lines) => logFile.write(lines)),
      onHangUp: () => logFile?.reopen(),
    });
    await logFile?.close();
    return 0;
  },
};
