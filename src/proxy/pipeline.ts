import type { Exchange } from './exchange.ts';
import { Forwarding, type ForwardingContext } from './forward/forwarding.ts';
import { answerRedirect } from './filters/redirect.ts';
import { filtersOn } from './filters/filters-on.ts';
import { maxForwards } from './forward/max-forwards.ts';
import { isLooping } from './forward/via.ts';
import { canonicalPath } from './routing/canonical-path.ts';
import { chooseCluster } from './routing/choose-cluster.ts';
import { overridingMethods } from './routing/method-override.ts';
import { matchRequest, readsTwoWays } from './routing/readings.ts';

/** One numbered step of an exchange's life; false: the exchange has been answered and goes no further. */
export interface Stage {
  readonly number: number;
  readonly name: string;
  run(exchange: Exchange, context: ForwardingContext): boolean;
}

/**
 * The life of an exchange once its head has been read (stages 1 and 2 are `http1/request-reader.ts`). The numbers are those of
 * docs/life-of-a-request.md; stages 7 to 9 follow from what the attempt of stage 6 reports.
 */
export const stages: readonly Stage[] = [
  { number: 3, name: 'canonical path', run: findPath },
  { number: 4, name: 'match', run: matchRoute },
  { number: 5, name: 'choose the side', run: chooseSide },
  { number: 6, name: 'forward', run: forward },
];

/** Runs an exchange through the stages until one answers it. */
export function runExchange(exchange: Exchange, context: ForwardingContext): void {
  for (const stage of stages) {
    if (!stage.run(exchange, context)) return;
  }
}

function findPath(exchange: Exchange, context: ForwardingContext): boolean {
  const canonical = canonicalPath(exchange.head.target, exchange.snapshot.reading, exchange.method);
  if (!canonical.ok)
    return refuse(exchange, context, canonical.reason === 'too-long' ? 414 : 400, canonical.reason);
  if (canonical.path === '*' && exchange.method !== 'OPTIONS') {
    return refuse(exchange, context, 400, 'asterisk-without-options');
  }
  if (exchange.snapshot.reading.pathParameters === 'refuse' && canonical.path.includes(';'))
    return refuse(exchange, context, 400, 'path-parameters');
  if (isLooping(exchange.head.fields)) return refuse(exchange, context, 508, 'loop');
  const passes = maxForwards(exchange.method, exchange.head.fields);
  if (passes === 'invalid') return refuse(exchange, context, 400, 'bad-max-forwards');
  if (passes === 0) return answerHere(exchange, context);
  exchange.maxForwards = passes === undefined ? undefined : passes - 1;
  exchange.path = canonical.path;
  exchange.query = canonical.query;
  exchange.host = canonical.host ?? exchange.head.host ?? '';
  exchange.overridingMethods = overridingMethods(exchange.method, exchange.head.fields, exchange.query);
  return true;
}

function matchRoute(exchange: Exchange, context: ForwardingContext): boolean {
  const matched = matchRequest(exchange, exchange.snapshot);
  if ('problem' in matched) return refuse(exchange, context, 400, matched.problem);
  exchange.match = matched.match;
  return true;
}

function chooseSide(exchange: Exchange, context: ForwardingContext): boolean {
  const monolith = exchange.snapshot.clusters.get('monolith');
  if (monolith === undefined) return refuse(exchange, context, 503, 'no monolith configured');
  const choice = chooseCluster(exchange.match, exchange, monolith);
  if (readsTwoWays(exchange, choice, exchange.snapshot, monolith))
    return refuse(exchange, context, 400, 'two-sides');
  exchange.cluster = choice.cluster;
  exchange.fallback = choice.fallback;
  exchange.why = choice.why;
  const redirect = filtersOn(exchange, choice.cluster.name)?.redirect;
  if (redirect === undefined) return true;
  exchange.status = redirect.status;
  answerRedirect(exchange, redirect);
  context.onFinished(exchange);
  return false;
}

function forward(exchange: Exchange, context: ForwardingContext): boolean {
  new Forwarding(exchange, context).start();
  return true;
}

/** Who asks how far its request comes has come this far. */
function answerHere(exchange: Exchange, context: ForwardingContext): boolean {
  exchange.status = 204;
  exchange.response.start(204, 'No Content', '', { kind: 'none' });
  exchange.response.end('');
  context.onFinished(exchange);
  return false;
}

function refuse(exchange: Exchange, context: ForwardingContext, status: number, reason: string): boolean {
  exchange.status = status;
  exchange.refusal = reason;
  exchange.response.problem(status, false);
  context.onFinished(exchange);
  return false;
}
