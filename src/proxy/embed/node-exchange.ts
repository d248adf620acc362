import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Exchange } from '../exchange.ts';
import type { BodySource, ReplayBuffer } from '../fallback/replay-buffer.ts';

/** One request that a server of `node:http` received: its body as it comes, backpressure both ways, and the end of its client. */
export class NodeExchange implements BodySource {
  readonly #request: IncomingMessage;
  readonly #response: ServerResponse;
  #exchange: Exchange | undefined;

  constructor(request: IncomingMessage, response: ServerResponse) {
    this.#request = request;
    this.#response = response;
  }

  /** Brings the body to its buffer; `onClosed` is called once nothing more can happen to either. */
  begin(exchange: Exchange, body: ReplayBuffer, onClosed: () => void): void {
    this.#exchange = exchange;
    const request = this.#request;
    request.on('data', (bytes: Buffer) => {
      body.push(bytes);
      body.flush();
    });
    request.on('end', () => {
      body.finish();
      body.flush();
    });
    request.on('error', () => {});
    this.#response.on('error', () => {});
    this.#response.on('drain', () => exchange.driver?.resume());
    this.#response.on('close', () => {
      if (!this.#response.writableFinished) this.#cancel(body);
      onClosed();
    });
  }

  pauseBody(): void {
    this.#request.pause();
  }

  resumeBody(): void {
    this.#request.resume();
  }

  #cancel(body: ReplayBuffer): void {
    const isStarted = this.#exchange?.response.isStarted === true;
    this.#exchange?.driver?.cancel(
      isStarted
        ? 'response/client/cancelled'
        : body.isComplete
          ? 'request/client/cancelled'
          : 'request/client/truncated',
    );
  }
}
