import { subscribe, unsubscribe } from 'node:diagnostics_channel';
import type { Socket } from 'node:net';

/** The proxy's own end of the next connection that anybody accepts on the port: what waits in it for the client cannot be seen from outside. */
export function acceptedSocket(port: number): Promise<Socket> {
  return new Promise((resolve) => {
    const listener = (message: unknown) => {
      const { socket } = message as { socket: Socket };
      if (socket.localPort !== port) return;
      unsubscribe('net.server.socket', listener);
      resolve(socket);
    };
    subscribe('net.server.socket', listener);
  });
}
