import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { findCrossings } from '../../../../src/analyzer/judge/crossings.ts';
import { surveyLandscape } from '../../../../src/analyzer/judge/plan/landscape.ts';
import { findFindings, rules } from '../../../../src/analyzer/judge/findings/index.ts';
import type { Subject } from '../../../../src/analyzer/judge/index.ts';
import { buildFacts } from '../../../support/facts.ts';
import { emptySubject, entityOf, modulesIn } from '../../../support/subject.ts';
import { buildRoute } from '../../../support/build-analysis.ts';

/** Modules in the context that their folder is named after. */
function subject(dependencies: readonly string[], parts: Partial<Subject> = {}): Subject {
  const facts = buildFacts({ dependencies });
  const paths = facts.modules.map(({ path }) => path);
  return { ...emptySubject, ...modulesIn(...paths), dependencies: [...facts.dependencies], ...parts };
}

/** All findings but those about sizes, which small examples always have. */
const findingsOf = (given: Subject) =>
  findFindings(given, findCrossings(given), surveyLandscape(given)).filter(
    ({ code }) => !['CONTEXT_TOO_SMALL', 'CONTEXT_TOO_BIG', 'DISTRIBUTED_MONOLITH'].includes(code),
  );
const allOf = (given: Subject, code: string) =>
  findFindings(given, findCrossings(given), surveyLandscape(given)).filter(
    (finding) => finding.code === code,
  );

describe('a cycle between contexts', () => {
  it('is found with the cheapest cut', () => {
    const [finding] = findingsOf(
      subject(['a/1.ts -> b/1.ts', 'a/2.ts -> b/1.ts', 'b/1.ts -> a/3.ts', 'a/1.ts -> c/1.ts']),
    );
    expect(finding).toMatchObject({
      code: 'CONTEXT_CYCLE',
      severity: 'warning',
      title: 'a, b depend on each other in a cycle',
      locations: ['b/1.ts:1'],
      numbers: { contexts: 2, cutEdges: 1, cutReferences: 1 },
    });
    expect(finding?.fix).toContain('b → a (1)');
  });

  it('is not one when a way back exists only as a type or as a re-export', () => {
    expect(findingsOf(subject(['a/1.ts -> b/1.ts', 'b/1.ts -type-> a/1.ts']))).toEqual([]);
    expect(findingsOf(subject(['a/1.ts -> b/1.ts', 'b/index.ts -re-export-> a/1.ts']))).toEqual([]);
  });
});

describe('a table', () => {
  const entity = {
    name: 'Stock',
    table: 'stock',
    file: 'a/1.ts',
    line: 3,
    orm: 'typeorm',
    context: 'a',
    readers: [],
    relations: [],
  };

  it('that two contexts write is found at the writers that do not own it', () => {
    const given = subject(['a/1.ts -> a/2.ts', 'b/1.ts -> b/2.ts'], {
      entities: [{ ...entity, writers: ['a/1.ts', 'a/2.ts', 'b/1.ts'] }],
    });
    expect(findingsOf(given)).toMatchObject([
      {
        code: 'TABLE_TWO_WRITERS',
        title: 'stock is written by a, b',
        locations: ['b/1.ts:1'],
        numbers: { contexts: 2, writers: 3, foreignWriters: 1 },
      },
    ]);
  });

  it('that one context writes is fine, whoever reads it', () => {
    const given = subject(['a/1.ts -> a/2.ts', 'b/1.ts -> b/2.ts'], {
      entities: [{ ...entity, writers: ['a/1.ts', 'a/2.ts'], readers: ['b/1.ts'] }],
    });
    expect(findingsOf(given)).toEqual([]);
  });
});

describe('a transaction', () => {
  const across = { line: 80, entities: ['Order', 'Stock'], contexts: ['a', 'b'] };

  it('over two contexts is an error at its line, one inside a context is not', () => {
    const given = subject(['a/1.ts -> a/2.ts'], {
      transactions: [
        { file: 'a/1.ts', ...across },
        { file: 'a/1.ts', line: 90, entities: ['Order'], contexts: ['a'] },
      ],
    });
    expect(findingsOf(given)).toMatchObject([
      {
        code: 'TRANSACTION_ACROSS',
        severity: 'error',
        locations: ['a/1.ts:80'],
        numbers: { contexts: 2, entities: 2, transactions: 1 },
      },
    ]);
  });

  it('of a tool is none of the application', () => {
    const given = subject(['a/1.ts -> a/2.ts'], { transactions: [{ file: 'seed.ts', ...across }] });
    expect(findingsOf(given)).toEqual([]);
  });
});

describe('data across contexts', () => {
  const places = { line: 4, function: 'run', via: 'sql' };
  const order = entityOf('a', 'Order', {
    foreignKeys: [{ columns: ['user_id'], entity: 'User', table: 'users', references: [] }],
  });
  const user = entityOf('b', 'User');
  const across = { entities: ['Order', 'User'], contexts: ['a', 'b'] };

  it('that is joined is one finding for the context that runs the queries', () => {
    const given = subject(['a/1.ts -> a/2.ts'], {
      joins: [
        { file: 'a/1.ts', ...places, ...across },
        { file: 'a/2.ts', ...places, ...across },
        { file: 'a/2.ts', ...places, line: 9, entities: ['Order', 'Line'], contexts: ['a'] },
        { file: 'seeds/a.ts', ...places, ...across },
      ],
    });
    expect(allOf(given, 'JOIN_ACROSS')).toMatchObject([
      {
        title: '2 queries of a join tables of b',
        contexts: ['a', 'b'],
        locations: ['a/1.ts:4', 'a/2.ts:4'],
        numbers: { contexts: 1, joins: 2 },
      },
    ]);
  });

  it('that a key leads to is one finding for the context that holds the keys', () => {
    const given = subject(['a/1.ts -> a/2.ts'], { entities: [order, user] });
    expect(allOf(given, 'FOREIGN_KEY_ACROSS')).toMatchObject([
      { severity: 'info', title: 'One foreign key of a leads to b', locations: ['a/order.ts:1'] },
    ]);
  });

  it('that a transaction only reads is no error, and says so', () => {
    const access = (op: 'read' | 'write', entity: string) => ({ op, entity, file: 'a/1.ts', line: 5 });
    const transaction = { file: 'a/1.ts', line: 3, ...across };
    const given = (accesses: ReturnType<typeof access>[]) =>
      subject(['a/1.ts -> a/2.ts'], {
        entities: [order, user],
        transactions: [{ ...transaction, accesses }],
      });
    expect(
      allOf(given([access('write', 'Order'), access('read', 'User')]), 'TRANSACTION_ACROSS'),
    ).toMatchObject([{ severity: 'info', title: 'One transaction reads of others: a, b' }]);
    const [saga] = allOf(given([access('write', 'Order'), access('write', 'User')]), 'TRANSACTION_ACROSS');
    expect(saga?.severity).toBe('error');
    expect(saga?.fix).toContain('a writes Order; then b writes User');
  });
});

it('state of a module that two contexts change, one of them through its functions, is shared', () => {
  const given = subject(['a/1.ts -> b/store.ts', 'b/2.ts -> b/store.ts'], {
    state: [
      {
        name: 'sessions',
        file: 'b/store.ts',
        line: 2,
        writers: [{ file: 'b/store.ts', line: 5, function: 'open' }],
      },
      {
        name: 'own',
        file: 'b/store.ts',
        line: 3,
        writers: [{ file: 'b/store.ts', line: 9, function: 'close' }],
      },
    ],
    calls: [
      {
        from: 'a/1.ts',
        line: 7,
        function: 'login',
        to: 'b/store.ts',
        target: 'open',
        reads: [],
        writes: [],
        isExternal: false,
        result: 'unused',
        transaction: null,
      },
    ],
  });
  expect(allOf(given, 'SHARED_STATE')).toMatchObject([
    {
      title: 'sessions of b/store.ts is changed by a, b',
      locations: ['b/store.ts:2', 'a/1.ts:7'],
      numbers: { contexts: 2, variables: 1, places: 1 },
    },
  ]);
});

describe('a boundary', () => {
  const calls = (count: number): Subject['calls'] =>
    Array.from({ length: count }, (_, index) => ({
      from: 'a/1.ts',
      line: index + 1,
      function: 'run',
      to: 'b/1.ts',
      target: `find${index % 8}`,
      reads: ['User'],
      writes: [],
      isExternal: false,
      result: 'used' as const,
      transaction: null,
    }));

  it('over which many functions are called at many places is chatty', () => {
    expect(allOf(subject(['a/1.ts -> b/1.ts'], { calls: calls(12) }), 'CHATTY_BOUNDARY')).toMatchObject([
      { title: 'a calls 8 functions of b, at 12 places', numbers: { functions: 8, places: 12 } },
    ]);
    expect(allOf(subject(['a/1.ts -> b/1.ts'], { calls: calls(11) }), 'CHATTY_BOUNDARY')).toEqual([]);
  });

  it('that only commits know is hidden, unless something lies between', () => {
    const pair = (a: string, b: string, isLinked = false) => ({
      a,
      b,
      commits: 6,
      confidence: { ofA: 0.6, ofB: 0.2 },
      lift: 3,
      isLinked,
    });
    const history = {
      ...emptySubject.history,
      coChanges: [
        pair('a/1.ts', 'b/1.ts'),
        pair('a/2.ts', 'b/1.ts'),
        pair('a/3.ts', 'b/1.ts', true),
        pair('a/4.ts', 'b/1.ts'),
      ],
    };
    const files = ['a/1.ts -> a/2.ts', 'a/3.ts -> b/1.ts', 'a/4.ts -> a/3.ts'];
    expect(allOf(subject(files, { history }), 'HIDDEN_COUPLING')).toMatchObject([
      { title: 'a and b change together without using each other', numbers: { pairs: 2, commits: 6 } },
    ]);
  });
});

describe('a context', () => {
  const users = ['b', 'c', 'd', 'e', 'f'].map((id) => `${id}/1.ts -> a/user.service.ts`);

  it('has a hub where a module with data has users in many others', () => {
    const accesses = [
      {
        entity: 'User',
        op: 'read' as const,
        file: 'a/user.service.ts',
        line: 1,
        function: 'find',
        via: 'x',
        confidence: 1,
      },
    ];
    expect(allOf(subject(users, { accesses }), 'CORE_HUB')).toMatchObject([
      {
        title: 'a/user.service.ts of a is a hub: 5 other contexts use it',
        numbers: { contexts: 5, references: 5 },
      },
    ]);
    expect(allOf(subject(users.slice(1), { accesses }), 'CORE_HUB')).toEqual([]);
    expect(allOf(subject(users), 'CORE_HUB')).toEqual([]);
  });

  it('is a layer where its modules have one role', () => {
    const layer = Array.from({ length: 6 }, (_, index) => `a/n${index}.controller.ts -> b/n.service.ts`);
    expect(allOf(subject(layer), 'LAYERED_CONTEXT')).toMatchObject([
      { title: 'a is a layer: 6 of its 6 modules are controllers' },
    ]);
    expect(allOf(subject(layer.slice(1)), 'LAYERED_CONTEXT')).toEqual([]);
  });

  it('is too small or too big by its share', () => {
    const big = Array.from({ length: 10 }, (_, index) => `a/${index}.ts -> a/0.ts`).slice(1);
    const given = subject([...big, 'b/1.ts -> b/2.ts', 'c/1.ts -> c/2.ts']);
    expect(allOf(given, 'CONTEXT_TOO_BIG').map(({ title }) => title)).toEqual([
      'a holds 71 % of the modules',
    ]);
    expect(allOf(given, 'CONTEXT_TOO_SMALL').map(({ title }) => title)).toEqual([
      'b has 2 modules and 20 lines',
      'c has 2 modules and 20 lines',
    ]);
  });
});

it('contexts that need each other for most requests would be a distributed monolith', () => {
  const circle = ['a/1.ts -> b/1.ts', 'b/1.ts -> c/1.ts', 'c/1.ts -> a/1.ts'];
  const wide = buildRoute('GET /', { context: 'a', touches: ['a', 'b', 'c'] });
  expect(allOf(subject(circle, { routes: [wide] }), 'DISTRIBUTED_MONOLITH')).toMatchObject([
    { severity: 'error', numbers: { contexts: 3, wideRoutes: 1, cutShare: 1, inCycle: 1 } },
  ]);
  expect(
    allOf(subject(['a/1.ts -> b/1.ts', 'b/1.ts -> b/2.ts', 'c/1.ts -> c/2.ts']), 'DISTRIBUTED_MONOLITH'),
  ).toEqual([]);
});

it('routes over three contexts or more are one finding for each context', () => {
  const given = subject(['a/1.ts -> a/2.ts'], {
    routes: [
      buildRoute('GET /two', { context: 'a', touches: ['a', 'b'] }),
      buildRoute('GET /three', { context: 'a', touches: ['a', 'b', 'c'], line: 3 }),
      buildRoute('GET /four', { context: 'a', touches: ['a', 'b', 'c', 'd'], line: 4 }),
    ],
  });
  expect(findingsOf(given)).toMatchObject([
    {
      code: 'ROUTE_OVER_MANY',
      title: '2 of 3 routes of a touch 3 contexts or more',
      locations: ['a.ts:4', 'a.ts:3'],
      numbers: { contexts: 4, routes: 2 },
    },
  ]);
});

it('every rule has one row in the reference, and the reference has no other', () => {
  const page = readFileSync('docs/reference/findings.md', 'utf8');
  expect([...page.matchAll(/^\| `(\w+)` \|/gm)].map(([, code]) => code)).toEqual(
    rules.map(({ code }) => code),
  );
});
