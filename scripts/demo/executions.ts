/** One request that a backend executed, as its own request log tells. */
export interface Execution {
  readonly backend: string;
  readonly requestId: string;
  readonly method: string;
  readonly url: string;
  readonly status: number;
}

/** The executions in a backend's log: one JSON line per request, other lines are skipped. */
export function executionsIn(backend: string, lines: readonly string[]): Execution[] {
  return lines.flatMap((line) => {
    if (!line.startsWith('{')) return [];
    let entry: unknown;
    try {
      entry = JSON.parse(line);
    } catch {
      return [];
    }
    const { requestId, method, url, status } = entry as Partial<Execution>;
    if (!requestId || !method || url === undefined || status === undefined) return [];
    return [{ backend, requestId, method, url, status }];
  });
}

const safeMethods = new Set(['GET', 'HEAD', 'OPTIONS']);

/**
 * Writes that more than one execution carried out: the same request id, not a safe method, and not refused as
 * `421 Misdirected Request`, by which a backend declares that it did nothing.
 */
export function doubledWrites(executions: readonly Execution[]): Execution[][] {
  const byRequest = new Map<string, Execution[]>();
  for (const execution of executions) {
    if (safeMethods.has(execution.method) || execution.status === 421) continue;
    byRequest.set(execution.requestId, [...(byRequest.get(execution.requestId) ?? []), execution]);
  }
  return [...byRequest.values()].filter((group) => group.length > 1);
}
