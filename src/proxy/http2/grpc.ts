import { STATUS_CODES } from 'node:http';
import type { Fields } from '../http1/fields.ts';

const DEADLINE_EXCEEDED = 4;
const UNAVAILABLE = 14;
const UNKNOWN = 2;
/** https://grpc.github.io/grpc/core/md_doc_http-grpc-status-mapping.html; but a timeout of ours is one. */
const STATUS: Readonly<Record<number, number>> = {
  400: 13,
  401: 16,
  403: 7,
  404: 12,
  408: DEADLINE_EXCEEDED,
  429: UNAVAILABLE,
  502: UNAVAILABLE,
  503: UNAVAILABLE,
  504: DEADLINE_EXCEEDED,
};
const UNIT_MS: Readonly<Record<string, number>> = {
  n: 1e-6,
  u: 1e-3,
  m: 1,
  S: 1000,
  M: 60_000,
  H: 3_600_000,
};

/** Whether a message belongs to a gRPC call. */
export function isGrpc(fields: Fields): boolean {
  const type = fields.first('content-type');
  return type !== undefined && /^application\/grpc(?:$|[+;])/i.test(type);
}

/** Header lines of a response without messages that means to a gRPC client what a status of HTTP means to others. */
export function grpcProblem(status: number): string {
  const title = STATUS_CODES[status] ?? 'Error';
  return `content-type: application/grpc\r\ngrpc-status: ${STATUS[status] ?? UNKNOWN}\r\ngrpc-message: ${title}\r\n`;
}

/** How long a gRPC client waits for its call, by its `grpc-timeout` field as a header line; undefined without a valid one. */
export function grpcTimeoutMs(lines: string): number | undefined {
  const found = /^grpc-timeout: *(\d{1,8})([HMSmun])\r$/im.exec(lines);
  const unitMs = UNIT_MS[found?.[2] ?? ''];
  return unitMs === undefined ? undefined : Number(found?.[1]) * unitMs;
}
