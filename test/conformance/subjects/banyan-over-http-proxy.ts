import httpProxy from 'http-proxy';
import { parse } from 'yaml';
import { createProxy, setupOf } from '../../../src/api/proxy.ts';
import { configuration } from './banyan.ts';
import type { Subject } from './subject.ts';

/** Our own rules, with http-proxy in the place of our own sockets. */
export const banyanOverHttpProxy: Subject = {
  name: 'banyan over http-proxy',
  version: () => '1.18.1',
  async start(backends) {
    const proxy = createProxy(setupOf(parse(configuration(backends)) as object), { httpProxy });
    const [address] = await proxy.start();
    return {
      port: address?.port ?? 0,
      async stop() {
        await proxy.stop({ delayMs: 0, graceMs: 0 });
      },
    };
  },
};
