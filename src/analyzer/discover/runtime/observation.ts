/** One line of a file with traces or exchanges, as a person can find it. */
export interface ObservedLine {
  readonly file: string;
  /** Counted from 1. */
  readonly line: number;
  readonly text: string;
}

/** A request that a server answered. */
export interface ObservedRequest {
  readonly method: string;
  /** The template that the framework named, with `:id` or `{id}`; null when it named none. */
  readonly template: string | null;
  /** The path as it was sent, without query; null when it was not recorded. */
  readonly path: string | null;
  /** Whether it was answered with 500 or more, or not at all. */
  readonly isError: boolean;
}

/** A piece of work inside a trace. */
export interface ObservedSpan {
  /** Unique among all traces. */
  readonly id: string;
  /** Null for the first of a trace. */
  readonly parent: string | null;
  readonly name: string;
  /** What the instrumentation says about the code: a file, a function, a class with its method. */
  readonly file: string | null;
  readonly code: string | null;
  readonly request: ObservedRequest | null;
}

export interface Observations {
  readonly requests: readonly ObservedRequest[];
  readonly spans: readonly ObservedSpan[];
  /** Spans beyond the limit, which were not kept. */
  readonly droppedSpans: number;
}
