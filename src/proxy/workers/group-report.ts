import type { ProxyReport, ProxyState, ProxyStatus } from '../observe/proxy-status.ts';
import { mergePlain } from './merge-plain.ts';
import type { WorkerState } from './worker-handle.ts';

/** What several workers say together, as one proxy would say it, and who they are. */
export interface GroupReport extends ProxyReport {
  readonly workers: readonly WorkerStatus[];
  /** Workers that ended without having been asked to. */
  readonly replacements: number;
}

export interface WorkerStatus {
  readonly number: number;
  readonly pid: number;
  readonly state: WorkerState;
  /** Of the configuration that it has in force. */
  readonly generation: number;
}

const NOTHING: Omit<ProxyStatus, 'state' | 'listeners'> = {
  connections: 0,
  exchangesInFlight: 0,
  replayBytes: 0,
  clusters: [],
  destinations: [],
};

/** The sum of what the workers say; they all listen on the same addresses. */
export function mergeStatus(state: ProxyState, parts: readonly ProxyStatus[]): ProxyStatus {
  return { ...NOTHING, ...(mergePlain(parts) as object), state, listeners: parts[0]?.listeners ?? [] };
}
