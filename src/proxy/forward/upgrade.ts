import { createHash } from 'node:crypto';
import { listTokens } from '../http1/connection-options.ts';
import type { RequestHead } from '../http1/request-head.ts';
import type { ResponseHead } from '../http1/response-head.ts';

const WEBSOCKET_GUID = '258EAFA5-E914-47DA-95CA-C5AB0DC85B11';
const KEY = /^[A-Za-z0-9+/]{22}==$/;

/**
 * The key of a valid WebSocket handshake (RFC 6455 section 4.2.1), or undefined: then the request is an ordinary one and its Upgrade ends here.
 * Nothing else is ever tunnelled; h2c in particular would hide requests from the routing.
 */
export function webSocketKey(head: RequestHead): string | undefined {
  if (!head.connection.upgrade || head.method !== 'GET' || head.minorVersion !== 1) return undefined;
  if (head.framing.kind !== 'none' || head.expectsContinue) return undefined;
  const protocols = head.fields.structural('upgrade');
  if (protocols.length !== 1 || protocols[0]?.toLowerCase() !== 'websocket') return undefined;
  const key = head.fields.first('sec-websocket-key');
  return key !== undefined && KEY.test(key) ? key : undefined;
}

/** Whether a 101 really accepts the handshake with this key (RFC 6455 section 4.1): only then the bytes that follow are a tunnel's. */
export function acceptsWebSocket(head: ResponseHead, key: string): boolean {
  const expected = createHash('sha1')
    .update(key + WEBSOCKET_GUID)
    .digest('base64');
  return (
    head.connection.upgrade &&
    listTokens(head.fields.structural('upgrade')).join() === 'websocket' &&
    head.fields.first('sec-websocket-accept') === expected
  );
}

/** What both sides of a handshake need besides the end-to-end fields: header lines, each ended by CRLF. */
export const UPGRADE_LINES = 'Connection: Upgrade\r\nUpgrade: websocket\r\n';
