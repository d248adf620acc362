import { subscribe, unsubscribe } from 'node:diagnostics_channel';
import { Socket } from 'node:net';

/** The proxy's own end of the next connection that anybody accepts on the port: what waits in it for the client cannot be seen from outside. */
export function acceptedSocket(port: number): Promise<Socket> {
  return new Promise((resolve) => {
    const listener = () => {
      // The proxy makes a socket of its own around an accepted connection.
      const handles = (Reflect.get(process, '_getActiveHandles') as () => unknown[]).call(process);
      const socket = handles.findLast(
        (handle): handle is Socket => handle instanceof Socket && handle.localPort === port,
      );
      if (socket === undefined) return;
      unsubscribe('net.server.socket', listener);
      resolve(socket);
    };
    subscribe('net.server.socket', listener);
  });
}
