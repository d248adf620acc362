import { expect, it } from 'vitest';
import { discoverFacts } from '../../../src/analyzer/discover/index.ts';
import { sourceTree } from '../../support/source-tree.ts';

it('variables of modules that functions change are state; constants, functions and what runs at the start are not', async () => {
  const root = sourceTree({
    'package.json': '{"type":"module"}',
    'store.ts': `export const sessions = new Map();
export const settings = { level: 1 };
let count = 0;
const limits = [1, 2];
export function open(id) { sessions.set(id, count++); count = count + 1; }
export function first() { return limits.concat(settings.level)[0]; }
sessions.set('boot', 1);
export const app = make();
function make() { const inner = []; inner.push(1); return { inner }; }
export function wire() { app.inner = []; open.calls = 1; }
`,
    'other.ts': `import { sessions, settings } from './store';
export const forget = (id) => { sessions.delete(id); settings.level = 2; return sessions.get(id); };
`,
    'store.test.ts': "import { sessions } from './store';\nconst reset = () => sessions.clear();\n",
  });
  const { state } = await discoverFacts({ root });
  expect(
    state.map(({ name, line, writers }) => [
      name,
      line,
      ...writers.map((each) => `${each.file}:${each.line} ${each.function}`),
    ]),
  ).toEqual([
    ['sessions', 1, 'other.ts:2 forget', 'store.ts:5 open'],
    ['settings', 2, 'other.ts:2 forget'],
    ['count', 3, 'store.ts:5 open'],
  ]);
});
