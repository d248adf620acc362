import { z } from 'zod';
import { wholeNumber } from '../quantity.ts';
import { listenerTls } from './listener-tls.ts';
import { flag, text } from './values.ts';

const listener = z.strictObject({
  host: text
    .min(1, 'must not be empty')
    .default('127.0.0.1')
    .describe('The address that the proxy listens on; 0.0.0.0 and :: mean every interface.'),
  port: wholeNumber(0, 65_535).default(8080).describe('The port that it listens on; 0 takes any free one.'),
  http2: flag
    .default(false)
    .describe(
      'Whether HTTP/2 is spoken beside HTTP/1.1: as a client chooses in the handshake (ALPN h2), or without TLS with prior knowledge (h2c).',
    ),
  proxyProtocol: flag
    .default(false)
    .describe(
      'Whether every connection begins with a PROXY protocol header, version 1 or 2, that says who the client is, as load balancers for TCP send it (AWS NLB, HAProxy, Envoy). Only `trust.proxies` may connect then.',
    ),
  tls: listenerTls,
});

export const listen = listener.prefault({}).describe('Where the proxy accepts requests.');

export const listeners = z
  .array(listener, 'must be a list of listeners')
  .min(1, 'must list at least one listener')
  .optional()
  .describe('Instead of `listen`, for more than one address.');
