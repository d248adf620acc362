import type { Socket } from 'node:net';
import { TLSSocket } from 'node:tls';

/** Ends a connection so that nobody takes it for complete: by a reset, or in TLS without the alert that announces an end (RFC 8446 section 6.1). */
export function cutConnection(socket: Socket): void {
  if (socket instanceof TLSSocket) socket.destroy();
  else socket.resetAndDestroy();
}
