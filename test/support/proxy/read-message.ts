import type { BodyFraming } from '../../../src/proxy/http1/body-framing.ts';
import type { Fields } from '../../../src/proxy/http1/fields.ts';
import type { HeadLimits } from '../../../src/proxy/http1/head-buffer.ts';
import { MessageError } from '../../../src/proxy/http1/message-error.ts';
import type { RequestHead } from '../../../src/proxy/http1/request-head.ts';
import { RequestReader } from '../../../src/proxy/http1/request-reader.ts';
import type { ResponseHead } from '../../../src/proxy/http1/response-head.ts';
import { ResponseReader } from '../../../src/proxy/http1/response-reader.ts';

const LIMITS: HeadLimits = { maxHeadBytes: 4096, maxLineBytes: 1024, maxHeaderCount: 40 };

export interface ReadRequest {
  readonly method: string;
  readonly target: string;
  /** Another request may follow. */
  readonly keepsAlive: boolean;
  readonly isUpgrade: boolean;
  readonly framing: BodyFraming;
  readonly fields: readonly string[];
  body: string;
  isComplete: boolean;
}

/** Every request that the reader finds in the pieces, and the reason it stopped, if it refused something. */
export function readRequests(pieces: readonly Buffer[]): { requests: ReadRequest[]; refused?: string } {
  const requests: ReadRequest[] = [];
  const reader = new RequestReader(LIMITS, {
    onRequestHead: (head: RequestHead) =>
      requests.push({
        method: head.method,
        target: head.target,
        isUpgrade: head.connection.upgrade,
        keepsAlive: head.minorVersion === 1 ? !head.connection.close : head.connection.keepAlive,
        framing: head.framing,
        fields: pairs(head.fields),
        body: '',
        isComplete: false,
      }),
    onBodyBytes: (bytes) => {
      const last = requests.at(-1);
      if (last !== undefined) last.body += bytes.toString('latin1');
    },
    onRequestEnd: () => {
      const last = requests.at(-1);
      if (last !== undefined) last.isComplete = true;
    },
  });
  const refused = feed(reader, pieces);
  return refused === undefined ? { requests } : { requests, refused };
}

export interface ReadResponse {
  readonly interims: number[];
  status: number;
  framing: BodyFraming | undefined;
  body: string;
  trailers: readonly string[];
  isComplete: boolean;
}

/** The response that the reader finds in the pieces; `rest` counts unsolicited bytes behind it. */
export function readResponse(
  pieces: readonly Buffer[],
  options: { isHead?: boolean; endOfInput?: boolean } = {},
): { response: ReadResponse; refused?: string; rest: number } {
  const response: ReadResponse = {
    interims: [],
    status: 0,
    framing: undefined,
    body: '',
    trailers: [],
    isComplete: false,
  };
  const reader = new ResponseReader(LIMITS, {
    onInterimHead: (head: ResponseHead) => response.interims.push(head.status),
    onResponseHead: (head, framing) => {
      response.status = head.status;
      response.framing = framing;
    },
    onBodyBytes: (bytes) => (response.body += bytes.toString('latin1')),
    onResponseEnd: (trailers) => {
      response.isComplete = true;
      response.trailers = trailers === undefined ? [] : pairs(trailers);
    },
  });
  reader.begin(options.isHead ?? false);
  let rest = 0;
  const refused = feed(
    {
      read(bytes, from) {
        if (!response.isComplete) return reader.read(bytes, from);
        rest += bytes.length - from;
        return bytes.length;
      },
    },
    pieces,
  );
  if (options.endOfInput === true && !response.isComplete) reader.endOfInput();
  return refused === undefined ? { response, rest } : { response, refused, rest };
}

/** A text cut behind the given offsets. */
export function cut(text: string, offsets: readonly number[]): Buffer[] {
  const bytes = Buffer.from(text, 'latin1');
  const marks = [...new Set(offsets.map((offset) => offset % (bytes.length + 1)))].sort((a, b) => a - b);
  return [0, ...marks].map((start, index) => bytes.subarray(start, marks[index] ?? bytes.length));
}

function feed(
  reader: { read(bytes: Buffer, from: number): number },
  pieces: readonly Buffer[],
): string | undefined {
  try {
    for (const piece of pieces) {
      let at = 0;
      while (at < piece.length) at = reader.read(piece, at);
    }
  } catch (error) {
    if (error instanceof MessageError) return error.reason;
    throw error;
  }
  return undefined;
}

function pairs(fields: Fields): string[] {
  return fields.names.flatMap((name, index) => [name.raw, fields.value(index)]);
}
