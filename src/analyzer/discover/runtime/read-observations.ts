import { BanyanError } from '../../../errors/banyan-error.ts';
import type { ObservedLine, ObservedRequest, ObservedSpan, Observations } from './observation.ts';
import { exchangeSchema, requestOfExchange } from './read-exchange.ts';
import { otlpSchema, spansOf } from './read-otlp.ts';

/** Spans that are kept, about 300 bytes each. */
const maxSpans = 2_000_000;

/**
 * Reads lines of OTLP/JSON (one export request each, as the collector's file exporter writes them) and of the proxy's exchange
 * log, mixed as they come; blank lines are skipped. Throws `TRACES_INVALID` at the first line that is neither.
 */
export async function readObservations(
  lines: AsyncIterable<ObservedLine>,
  limit = maxSpans,
): Promise<Observations> {
  const requests: ObservedRequest[] = [];
  const spans: ObservedSpan[] = [];
  let droppedSpans = 0;
  for await (const line of lines) {
    if (line.text.trim() === '') continue;
    const content = parsed(line);
    const otlp = otlpSchema.safeParse(content);
    if (otlp.success) {
      for (const span of spansOf(otlp.data)) {
        if (span.request) requests.push(span.request);
        if (spans.length < limit) spans.push(span);
        else droppedSpans++;
      }
      continue;
    }
    const exchange = exchangeSchema.safeParse(content);
    if (!exchange.success) throw invalid(line, 'it is neither OTLP/JSON nor a line of the exchange log');
    const request = requestOfExchange(exchange.data);
    if (request) requests.push(request);
  }
  return { requests, spans, droppedSpans };
}

function parsed(line: ObservedLine): unknown {
  try {
    return JSON.parse(line.text);
  } catch (error) {
    throw invalid(line, `it is no JSON (${(error as Error).message})`);
  }
}

function invalid({ file, line }: ObservedLine, what: string): BanyanError {
  return new BanyanError('TRACES_INVALID', `${file} holds no traces`, {
    problems: [{ where: `${file}:${line}`, what }],
  });
}
