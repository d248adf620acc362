import type { Run } from './acts.ts';

/** One stretch of the run, between two changes of the proxy's configuration or of the world; milliseconds since 1970. */
export interface Act {
  readonly name: string;
  readonly fromMs: number;
  readonly toMs: number;
}

interface ActScore {
  readonly name: string;
  /** What the clients sent and saw. */
  readonly requests: number;
  readonly failures: number;
  readonly p50Ms: number;
  readonly p99Ms: number;
  /** What the proxy logged: which cluster gave the answer, and how many answers were fallbacks. */
  readonly byMonolith: number;
  readonly byService: number;
  readonly fallbacks: number;
}

/** Scores each act; an exchange belongs to the act that it began in. */
export function scoreActs({ acts, seen, logged }: Run): ActScore[] {
  return acts.map(({ name, fromMs, toMs }) => {
    const during = (ms: number): boolean => ms >= fromMs && ms < toMs;
    const exchanges = seen.filter((exchange) => during(exchange.startedAtMs));
    const log = logged.filter((exchange) => during(Date.parse(exchange.time)));
    const answeredBy = (cluster: string): number =>
      log.filter((exchange) => exchange.attempts.at(-1)?.cluster === cluster).length;
    const latencies = exchanges.map((exchange) => exchange.durationMs).sort((a, b) => a - b);
    return {
      name,
      requests: exchanges.length,
      failures: exchanges.filter((exchange) => !exchange.isExpected).length,
      p50Ms: percentile(latencies, 0.5),
      p99Ms: percentile(latencies, 0.99),
      byMonolith: answeredBy('monolith'),
      byService: answeredBy('catalog'),
      fallbacks: log.filter((exchange) => exchange.fallback?.action === 'fallback').length,
    };
  });
}

export function renderScoreboard(run: Run): string {
  const rows = scoreActs(run).map((act) => [
    act.name,
    String(act.requests),
    String(act.byMonolith),
    String(act.byService),
    String(act.fallbacks),
    String(act.failures),
    `${act.p50Ms.toFixed(1)} ms`,
    `${act.p99Ms.toFixed(1)} ms`,
  ]);
  const header = ['act', 'requests', 'by monolith', 'by service', 'fallbacks', 'failures', 'p50', 'p99'];
  return table(header, rows)
    .map((line) => `  ${line}`)
    .join('\n');
}

/** The smallest value that at least `share` of the sorted values do not exceed; 0 for none. */
function percentile(sorted: readonly number[], share: number): number {
  return sorted[Math.max(0, Math.ceil(sorted.length * share) - 1)] ?? 0;
}

/** Rows as aligned lines: the first column to the left, the others to the right. */
function table(header: readonly string[], rows: readonly (readonly string[])[]): string[] {
  const widths = header.map((title, column) =>
    Math.max(title.length, ...rows.map((row) => (row[column] ?? '').length)),
  );
  const line = (cells: readonly string[]): string =>
    cells
      .map((cell, column) =>
        column === 0 ? cell.padEnd(widths[0] ?? 0) : cell.padStart(widths[column] ?? 0),
      )
      .join('  ');
  return [line(header), widths.map((width) => '─'.repeat(width)).join('  '), ...rows.map(line)];
}
