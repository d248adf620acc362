import type { ServerResponse } from 'node:http';
import type { ClientResponse, FlushState } from '../exchange.ts';
import type { BodyFraming } from '../http1/body-framing.ts';
import { problemOf } from '../problem.ts';

/** A client with more unsent bytes than this is sent no more until it has taken them. */
const FULL_BYTES = 128 * 1024;

/** Writes one response through a server of `node:http` that somebody else runs. What was set on the response before is not sent. */
export class NodeResponse implements ClientResponse {
  isStarted = false;
  sentBytes = 0;
  readonly #response: ServerResponse;

  constructor(response: ServerResponse) {
    this.#response = response;
  }

  /** A 100 has been sent by the server itself; of the others it can send 103. */
  interim(status: number, _reason: string, lines: string): void {
    if (status === 103 && !this.#response.headersSent) this.#response.writeEarlyHints(hintsOf(lines));
  }

  start(status: number, reason: string, lines: string, _framing: BodyFraming): void {
    this.isStarted = true;
    const response = this.#response;
    for (const name of response.getHeaderNames()) response.removeHeader(name);
    // Otherwise one would be made up where the backend sent none.
    response.sendDate = false;
    response.writeHead(status, reason, pairsOf(lines));
  }

  write(bytes: Buffer): void {
    this.sentBytes += bytes.length;
    this.#response.write(bytes);
  }

  flush(): FlushState {
    if (this.isStarted) this.#response.flushHeaders();
    const pending = this.#response.writableLength;
    if (pending === 0) return 'sent';
    return pending < FULL_BYTES ? 'pending' : 'full';
  }

  end(trailers: string): void {
    if (trailers !== '') this.#response.addTrailers(inPairs(pairsOf(trailers)));
    this.#response.end();
  }

  problem(status: number, _mayKeepAlive: boolean, retryAfterS?: number): void {
    const { title, lines, body } = problemOf(status, retryAfterS);
    this.start(status, title, lines, { kind: 'length', bytes: body.length });
    this.#response.end(body);
  }

  cut(): void {
    this.#response.destroy();
  }
}

/** Header lines, each ended by CRLF, as names and values in turn. */
function pairsOf(lines: string): string[] {
  return lines
    .split('\r\n')
    .filter((line) => line !== '')
    .flatMap((line) => {
      const colon = line.indexOf(':');
      return [line.slice(0, colon), line.slice(colon + 1).trim()];
    });
}

function inPairs(flat: readonly string[]): [string, string][] {
  return flat.flatMap((name, index): [string, string][] =>
    index % 2 === 0 ? [[name, flat[index + 1] ?? '']] : [],
  );
}

function hintsOf(lines: string): Record<string, string[]> {
  const hints: Record<string, string[]> = {};
  for (const [name, value] of inPairs(pairsOf(lines))) (hints[name.toLowerCase()] ??= []).push(value);
  return hints;
}
