import { expect, it } from 'vitest';
import type { Crossings } from '../../../../src/analyzer/judge/crossings.ts';
import type { Subject } from '../../../../src/analyzer/judge/index.ts';
import { findObstacles } from '../../../../src/analyzer/judge/separable.ts';
import { emptySubject } from '../../../support/subject.ts';
import { buildRoute } from '../../../support/build-analysis.ts';

const ids = ['calm', 'chatty', 'contested', 'idle', 'writing', 'written'];
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
  contexts: ids.map((id) => ({ id, modules: [`${id}.ts`], confidence: id === 'contested' ? 0.5 : 0.9 })),
};
const crossings: Crossings = {
  inside: new Map(ids.map((id) => [id, 10])),
  between: [
    { from: 'chatty', to: 'calm', weight: 9, dependencies: [] },
    { from: 'written', to: 'chatty', weight: 2, dependencies: [] },
  ],
};

it('a context can leave unless it serves nothing, is contested, shares many transactions, or has most references over its border', () => {
  expect(findObstacles(subject, crossings)).toEqual(
    new Map([
      ['calm', []],
      ['chatty', ['coupling']],
      ['contested', ['contested']],
      ['idle', ['nothing to serve']],
      ['writing', ['transactions']],
      ['written', ['transactions']],
    ]),
  );
});
