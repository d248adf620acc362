import type { ProxyReport } from '../observe/proxy-status.ts';
import type { Drained } from '../server.ts';
import type { ListenAddress } from '../snapshot.ts';

/** What a worker is told. `Setup`: what it makes a snapshot of; plain data. */
export type ToWorker<Setup> =
  | { readonly kind: 'start'; readonly generation: number; readonly setup: Setup }
  /** Compile it, bind addresses that are new, and keep both; nothing changes yet. */
  | { readonly kind: 'prepare'; readonly generation: number; readonly setup: Setup }
  /** What was prepared is not wanted after all. */
  | { readonly kind: 'discard' }
  /** Swap in what was prepared. */
  | { readonly kind: 'commit'; readonly generation: number }
  | { readonly kind: 'report'; readonly id: number }
  | { readonly kind: 'reopen-log' }
  /** Ask clients to connect anew, and go on accepting. */
  | { readonly kind: 'turn-away' }
  | { readonly kind: 'stop'; readonly graceMs: number };

/** What a worker says. */
export type FromWorker =
  /** It has loaded its code and waits for `start`. */
  | { readonly kind: 'loaded' }
  | { readonly kind: 'listening'; readonly generation: number; readonly addresses: readonly ListenAddress[] }
  | { readonly kind: 'not-listening'; readonly reason: string }
  | { readonly kind: 'prepared'; readonly generation: number }
  | { readonly kind: 'refused'; readonly generation: number; readonly reason: string }
  | { readonly kind: 'report'; readonly id: number; readonly report: ProxyReport }
  /** Lines of the access log, for a sink that only one process may write to. */
  | { readonly kind: 'log'; readonly lines: string }
  | { readonly kind: 'stopped'; readonly drained: Drained; readonly report: ProxyReport };
