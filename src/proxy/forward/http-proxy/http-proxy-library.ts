import type { Agent, ClientRequest, IncomingMessage } from 'node:http';
import type { Readable } from 'node:stream';

/** What of http-proxy 1.18 is used: the package itself fits, and does not have to be installed for the types. */
export interface HttpProxyLibrary {
  createProxyServer(options: object): object;
}

/** A server of http-proxy, with the list of steps that it has beside what its types tell. */
export interface HttpProxyServer {
  webPasses: { readonly name: string }[];
  web(
    request: Readable,
    response: { readonly headersSent: boolean; readonly finished: boolean },
    options: { readonly target: object; readonly agent: Agent },
    onError: (error: NodeJS.ErrnoException) => void,
  ): void;
  on(event: 'start' | 'proxyReq', listener: (made: ClientRequest, request: Readable) => void): unknown;
  on(event: 'proxyRes', listener: (answer: IncomingMessage, request: Readable) => void): unknown;
}
