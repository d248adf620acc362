import type { Attempt, Exchange } from '../exchange.ts';
import { traceContext } from '../forward/trace-context.ts';

/** What of `@opentelemetry/api` 1.x is used: the package itself fits, and does not have to be installed for the types. */
export interface TelemetryApi {
  readonly trace: {
    getTracer(name: string): TelemetryTracer;
    setSpan(context: TelemetryContext, span: TelemetrySpan): TelemetryContext;
    setSpanContext(context: TelemetryContext, spanContext: TelemetrySpanContext): TelemetryContext;
  };
  readonly ROOT_CONTEXT: TelemetryContext;
  readonly createTraceState: (raw: string) => TelemetryTraceState;
  readonly isSpanContextValid: (spanContext: TelemetrySpanContext) => boolean;
}

interface TelemetryContext {
  getValue(key: symbol): unknown;
  setValue(key: symbol, value: unknown): TelemetryContext;
  deleteValue(key: symbol): TelemetryContext;
}

interface TelemetryTracer {
  startSpan(
    name: string,
    options: { kind: number; startTime: number; attributes: Attributes },
    context: TelemetryContext,
  ): TelemetrySpan;
}

interface TelemetrySpan {
  spanContext(): TelemetrySpanContext;
  setAttributes(attributes: Attributes): unknown;
  setStatus(status: { code: number }): unknown;
  end(endTime: number): void;
}

interface TelemetrySpanContext {
  traceId: string;
  spanId: string;
  traceFlags: number;
  isRemote?: boolean;
  traceState?: TelemetryTraceState;
}

interface TelemetryTraceState {
  set(key: string, value: string): TelemetryTraceState;
  unset(key: string): TelemetryTraceState;
  get(key: string): string | undefined;
  serialize(): string;
}

type Attributes = Record<string, string | number>;

/** Of the specification, not of a version: `SpanKind` and `SpanStatusCode`. */
const KIND_SERVER = 1;
const KIND_CLIENT = 2;
const STATUS_ERROR = 2;
const KNOWN_METHODS = new Set(['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS']);

interface Trace {
  readonly span: TelemetrySpan;
  readonly context: TelemetryContext;
  readonly attempts: { readonly attempt: Attempt; readonly span: TelemetrySpan }[];
}

/**
 * Spans of OpenTelemetry: one for each exchange, which continues the trace that the request names, and one in it for each attempt, which its destination continues.
 * Names are those of the conventions for HTTP; queries, header values and bodies are never in them.
 */
export class Telemetry {
  readonly #api: TelemetryApi;
  readonly #tracer: TelemetryTracer;
  readonly #traces = new WeakMap<Exchange, Trace>();

  constructor(api: TelemetryApi) {
    this.#api = api;
    this.#tracer = api.trace.getTracer('banyan');
  }

  /** Begins an attempt; returns the lines by which its destination continues the trace, or undefined where nobody records one. */
  beginAttempt(exchange: Exchange, attempt: Attempt): string | undefined {
    const { span: parent, context, attempts } = this.#traceOf(exchange);
    if (!this.#api.isSpanContextValid(parent.spanContext())) return undefined;
    const attributes: Attributes = {
      'http.request.method': methodOf(exchange),
      'banyan.cluster': attempt.cluster,
      'banyan.destination': attempt.destination,
    };
    if (attempts.length > 0) attributes['http.request.resend_count'] = attempts.length;
    const startTime = epochMs(exchange, attempt.startedMs);
    const span = this.#tracer.startSpan(
      methodOf(exchange),
      { kind: KIND_CLIENT, startTime, attributes },
      context,
    );
    attempts.push({ attempt, span });
    return linesOf(span.spanContext());
  }

  /** Ends every span of an exchange that took `durationMs`. */
  finished(exchange: Exchange, durationMs: number): void {
    const { span, attempts } = this.#traceOf(exchange);
    for (const { attempt, span } of attempts) {
      if (attempt.status !== undefined) span.setAttributes({ 'http.response.status_code': attempt.status });
      if (attempt.outcome !== 'answered' && attempt.outcome !== 'tunnelled')
        fail(span, attempt.outcome ?? 'unknown');
      else if ((attempt.status ?? 0) >= 400) fail(span, String(attempt.status));
      span.end(epochMs(exchange, attempt.startedMs + attempt.durationMs));
    }
    const { status, cluster, isCut, refusal, notes } = exchange;
    if (status > 0) span.setAttributes({ 'http.response.status_code': status });
    if (cluster !== undefined) span.setAttributes({ 'banyan.side': cluster.name });
    const proof = notes.at(-1)?.proof;
    if (proof !== undefined) span.setAttributes({ 'banyan.proof': proof });
    if (refusal !== undefined) span.setAttributes({ 'banyan.refusal': refusal });
    if (isCut) fail(span, 'cut');
    else if (status >= 500) fail(span, String(status));
    span.end(exchange.startedEpochMs + durationMs);
  }

  #traceOf(exchange: Exchange): Trace {
    const known = this.#traces.get(exchange);
    if (known !== undefined) return known;
    const { match } = exchange;
    const attributes: Attributes = {
      'http.request.method': methodOf(exchange),
      'url.path': exchange.path,
      'url.scheme': exchange.client.scheme,
      'client.address': exchange.clientAddress,
      'banyan.exchange': exchange.id,
    };
    if (match !== undefined) {
      attributes['http.route'] = match.template;
      attributes['banyan.route_set'] = match.routeSet.name;
    }
    const name = match === undefined ? methodOf(exchange) : `${methodOf(exchange)} ${match.template}`;
    const options = { kind: KIND_SERVER, startTime: exchange.startedEpochMs, attributes };
    const span = this.#tracer.startSpan(name, options, this.#parentOf(exchange));
    const trace = { span, context: this.#api.trace.setSpan(this.#api.ROOT_CONTEXT, span), attempts: [] };
    this.#traces.set(exchange, trace);
    return trace;
  }

  #parentOf({ head: { fields } }: Exchange): TelemetryContext {
    const { trace, ROOT_CONTEXT, createTraceState } = this.#api;
    const parent = traceContext(fields);
    if (parent === undefined) return ROOT_CONTEXT;
    const state = fields.joined('tracestate');
    return trace.setSpanContext(ROOT_CONTEXT, {
      traceId: parent.traceId,
      spanId: parent.parentId,
      traceFlags: parent.isSampled ? 1 : 0,
      isRemote: true,
      ...(state !== undefined && { traceState: createTraceState(state) }),
    });
  }
}

/** W3C Trace Context, sections 3.2 and 3.3. */
function linesOf({ traceId, spanId, traceFlags, traceState }: TelemetrySpanContext): string {
  const flags = traceFlags.toString(16).padStart(2, '0');
  const state = traceState?.serialize() ?? '';
  return `traceparent: 00-${traceId}-${spanId}-${flags}\r\n${state === '' ? '' : `tracestate: ${state}\r\n`}`;
}

function methodOf({ method }: Exchange): string {
  return KNOWN_METHODS.has(method) ? method : '_OTHER';
}

function epochMs({ startedMs, startedEpochMs }: Exchange, monotonicMs: number): number {
  return startedEpochMs + (monotonicMs - startedMs);
}

function fail(span: TelemetrySpan, type: string): void {
  span.setAttributes({ 'error.type': type });
  span.setStatus({ code: STATUS_ERROR });
}
