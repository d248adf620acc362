import { z } from 'zod';
import type { ObservedRequest, ObservedSpan } from './observation.ts';

const value = z.object({
  stringValue: z.string().optional(),
  intValue: z.union([z.string(), z.number()]).optional(),
});
const span = z.object({
  traceId: z.string(),
  spanId: z.string(),
  parentSpanId: z.string().optional(),
  name: z.string().default(''),
  kind: z.union([z.number(), z.string()]).optional(),
  attributes: z.array(z.object({ key: z.string(), value: value.default({}) })).default([]),
  status: z.object({ code: z.union([z.number(), z.string()]).optional() }).optional(),
});
const scopeSpans = z.array(z.object({ spans: z.array(span).default([]) })).default([]);
const request = z.object({
  resourceSpans: z.array(
    z.object({
      scopeSpans,
      // The name until OTLP 0.15.
      instrumentationLibrarySpans: scopeSpans,
    }),
  ),
});

type Span = z.infer<typeof span>;

export const otlpSchema = request;

/**
 * The spans of one OTLP/JSON export request, attributes of both the old and the stable semantic conventions.
 *
 * Source: OpenTelemetry protocol 1.x, "JSON Protobuf Encoding"; semantic conventions for HTTP, code and NestJS spans.
 */
export function spansOf({ resourceSpans }: z.infer<typeof request>): ObservedSpan[] {
  return resourceSpans.flatMap((resource) =>
    [...resource.scopeSpans, ...resource.instrumentationLibrarySpans].flatMap(({ spans }) =>
      spans.map(toObservedSpan),
    ),
  );
}

function toObservedSpan(each: Span): ObservedSpan {
  const attribute = attributesOf(each);
  const controller = attribute('nestjs.controller');
  const callback = attribute('nestjs.callback');
  const isInController = controller !== null && callback !== null;
  return {
    id: `${each.traceId} ${each.spanId}`,
    parent: each.parentSpanId ? `${each.traceId} ${each.parentSpanId}` : null,
    name: each.name,
    file: attribute('code.file.path') ?? attribute('code.filepath'),
    code: isInController
      ? `${controller}.${callback}`
      : (attribute('code.function.name') ?? attribute('code.function')),
    request: requestOf(each, attribute),
  };
}

type Attribute = (key: string) => string | null;

function attributesOf({ attributes }: Span): Attribute {
  const values = new Map(
    attributes.map(({ key, value: { stringValue, intValue } }) => [key, stringValue ?? intValue]),
  );
  return (key) => {
    const found = values.get(key);
    return found === undefined ? null : String(found);
  };
}

const isServer = new Set<unknown>([2, 'SPAN_KIND_SERVER']);
const isFailed = new Set<unknown>([2, 'STATUS_CODE_ERROR']);

function requestOf({ kind, status }: Span, attribute: Attribute): ObservedRequest | null {
  const method = attribute('http.request.method') ?? attribute('http.method');
  if (!isServer.has(kind) || method === null) return null;
  const target = attribute('url.path') ?? attribute('http.target');
  const answered = attribute('http.response.status_code') ?? attribute('http.status_code');
  return {
    method: method.toUpperCase(),
    template: attribute('http.route'),
    path: target?.replace(/[?#].*$/s, '') ?? null,
    isError: isFailed.has(status?.code) || Number(answered ?? 0) >= 500,
  };
}
