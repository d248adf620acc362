import type { TrafficExchange } from '../../fixtures/monoliths/shop/traffic/drive-traffic.ts';
import type { Analysis } from '../../src/model/analysis.ts';
import type { Run } from './acts.ts';
import { doubledWrites } from './executions.ts';
import { scoreActs } from './scoreboard.ts';

/** One thing that Banyan promises, judged by what this run measured. */
export interface PromiseKept {
  readonly text: string;
  readonly isKept: boolean;
  readonly measured: string;
}

const safeMethods = new Set(['GET', 'HEAD', 'OPTIONS']);

export function judgePromises({
  analysis,
  configuredRoutes,
  run,
  proxyExitCode,
}: {
  analysis: Analysis;
  configuredRoutes: number;
  run: Run;
  proxyExitCode: number | null;
}): PromiseKept[] {
  const [monolith, canary, full, killed] = scoreActs(run);
  if (!monolith || !canary || !full || !killed)
    throw new Error('the demo was interrupted before its last act');
  const failedSafe = run.seen.filter((exchange) => !exchange.isExpected && safeMethods.has(exchange.method));
  const failedWrites = run.seen.filter(
    (exchange) => !exchange.isExpected && !safeMethods.has(exchange.method),
  );
  const doubled = doubledWrites(run.executions);
  const writes = run.executions.filter((execution) => !safeMethods.has(execution.method)).length;
  const surfaced = run.logged.filter((exchange) => exchange.fallback?.action === 'surface').length;
  return [
    {
      text: 'every route found in the code is in the proxy configuration',
      isKept: configuredRoutes > 0 && configuredRoutes === analysis.routes.length,
      measured: `${configuredRoutes} of ${analysis.routes.length}`,
    },
    {
      text: 'before the move the monolith answers everything',
      isKept: monolith.byMonolith > 0 && monolith.byService === 0,
      measured: `${monolith.byMonolith} monolith, ${monolith.byService} service`,
    },
    {
      text: 'in canary both sides answer',
      isKept: canary.byMonolith > 0 && canary.byService > 0,
      measured: `${canary.byMonolith} monolith, ${canary.byService} service`,
    },
    {
      text: 'in full the service answers more than in canary',
      isKept: full.byService > canary.byService,
      measured: `${full.byService} against ${canary.byService}`,
    },
    {
      text: 'a killed service is answered for by the monolith',
      isKept: killed.fallbacks > 0 && killed.byMonolith > 0,
      measured: `${killed.fallbacks} fallbacks`,
    },
    {
      text: 'no safe request failed',
      isKept: run.seen.length > 0 && failedSafe.length === 0,
      measured: `${failedSafe.length} of ${run.seen.length} requests${failedSafe.map(describe).join('')}`,
    },
    {
      text: 'no write was executed twice',
      isKept: writes > 0 && doubled.length === 0,
      measured: `${doubled.length} of ${writes} writes in the logs of both backends`,
    },
    {
      text: 'a write failed only where it may have run and was not repeated',
      isKept: failedWrites.length <= surfaced,
      measured: `${failedWrites.length} failed, ${surfaced} surfaced by the proxy${failedWrites.map(describe).join('')}`,
    },
    {
      text: 'the proxy stopped gracefully',
      isKept: proxyExitCode === 0,
      measured: `exit code ${proxyExitCode}`,
    },
  ];
}

function describe({ method, route, status, problem }: TrafficExchange): string {
  return `\n            ${method} ${route}: ${problem ?? `status ${status}`}`;
}
