import * as fc from 'fast-check';
import { expect, it } from 'vitest';
import { parseTeamConfig } from '../../src/config/index.ts';
import type { Analysis } from '../../src/model/analysis.ts';
import type { Pin } from '../../src/model/pins.ts';
import { type Change, changed } from '../../src/page/views/decide/change.ts';
import { type Outlook, outlookOf, sizesOf, standings } from '../../src/page/views/decide/outlook.ts';
import { pinsOf } from '../../src/page/views/decide/pins-of.ts';
import { pinsText } from '../../src/page/views/decide/pins-text.ts';
import { type Price, priceOf, usesOf } from '../../src/page/views/decide/price.ts';
import { type PageDocument, pageDocumentOf } from '../../src/report/page/page-document.ts';
import { analysesOf } from '../support/decided-analysis.ts';
import { shopFacts } from '../support/shop-facts.ts';

const facts = shopFacts();
const analysisWith = await analysesOf(facts);
const plain = await analysisWith([]);
const paths = pageDocumentOf(plain).names.slice(0, plain.modules.length);
const modules = fc.uniqueArray(fc.nat(paths.length - 1), { minLength: 1, maxLength: 6 });
const id = fc.constantFrom('orders', 'products', 'shipments', 'users', 'billing', 'sales');
const change: fc.Arbitrary<Change> = fc.oneof(
  { weight: 3, arbitrary: fc.record({ verb: fc.constant('move' as const), modules, to: id }) },
  fc.record({ verb: fc.constant('share' as const), modules }),
  fc.record({ verb: fc.constant('merge' as const), context: id, into: id }),
  fc.record({ verb: fc.constant('rename' as const), context: id, to: id }),
  fc.record({ verb: fc.constant('drop' as const), pin: fc.nat(3) }),
);
const changes = fc.array(change, { minLength: 1, maxLength: 5 });

function outlookAfter(data: PageDocument, list: readonly Change[]): Outlook {
  return list.reduce((outlook, each) => changed(data, outlook, each) ?? outlook, outlookOf(data));
}

/** The contexts of an outlook, each with its modules that count. */
function contextsIn(data: PageDocument, outlook: Outlook): Record<string, string[]> {
  const sizes = sizesOf(outlook);
  return Object.fromEntries(
    outlook.ids.flatMap((name, context) => {
      const own = paths.filter(
        (_, module) => outlook.home[module] === context && outlook.standing[module] === standings.counted,
      );
      return sizes[context] === 0 ? [] : [[name, own]];
    }),
  );
}

function contextsOf({ modules: all, contexts }: Analysis): Record<string, string[]> {
  return Object.fromEntries(
    contexts.map((context) => [
      context.id,
      all.flatMap(({ path, role, context: own }) => (role === 'domain' && own === context.id ? [path] : [])),
    ]),
  );
}

const share = ({ across, of }: { across: number; of: number }) =>
  of === 0 ? undefined : Math.round((across / of) * 1000) / 1000;

function numbersOf(price: Price): object {
  return {
    cutShare: share(price.references) ?? 0,
    crossTransactions: share(price.transactions),
    crossJoins: share(price.joins),
    crossForeignKeys: share(price.foreignKeys),
    cycles: price.cycles.length,
  };
}

function numbersIn({ metrics, findings }: Analysis): object {
  const { cutShare, crossTransactions, crossJoins, crossForeignKeys } = metrics;
  const cycles = findings.filter(({ code }) => code === 'CONTEXT_CYCLE').length;
  return { cutShare, crossTransactions, crossJoins, crossForeignKeys, cycles };
}

/** Applies changes to a report, copies the pins, analyses with them, and compares. */
async function roundTrip(before: Analysis, list: readonly Change[]): Promise<Pin[]> {
  const data = pageDocumentOf(before);
  const outlook = outlookAfter(data, list);
  const pins = parseTeamConfig(pinsText(data, pinsOf(data, outlook), []), 'banyan.yaml');
  const after = await analysisWith(pins);
  expect(contextsOf(after)).toEqual(contextsIn(data, outlook));
  expect(numbersIn(after)).toEqual(numbersOf(priceOf(data, usesOf(data), outlook)));
  return pins;
}

it('give the contexts and the numbers that the page showed', { timeout: 120_000 }, async () => {
  await fc.assert(
    fc.asyncProperty(changes, async (list) => void (await roundTrip(plain, list))),
    { seed: 8, numRuns: 100, endOnFailure: true },
  );
});

it('also where the team has pins, which later decisions overrule', { timeout: 120_000 }, async () => {
  let overruled = 0;
  await fc.assert(
    fc.asyncProperty(changes, changes, async (first, second) => {
      const pins = await roundTrip(plain, first);
      const again = await roundTrip(await analysisWith(pins), second);
      if (again.some(({ groups }) => groups.flat().some((pattern) => pattern.startsWith('!')))) overruled++;
    }),
    { seed: 9, numRuns: 60, endOnFailure: true },
  );
  expect(overruled).toBeGreaterThan(5);
});
