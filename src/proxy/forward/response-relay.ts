import type { Deadlines } from '../deadlines.ts';
import { explainingLines } from '../explain/explaining-lines.ts';
import type { Exchange, FlushState } from '../exchange.ts';
import type { ReplayBudget } from '../fallback/replay-buffer.ts';
import { filtersOn } from '../filters/filters-on.ts';
import type { BodyFraming } from '../http1/body-framing.ts';
import type { Fields } from '../http1/fields.ts';
import type { ResponseHead } from '../http1/response-head.ts';
import { responseLines, trailerLines, wantsTrailers } from './headers.ts';
import { ResponseHold } from './response-hold.ts';
import { UPGRADE_LINES } from './upgrade.ts';

export interface RelayContext {
  readonly deadlines: Deadlines;
  /** What all exchanges together may keep for another attempt. */
  readonly budget: ReplayBudget;
}

/** The way of an attempt's response to the client: held back while another attempt could still give a whole one, then passed on as it comes. */
export class ResponseRelay {
  readonly #exchange: Exchange;
  readonly #context: RelayContext;
  #hold: ResponseHold | undefined;

  constructor(exchange: Exchange, context: RelayContext) {
    this.#exchange = exchange;
    this.#context = context;
  }

  interim(head: ResponseHead): void {
    this.#exchange.response.interim(head.status, head.reason, responseLines(head, false));
  }

  start(head: ResponseHead, framing: BodyFraming): void {
    const hasTrailers = framing.kind === 'chunked' && this.#keepsTrailers;
    const answering = this.#exchange.attempts.at(-1)?.cluster ?? '';
    const edit = filtersOn(this.#exchange, answering)?.responseFields;
    const lines = responseLines(head, hasTrailers, edit) + explainingLines(this.#exchange, answering);
    this.#exchange.status = head.status;
    this.#exchange.response.start(head.status, head.reason, lines, framing);
  }

  tunnel(head: ResponseHead, framing: BodyFraming): void {
    this.#exchange.status = 101;
    const lines = responseLines(head, false) + UPGRADE_LINES;
    this.#exchange.response.start(101, head.reason, lines, framing);
    this.#exchange.body.becomeTunnel();
  }

  hold(head: ResponseHead, framing: BodyFraming): void {
    const { deadlines, budget } = this.#context;
    const capBytes = this.#exchange.snapshot.limits.replayBytes;
    this.#hold = new ResponseHold(head, framing, { capBytes, budget, deadlines }, () => {
      this.#release();
      this.#exchange.response.flush();
    });
  }

  write(bytes: Buffer): void {
    if (this.#hold?.take(bytes) === true) return;
    this.#release();
    this.#exchange.response.write(bytes);
  }

  flush(): FlushState {
    const state = this.#exchange.response.flush();
    this.#hold?.wait();
    return state;
  }

  end(trailers: Fields | undefined): void {
    this.#release();
    this.#exchange.response.end(trailers !== undefined && this.#keepsTrailers ? trailerLines(trailers) : '');
  }

  /** What was held is not the answer. */
  drop(): void {
    this.#hold?.open();
    this.#hold = undefined;
  }

  #release(): void {
    const hold = this.#hold;
    if (hold === undefined) return;
    this.#hold = undefined;
    this.start(hold.head, hold.framing);
    for (const bytes of hold.open()) this.#exchange.response.write(bytes);
  }

  get #keepsTrailers(): boolean {
    return wantsTrailers(this.#exchange.head.fields);
  }
}

export function isEventStream(head: ResponseHead): boolean {
  return head.fields.first('content-type')?.toLowerCase().startsWith('text/event-stream') === true;
}
