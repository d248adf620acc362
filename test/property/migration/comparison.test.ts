import { expect, it } from 'vitest';
import type { Answer } from '../../../src/migration/compare/answer.ts';
import { RulesHere } from '../../../src/migration/compare/body-rules.ts';
import { RouteComparison } from '../../../src/migration/compare/route-comparison.ts';
import { faults } from './faults.ts';
import { type Json, NoisyShop, type Reply } from './noisy-shop.ts';

const rules = { body: RulesHere.of([]), ignoredHeaders: new Set<string>() };
const limits = { maxFields: 500, examplesPerField: 5 };
const timesAsked = 4;

/** Compares `exchanges` random requests of one route as the proxy does: once, and where needed three times more. */
function compareMany(
  comparison: RouteComparison,
  shop: NoisyShop,
  exchanges: number,
  serviceReply: (reply: Reply) => Reply,
): void {
  for (let nth = 0; nth < exchanges; nth++) {
    const request = shop.nextRequest();
    const monolith: Answer[] = [];
    const service: Answer[] = [];
    const ask = (): void => {
      const isMonolithFirst = shop.random() < 0.5;
      if (isMonolithFirst) monolith.push(answerOf(shop.reply(request)));
      service.push(answerOf(serviceReply(shop.reply(request))));
      if (!isMonolithFirst) monolith.push(answerOf(shop.reply(request)));
      shop.passTime();
    };
    ask();
    if (comparison.firstLook(monolith[0] as Answer, service[0] as Answer) !== 'ask-again') continue;
    while (monolith.length < timesAsked) ask();
    comparison.settle(monolith, service);
  }
}

function answerOf({ status, headers, body, bytes }: Reply): Answer {
  return {
    status,
    headers: Object.entries(headers),
    body: bytes ?? Buffer.from(jsonOf(body)),
    bodyState: 'whole',
  };
}

/** The number of the ledger is longer than a number of JavaScript. */
function jsonOf(body: Json | undefined): string {
  return body === undefined ? '' : JSON.stringify(body).replaceAll(/"ledger":"(\d+)"/g, '"ledger":$1');
}

function differentFields(comparison: RouteComparison): string[] {
  return comparison
    .fields()
    .filter(({ verdict }) => verdict === 'different')
    .map(({ field, kind }) => `${field} ${kind}`);
}

it('never reports a field when the monolith is compared with itself: timestamps, ids, lists without order, replicas that lag', {
  timeout: 120_000,
}, () => {
  for (const seed of [1, 2, 3, 4]) {
    const comparison = new RouteComparison(rules, limits);
    compareMany(comparison, new NoisyShop(seed), 2_500, (reply) => reply);
    expect(differentFields(comparison)).toEqual([]);
    expect(comparison.compared).toBe(2_500);
    expect(comparison.mismatched).toBeLessThanOrEqual(4);
  }
});

it.each(faults.map((fault, nth) => [fault.name, fault, nth] as const))(
  'finds %s within 2,000 samples, and nothing else',
  { timeout: 60_000 },
  (_name, fault, nth) => {
    const shop = new NoisyShop(100 + nth);
    const comparison = new RouteComparison(rules, limits);
    while (comparison.compared < 2_000 && differentFields(comparison).length < fault.fields.length)
      compareMany(comparison, shop, 100, (reply) => fault.apply(reply, shop.random));
    expect(differentFields(comparison)).toEqual(fault.fields);
  },
);
