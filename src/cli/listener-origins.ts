import type { ProxyConfig } from '../config/index.ts';
import type { ListenAddress } from '../proxy/index.ts';
import { originOf } from './origin-of.ts';

export function listenersOf({ listen, listeners }: ProxyConfig): readonly ProxyConfig['listen'][] {
  return listeners ?? [listen];
}

/** The addresses as configured, as one text. */
export function addressesOf(config: ProxyConfig): string {
  return listenersOf(config).map(addressOf).join(' ');
}

/** Where clients reach the listeners of a configuration that are bound to these addresses, in their order. */
export function originsOf(config: ProxyConfig, bound: readonly ListenAddress[]): string[] {
  const configured = listenersOf(config);
  return bound.map((address, index) => originOf({ ...address, tls: configured[index]?.tls }));
}

/** Addresses that both configurations have, but on which they speak differently: that needs another socket, and so another start. */
export function addressesToRestart(first: ProxyConfig, next: ProxyConfig): string[] {
  const spoken = new Map(listenersOf(first).map((listener) => [addressOf(listener), wayOf(listener)]));
  return listenersOf(next)
    .filter((listener) => (spoken.get(addressOf(listener)) ?? wayOf(listener)) !== wayOf(listener))
    .map(addressOf);
}

function addressOf({ host, port }: ProxyConfig['listen']): string {
  return `${host}:${port}`;
}

function wayOf(listener: ProxyConfig['listen']): string {
  const { http2, tls } = listener;
  return JSON.stringify([originOf(listener), http2, tls?.clientCertificates !== undefined]);
}
