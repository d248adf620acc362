import { connect, type Socket } from 'node:net';

/** RFC 9113 section 6. */
export const frameType = {
  data: 0,
  headers: 1,
  priority: 2,
  resetStream: 3,
  settings: 4,
  pushPromise: 5,
  ping: 6,
  goAway: 7,
  windowUpdate: 8,
  continuation: 9,
} as const;

export const END_STREAM = 1;
export const END_HEADERS = 4;
const ACK = 1;

export interface Frame {
  readonly type: number;
  readonly flags: number;
  readonly stream: number;
  readonly payload: Buffer;
}

export function frame(type: number, flags: number, stream: number, payload: Buffer | string = ''): Buffer {
  const body = typeof payload === 'string' ? Buffer.from(payload, 'latin1') : payload;
  const head = Buffer.alloc(9);
  head.writeUIntBE(body.length, 0, 3);
  head.writeUInt8(type, 3);
  head.writeUInt8(flags, 4);
  head.writeUInt32BE(stream, 5);
  return Buffer.concat([head, body]);
}

/** A header block (RFC 7541) of literals that are not indexed: whatever bytes names and values are made of. */
export function headerBlock(fields: readonly (readonly [string, string])[]): Buffer {
  const text = (value: string): Buffer => {
    const bytes = Buffer.from(value, 'latin1');
    const length = bytes.length < 127 ? [bytes.length] : [127, ...rest(bytes.length - 127)];
    return Buffer.concat([Buffer.from(length), bytes]);
  };
  return Buffer.concat(fields.flatMap(([name, value]) => [Buffer.from([0]), text(name), text(value)]));
}

function rest(value: number): number[] {
  return value < 128 ? [value] : [(value & 127) | 128, ...rest(value >> 7)];
}

export const requestFields = (path = '/', method = 'GET'): readonly (readonly [string, string])[] => [
  [':method', method],
  [':scheme', 'http'],
  [':path', path],
  [':authority', 'shop.test'],
];

export interface FrameClient {
  readonly socket: Socket;
  /** Everything received so far. */
  readonly frames: Frame[];
  send(...frames: readonly Buffer[]): void;
  /** Resolves with the first frame that satisfies the condition; rejects when the connection closes before. */
  until(condition: (frame: Frame) => boolean): Promise<Frame>;
  closed(): Promise<void>;
}

/** A client that speaks HTTP/2 in frames of its own making, beginning with a preface and settings; it acknowledges settings. `before`: what it sends first of all. */
export function frameClient(port: number, before = ''): FrameClient {
  const frames: Frame[] = [];
  const listeners = new Set<() => void>();
  let waiting = Buffer.alloc(0);
  let isClosed = false;
  const socket = connect({ port, host: '127.0.0.1', noDelay: true });
  const notify = () => {
    for (const listener of listeners) listener();
  };
  socket.on('data', (bytes) => {
    waiting = Buffer.concat([waiting, bytes]);
    while (waiting.length >= 9 && waiting.length >= 9 + waiting.readUIntBE(0, 3)) {
      const end = 9 + waiting.readUIntBE(0, 3);
      const next = {
        type: waiting.readUInt8(3),
        flags: waiting.readUInt8(4),
        stream: waiting.readUInt32BE(5) & 0x7f_ff_ff_ff,
        payload: Buffer.from(waiting.subarray(9, end)),
      };
      waiting = waiting.subarray(end);
      frames.push(next);
      if (next.type === frameType.settings && (next.flags & ACK) === 0)
        socket.write(frame(frameType.settings, ACK, 0));
    }
    notify();
  });
  socket.on('error', () => {});
  socket.on('close', () => {
    isClosed = true;
    notify();
  });
  socket.write(before);
  socket.write('PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n');
  socket.write(frame(frameType.settings, 0, 0));
  const wait = <T>(check: () => T | undefined): Promise<T> =>
    new Promise((resolve, reject) => {
      const listener = () => {
        const value = check();
        if (value === undefined && !isClosed) return;
        listeners.delete(listener);
        if (value === undefined) reject(new Error(`connection closed after ${JSON.stringify(frames)}`));
        else resolve(value);
      };
      listeners.add(listener);
      listener();
    });
  return {
    socket,
    frames,
    send: (...all) => void socket.write(Buffer.concat(all)),
    until: (condition) => wait(() => frames.find(condition)),
    closed: () => wait(() => (isClosed ? true : undefined)).then(() => undefined),
  };
}

/** The code of the GOAWAY or RST_STREAM frame. */
export function errorCode({ type, payload }: Frame): number {
  return payload.readUInt32BE(type === frameType.goAway ? 4 : 0);
}
