import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import type { Crossings } from '../../../../src/analyzer/judge/crossings.ts';
import type { Subject } from '../../../../src/analyzer/judge/index.ts';
import type { Division } from '../../../../src/analyzer/judge/metrics/division.ts';
import {
  contextMetrics,
  divisionMetrics,
  projectMetrics,
} from '../../../../src/analyzer/judge/metrics/index.ts';
import { buildRoute } from '../../../support/build-analysis.ts';
import { emptySubject, entityOf, modulesIn } from '../../../support/subject.ts';

const crossings: Crossings = {
  inside: new Map([['a', 6]]),
  between: [
    { from: 'a', to: 'b', weight: 3, dependencies: [] },
    { from: 'b', to: 'a', weight: 1, dependencies: [] },
  ],
};
const measure = (name: string, context: string, subject: Subject = emptySubject) =>
  contextMetrics.find((metric) => metric.name === name)?.measure(crossings, context, subject);
const evidence = { stability: 0, randomStability: 0, modularity: 0 };
const measureAll = (name: string, subject: Subject) =>
  projectMetrics.find((metric) => metric.name === name)?.measure(subject, crossings, evidence);

describe('a context', () => {
  it('is as cohesive as twice its inner references are of all that it takes part in', () => {
    expect(measure('cohesion', 'a')).toBeCloseTo(12 / 16);
  });

  it('is as coupled as the share of its references that cross', () => {
    expect(measure('coupling', 'a')).toBeCloseTo(4 / 10);
  });

  it('is as unstable as the share of what crosses that leaves it', () => {
    expect(measure('instability', 'a')).toBeCloseTo(3 / 4);
    expect(measure('instability', 'b')).toBeCloseTo(1 / 4);
  });

  it('has no metric that nothing was measured for', () => {
    expect(contextMetrics.map((metric) => metric.measure(crossings, 'lonely', emptySubject))).toEqual(
      contextMetrics.map(() => undefined),
    );
  });
});

/** Parts of three, two and one module: 1 → 2 three times, and so on. */
const division: Division = {
  partOf: new Map(Object.entries({ 1: 'a', 2: 'a', 3: 'a', 4: 'b', 5: 'b', 6: 'c' })),
  uses: [
    { from: '1', to: '2', weight: 3 },
    { from: '2', to: '1', weight: 1 },
    { from: '2', to: '3', weight: 1 },
    { from: '4', to: '5', weight: 2 },
    { from: '1', to: '4', weight: 5 },
    { from: '4', to: '1', weight: 1 },
    { from: '3', to: '6', weight: 1 },
    { from: '3', to: 'without a part', weight: 9 },
  ],
};
const sized = (...sizes: number[]): Division => ({
  partOf: new Map(
    sizes.flatMap((size, part) => Array.from({ length: size }, (_, n) => [`${part}/${n}`, String(part)])),
  ),
  uses: [],
});
const divided = (name: string, given: Division = division) =>
  divisionMetrics.find((metric) => metric.name === name)?.measure(given);

describe('a division into parts', () => {
  it('has a largest part and singletons', () => {
    expect(divided('largestShare')).toBeCloseTo(3 / 6);
    expect(divided('singletons')).toBe(1);
  });

  it('cuts a share of the references, with or without logarithm', () => {
    expect(divided('cutShare')).toBeCloseTo((5 + 1 + 1) / 14);
    expect(divided('icpLog')).toBeCloseTo((3 + Math.log(5)) / (7 + Math.log(30)));
  });

  it('has a structural modularity, whose coupling counts twice in the code of FSE 2021', () => {
    const cohesion = (2 / 9 + 1 / 4 + 0) / 3;
    const coupling = (1 / 12 + 0 + 1 / 6) / 3;
    expect(divided('smFse')).toBeCloseTo(cohesion - 2 * coupling);
    expect(divided('smFosci')).toBeCloseTo(cohesion - coupling);
  });

  it('has pairs over its borders, and modules that others use, per part', () => {
    expect(divided('ifnFse')).toBeCloseTo(2 / 3);
    expect(divided('ifnFosci')).toBeCloseTo(3 / 3);
  });

  it('is extreme by one definition of NED where it is not by the other', () => {
    expect(divided('nedFse', sized(6, 21, 3))).toBeCloseTo(1 - 6 / 30);
    expect(divided('nedChgnn', sized(6, 21, 3))).toBeCloseTo(6 / 30);
    expect(divided('nedFse', sized(2, 2))).toBe(1);
    expect(divided('nedChgnn', sized(2, 2))).toBe(1);
  });

  it('has the modularity of its plain references', () => {
    expect(divided('referenceModularity')).toBeCloseTo(7 / 14 - (17 ** 2 + 10 ** 2 + 1 ** 2) / 28 ** 2);
  });

  it('into no part has numbers and no errors', () => {
    for (const { measure: of } of divisionMetrics) expect(of(sized())).not.toBeNaN();
  });
});

describe('the data of a proposal', () => {
  const places = { line: 1, function: 'run', via: 'sql' };
  const order = entityOf('a', 'Order', { readers: ['b/ship.ts'] });
  const stock = entityOf('b', 'Stock', {
    writers: ['a/order.ts', 'b/stock.ts'],
    foreignKeys: [{ columns: ['order_id'], entity: 'Order', table: 'order', references: [] }],
  });
  const shelf = entityOf('b', 'Shelf', { relations: [{ to: 'Stock', kind: 'many-to-one' }] });
  const subject: Subject = {
    ...emptySubject,
    ...modulesIn('a/order.ts', 'b/ship.ts', 'b/stock.ts', 'b/shelf.ts'),
    entities: [order, stock, shelf],
    transactions: [
      { file: 'a/order.ts', line: 1, entities: ['Order', 'Stock'], contexts: ['a', 'b'] },
      { file: 'a/order.ts', line: 2, entities: ['Order'], contexts: ['a'] },
      { file: 'seed.ts', line: 3, entities: ['Order', 'Stock'], contexts: ['a', 'b'] },
    ],
    joins: [
      { file: 'b/ship.ts', ...places, entities: ['Order', 'Stock'], contexts: ['a', 'b'] },
      { file: 'b/stock.ts', ...places, entities: ['Shelf', 'Stock'], contexts: ['b'] },
      { file: 'b/stock.ts', ...places, line: 2, entities: ['Shelf', 'Stock'], contexts: ['b'] },
    ],
  };

  it('is owned where one context writes it', () => {
    expect(measureAll('dataOwnership', subject)).toBeCloseTo(2 / 3);
  });

  it('is exclusive to a context where no other uses it', () => {
    expect(measure('dataExclusivity', 'a', subject)).toBe(0);
    expect(measure('dataExclusivity', 'b', subject)).toBeCloseTo(1 / 3);
  });

  it('is tied across by transactions, joins and keys of the application', () => {
    expect(measureAll('crossTransactions', subject)).toBeCloseTo(1 / 2);
    expect(measure('crossTransactions', 'b', subject)).toBe(1);
    expect(measureAll('crossJoins', subject)).toBeCloseTo(1 / 3);
    expect(measure('crossJoins', 'a', subject)).toBe(1);
    expect(measureAll('crossForeignKeys', subject)).toBeCloseTo(1 / 2);
    expect(measure('crossForeignKeys', 'a', subject)).toBe(1);
  });
});

describe('the running application', () => {
  it('is as chatty as its entry points touch other contexts on average', () => {
    const subject: Subject = {
      ...emptySubject,
      routes: [
        buildRoute('GET /1', { context: 'a', touches: ['a', 'b', 'c'] }),
        buildRoute('GET /2', { context: 'a', touches: ['a'] }),
        buildRoute('GET /3', { context: 'b', touches: ['b', 'c'] }),
        buildRoute('GET /4', { context: null, touches: ['a', 'b'] }),
      ],
    };
    expect(measureAll('chattiness', subject)).toBeCloseTo((2 + 0 + 1) / 3);
    expect(measure('chattiness', 'a', subject)).toBe(1);
  });

  it('cuts the share of the observed calls that cross', () => {
    const call = (from: string, to: string, count: number) => ({ from, to, count });
    const subject: Subject = {
      ...emptySubject,
      ...modulesIn('a/1.ts', 'a/2.ts', 'b/1.ts'),
      runtime: {
        requests: 1,
        routes: [],
        unknown: [],
        spans: 0,
        placedSpans: 0,
        calls: [call('a/1.ts', 'a/2.ts', 6), call('a/1.ts', 'b/1.ts', 2), call('main.ts', 'b/1.ts', 9)],
      },
    };
    expect(measureAll('observedCut', subject)).toBeCloseTo(2 / 8);
    expect(measureAll('observedCut', emptySubject)).toBeUndefined();
  });
});

it('every metric has one row in the reference, and the reference has no other', () => {
  const page = readFileSync('docs/reference/metrics.md', 'utf8');
  const documented = [...page.matchAll(/^\| `(\w+)` \|/gm)].map(([, name]) => name);
  expect(documented).toEqual(
    [...contextMetrics, ...divisionMetrics, ...projectMetrics].map(({ name }) => name),
  );
});
