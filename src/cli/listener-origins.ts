import type { ProxyConfig } from '../config/index.ts';
import { originOf } from './origin-of.ts';

export function listenersOf({ listen, listeners }: ProxyConfig): readonly ProxyConfig['listen'][] {
  return listeners ?? [listen];
}

/** Differs for two configurations if the second cannot be put into force while the listeners of the first stay open. */
export function fixedPart(config: ProxyConfig): string {
  return JSON.stringify(
    listenersOf(config).map((listener) => [
      originOf(listener),
      listener.http2,
      listener.tls?.clientCertificates !== undefined,
    ]),
  );
}
