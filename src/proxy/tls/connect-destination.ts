import { connect as connectTcp, isIP, type OnReadOpts, type Socket } from 'node:net';
import { connect as connectTls, createSecureContext, type SecureContext } from 'node:tls';
import type { Destination, DestinationTls } from '../snapshot.ts';

const contexts = new WeakMap<DestinationTls, SecureContext>();
/** The last session of each destination: resuming it saves the asymmetric half of a handshake. */
const sessions = new WeakMap<Destination, Buffer>();

export interface DestinationOptions {
  readonly onread?: OnReadOpts;
  /** By ALPN, under TLS. */
  readonly protocols?: readonly string[];
  /** True by default. */
  readonly allowHalfOpen?: boolean;
}

/**
 * Begins to connect to a destination, without delay. Its socket emits `connect`, or under TLS `secureConnect` once the certificate has been
 * verified: against the authorities of the cluster or else Node's, and against the name or the address that was asked for.
 */
export function connectDestination(destination: Destination, options: DestinationOptions = {}): Socket {
  const { host, port, tls } = destination;
  const base = {
    host,
    port,
    noDelay: true,
    allowHalfOpen: options.allowHalfOpen ?? true,
    ...(options.onread && { onread: options.onread }),
  };
  if (tls === undefined) return connectTcp(base);
  const serverName = tls.serverName ?? (isIP(host) === 0 ? host : undefined);
  const session = sessions.get(destination);
  const socket = connectTls({
    ...base,
    secureContext: contextOf(tls),
    ...(serverName !== undefined && { servername: serverName }),
    ...(session && { session }),
    ...(options.protocols && { ALPNProtocols: [...options.protocols] }),
  });
  socket.on('session', (next) => sessions.set(destination, next));
  return socket;
}

function contextOf(tls: DestinationTls): SecureContext {
  let context = contexts.get(tls);
  if (context === undefined) {
    context = createSecureContext({ ca: tls.ca, cert: tls.certificate, key: tls.key, minVersion: 'TLSv1.2' });
    contexts.set(tls, context);
  }
  return context;
}
