import { fork } from 'node:child_process';
import { once } from 'node:events';
import { createRequire } from 'node:module';
import type { Subject } from './subject.ts';

/** With a keep-alive agent, as whoever cares for speed sets it up; it has no fallback. */
export const httpProxy: Subject = {
  name: 'http-proxy',
  version: () => (createRequire(import.meta.url)('http-proxy/package.json') as { version: string }).version,
  async start({ monolith, service, gone }) {
    const child = fork(
      new URL('./http-proxy-server.ts', import.meta.url),
      [monolith, service, gone].map(String),
      {
        stdio: 'ignore',
      },
    );
    const [{ port }] = (await once(child, 'message')) as [{ port: number }];
    return {
      port,
      async stop() {
        if (child.exitCode !== null || child.signalCode !== null) return;
        const exit = once(child, 'exit');
        child.kill('SIGKILL');
        await exit;
      },
    };
  },
};
