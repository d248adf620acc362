import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { findCrossings } from '../../../../src/analyzer/judge/crossings.ts';
import { findFindings, rules } from '../../../../src/analyzer/judge/findings/index.ts';
import type { Subject } from '../../../../src/analyzer/judge/index.ts';
import { buildFacts } from '../../../support/facts.ts';
import { emptySubject } from '../../../support/subject.ts';
import { buildRoute } from '../../../support/build-analysis.ts';

/** Modules in the context that their folder is named after. */
function subject(dependencies: readonly string[], parts: Partial<Subject> = {}): Subject {
  const facts = buildFacts({ dependencies });
  const modules = facts.modules.map(({ path }) => ({
    path,
    lines: 10,
    role: 'domain' as const,
    context: path.split('/')[0] ?? null,
    confidence: 1,
    because: [],
  }));
  const ids = [...new Set(modules.flatMap(({ context }) => context ?? []))].sort();
  return {
    ...emptySubject,
    modules,
    dependencies: [...facts.dependencies],
    contexts: ids.map((id) => ({
      id,
      modules: modules.filter(({ context }) => context === id).map(({ path }) => path),
      confidence: 1,
    })),
    ...parts,
  };
}

const findingsOf = (given: Subject) => findFindings(given, findCrossings(given));

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
        numbers: { contexts: 2, entities: 2 },
      },
    ]);
  });

  it('of a tool is none of the application', () => {
    const given = subject(['a/1.ts -> a/2.ts'], { transactions: [{ file: 'seed.ts', ...across }] });
    expect(findingsOf(given)).toEqual([]);
  });
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
