import { expect, it } from 'vitest';
import { filesInParts, filesOfSeveralContexts } from '../../../../src/analyzer/god-files/index.ts';
import type { Candidate } from '../../../../src/analyzer/cluster/propose.ts';

const parts = ['a', 'b', 'c', 'd', 'e'].map((symbol, index) => ({
  path: `routes.js#${symbol}`,
  file: 'routes.js',
  symbol,
  line: index + 1,
  endLine: index + 1,
  terms: new Map<string, number>(),
}));
const facts = { parts: { modules: parts, dependencies: [] } };

function proposal(...contexts: readonly (readonly string[])[]) {
  const candidate = {
    contexts: contexts.map((symbols, index) => ({
      id: String(index),
      modules: symbols.map((symbol) => `routes.js#${symbol}`),
    })),
  } as unknown as Candidate;
  return {
    roleOf: new Map(parts.map(({ path }) => [path, 'domain'] as const)),
    candidates: { coarse: candidate, balanced: candidate, fine: candidate },
    recommended: 'balanced' as const,
  };
}

it('a file stays in parts when its parts have several contexts', () => {
  expect([...filesOfSeveralContexts(proposal(['a', 'b', 'c'], ['d', 'e']), facts)]).toEqual(['routes.js']);
});

it('a file is whole when one context has four fifths of its parts, or none has any', () => {
  expect([...filesOfSeveralContexts(proposal(['a', 'b', 'c', 'd'], ['e']), facts)]).toEqual([]);
  expect([...filesOfSeveralContexts(proposal(), facts)]).toEqual([]);
});

it('a proposal says which files it has in parts', () => {
  expect([...filesInParts(proposal(), facts)]).toEqual(['routes.js']);
  expect([...filesInParts({ roleOf: new Map([['routes.js', 'domain']]) }, facts)]).toEqual([]);
});
