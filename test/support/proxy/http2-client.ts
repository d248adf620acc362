import { once } from 'node:events';
import {
  connect,
  type ClientHttp2Session,
  type ClientHttp2Stream,
  type IncomingHttpHeaders,
  type IncomingHttpStatusHeader,
  type OutgoingHttpHeaders,
  type SecureClientSessionOptions,
} from 'node:http2';

export interface Http2Response {
  readonly status: number;
  readonly headers: IncomingHttpHeaders & IncomingHttpStatusHeader;
  readonly interims: (IncomingHttpHeaders & IncomingHttpStatusHeader)[];
  readonly trailers: IncomingHttpHeaders;
  readonly body: string;
  /** Ended by END_STREAM; otherwise reset with `code`. */
  readonly isWhole: boolean;
  readonly code: number;
}

/** A session of Node's own client. */
export async function http2Session(
  port: number,
  options: SecureClientSessionOptions = {},
): Promise<ClientHttp2Session> {
  const scheme = options.ca === undefined ? 'http' : 'https';
  const session = connect(`${scheme}://127.0.0.1:${port}`, options);
  session.on('error', () => {});
  await once(session, 'connect');
  return session;
}

/** Sends a request and collects its response, however it ends. */
export function askHttp2(
  session: ClientHttp2Session,
  headers: OutgoingHttpHeaders,
  body?: string | Buffer,
): Promise<Http2Response> {
  const stream = session.request(
    { ':authority': 'shop.test', ...headers },
    body === undefined ? {} : { endStream: false },
  );
  if (body !== undefined) stream.end(body);
  return collected(stream);
}

/** What comes back on a stream, once it is closed. */
export function collected(stream: ClientHttp2Stream): Promise<Http2Response> {
  const interims: Http2Response['interims'] = [];
  const chunks: Buffer[] = [];
  let headers: Http2Response['headers'] = {};
  let trailers: IncomingHttpHeaders = {};
  let isWhole = false;
  stream.on('headers', (each) => interims.push(each));
  stream.on('response', (each) => (headers = each));
  stream.on('trailers', (each) => (trailers = each));
  stream.on('data', (chunk: Buffer) => chunks.push(chunk));
  stream.on('end', () => (isWhole = true));
  stream.on('error', () => {});
  return new Promise((resolve) =>
    stream.on('close', () =>
      resolve({
        status: headers[':status'] ?? 0,
        headers,
        interims,
        trailers,
        body: Buffer.concat(chunks).toString('latin1'),
        isWhole: isWhole && stream.rstCode === 0,
        code: stream.rstCode,
      }),
    ),
  );
}
