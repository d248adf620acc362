import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, expect, test } from 'vitest';
import { discoverFacts } from '../../../src/analyzer/discover/index.ts';
import type { Facts } from '../../../src/analyzer/facts.ts';

const root = join(import.meta.dirname, '../../../fixtures/monoliths/shop');
const truth = JSON.parse(readFileSync(join(root, 'truth.json'), 'utf8')) as {
  readonly routes: readonly [method: string, path: string, file: string][];
  readonly entities: readonly [name: string, table: string, file: string][];
};

let facts: Facts;
beforeAll(async () => {
  facts = await discoverFacts({ root });
});

test('every route of the shop is found where it is declared, with full confidence, and no other', () => {
  const found = facts.routes.map(
    ({ method, path, file, confidence }) => `${method} ${path} ${file} ${confidence}`,
  );
  expect(found.sort()).toEqual(
    truth.routes.map(([method, path, file]) => `${method} ${path} ${file} 1`).sort(),
  );
});

test('every table of the shop is found where it is declared, and no other', () => {
  const found = facts.entities.map(({ table, file }) => `${table} ${file}`);
  expect(found.sort()).toEqual(truth.entities.map(([, table, file]) => `${table} ${file}`).sort());
});

test('reads have no side effects, orders write, mail and streams leave the process', () => {
  const effects = new Map(
    facts.routes.map(({ method, path, sideEffects }) => [`${method} ${path}`, sideEffects]),
  );
  expect(effects.get('GET /api/products/:id')).toBe('none');
  expect(effects.get('GET /api/orders')).toBe('none');
  expect(effects.get('POST /api/reviews/:id/moderation')).toBe('writes');
  expect(effects.get('DELETE /api/account/addresses/:id')).toBe('writes');
  expect([...effects.values()].filter((effect) => effect === 'unknown').length).toBeLessThan(6);
});

test('nothing is unresolved, and the wiring belongs to no context', () => {
  expect(facts.unresolvedImports).toEqual([]);
  const wiring = facts.modules.filter(({ role }) => role === 'composition-root').map(({ path }) => path);
  expect(wiring).toEqual(
    expect.arrayContaining([
      'src/app.ts',
      'src/bootstrap.ts',
      'src/container.ts',
      'src/routes/index.ts',
      'src/server.ts',
    ]),
  );
});
