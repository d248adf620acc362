import { expect, it } from 'vitest';
import type { Crossings } from '../../../../src/analyzer/judge/crossings.ts';
import type { Subject } from '../../../../src/analyzer/judge/index.ts';
import { findObstacles } from '../../../../src/analyzer/judge/separable.ts';
import type { Dependency } from '../../../../src/model/analysis.ts';
import { emptySubject, entityOf } from '../../../support/subject.ts';
import { buildRoute } from '../../../support/build-analysis.ts';

const ids = [
  'calm',
  'chatty',
  'contested',
  'hub',
  'idle',
  'mutual',
  'sharing',
  'shared',
  'writing',
  'written',
];
const subject: Subject = {
  ...emptySubject,
  modules: ids.map((id) => ({
    path: `${id}.ts`,
    lines: 1,
    role: 'domain',
    context: id,
    confidence: 1,
    because: [],
  })),
  routes: ids.filter((id) => id !== 'idle').map((id) => buildRoute(`GET /${id}`, { context: id })),
  transactions: [
    ...[1, 2, 3].map((line) => ({
      file: 'writing.ts',
      line,
      entities: ['A', 'B'],
      contexts: line === 3 ? ['writing', 'written', 'calm'] : ['writing', 'written'],
    })),
    { file: 'calm.ts', line: 1, entities: ['C'], contexts: ['calm'] },
  ],
  entities: [1, 2, 3].map((index) =>
    entityOf('shared', `Table${index}`, { writers: ['shared.ts', 'sharing.ts'] }),
  ),
  contexts: ids.map((id) => ({ id, modules: [`${id}.ts`], confidence: id === 'contested' ? 0.5 : 0.9 })),
};
const calls = (from: string, to: string, weight: number): Dependency => ({
  from,
  to,
  weight,
  kinds: ['call'],
  symbols: [],
  locations: [`${from}:1`],
});
const crossings: Crossings = {
  inside: new Map(ids.map((id) => [id, 10])),
  between: [
    { from: 'chatty', to: 'calm', weight: 12, dependencies: [] },
    { from: 'written', to: 'hub', weight: 8, dependencies: [] },
    { from: 'contested', to: 'hub', weight: 8, dependencies: [] },
    { from: 'mutual', to: 'idle', weight: 2, dependencies: [calls('mutual.ts', 'idle.ts', 2)] },
    { from: 'idle', to: 'mutual', weight: 2, dependencies: [calls('idle.ts', 'mutual.ts', 2)] },
  ],
};

it('a context can leave unless it serves nothing, is contested, shares transactions or tables, calls back and forth, needs others or is needed by all', () => {
  expect(findObstacles(subject, crossings)).toEqual(
    new Map([
      ['calm', []],
      ['chatty', ['coupling']],
      ['contested', ['contested']],
      ['hub', ['hub']],
      ['idle', ['nothing to serve', 'cycle']],
      ['mutual', ['cycle']],
      ['sharing', ['tables']],
      ['shared', ['tables']],
      ['writing', ['transactions']],
      ['written', ['transactions']],
    ]),
  );
});
