import { setTimeout as delay } from 'node:timers/promises';
import picocolors from 'picocolors';
import {
  driveTraffic,
  type TrafficExchange,
  type TrafficSummary,
} from '../../fixtures/monoliths/shop/traffic/drive-traffic.ts';
import { readAccessLog, type LoggedExchange } from './access-log.ts';
import { executionsIn, type Execution } from './executions.ts';
import type { ProxyFile } from './proxy-file.ts';
import type { Act } from './scoreboard.ts';
import type { Stage } from './stage.ts';

/** Everything that was measured while the acts were performed. */
export interface Run {
  readonly acts: readonly Act[];
  readonly seen: readonly TrafficExchange[];
  readonly summary: TrafficSummary;
  readonly logged: readonly LoggedExchange[];
  readonly executions: readonly Execution[];
}

const requestsPerSecond = 50;
const canaryPercent = 30;

interface Script {
  readonly name: string;
  readonly begin: () => Promise<void> | void;
}

interface ActOptions {
  readonly proxyFile: ProxyFile;
  readonly routeSet: string;
  readonly actMs: number;
  readonly signal: AbortSignal;
}

/** One stream of traffic over four acts: monolith, canary, full, service killed. The change falls in mid-stream each time. */
export async function performActs(
  stage: Stage,
  { proxyFile, routeSet, actMs, signal }: ActOptions,
): Promise<Run> {
  const move = async (changes: Record<string, string | number>): Promise<void> => {
    proxyFile.change(routeSet, changes);
    proxyFile.save();
    await stage.reloadProxy();
  };
  const scripts: Script[] = [
    { name: 'monolith', begin: () => undefined },
    {
      name: `canary ${canaryPercent} %`,
      begin: () => {
        // Behind a load balancer a visitor is known by the address that it forwards, if the balancer is trusted.
        proxyFile.trust('127.0.0.1');
        return move({ cluster: 'catalog', phase: 'canary', canaryPercent });
      },
    },
    { name: 'full', begin: () => move({ phase: 'full' }) },
    { name: 'service killed', begin: () => stage.killService() },
  ];
  const seen: TrafficExchange[] = [];
  const traffic = driveTraffic({
    baseUrl: stage.proxyUrl,
    requestsPerSecond,
    durationMs: actMs * scripts.length,
    seed: 20,
    signal,
    onExchange: (exchange) => seen.push(exchange),
  });
  const acts: Act[] = [];
  for (const { name, begin } of scripts) {
    const fromMs = Date.now();
    await begin();
    console.log(
      `  ${picocolors.cyan(name.padEnd(15))} ${actMs / 1000} s of traffic at ${requestsPerSecond} requests/s`,
    );
    await Promise.race([delay(actMs, undefined, { signal }), traffic]);
    acts.push({ name, fromMs, toMs: Date.now() });
  }
  const summary = await traffic;
  const last = acts.at(-1);
  if (last) acts[acts.length - 1] = { ...last, toMs: Number.POSITIVE_INFINITY };
  return {
    acts,
    seen,
    summary,
    logged: readAccessLog(stage.accessLogPath),
    executions: [
      ...executionsIn('monolith', stage.monolithLines),
      ...executionsIn('catalog', stage.serviceLines),
    ],
  };
}
