import { expect, it } from 'vitest';
import { attachFollowers } from '../../../../src/analyzer/cluster/attach.ts';
import { findFeatureFolders } from '../../../../src/analyzer/cluster/folders.ts';
import { buildFacts, entityFact } from '../../../support/facts.ts';

const contexts = [
  { id: 'orders', modules: ['order.ts', 'line.ts'] },
  { id: 'users', modules: ['user.ts', 'login.ts'] },
];

/** Where a barrel goes, by the dependencies around it. */
function homeOf(...dependencies: readonly string[]): string | undefined {
  const facts = buildFacts({ modules: [{ path: 'index.ts', isBarrel: true }], dependencies });
  const attached = attachFollowers(contexts, facts, findFeatureFolders([]), () => new Map());
  return attached.find(({ modules }) => modules.includes('index.ts'))?.id;
}

it('a barrel goes where most of what it passes on is, whoever uses it', () => {
  const passedOn = ['index.ts -re-export-> order.ts', 'index.ts -re-export-> line.ts'];
  expect(homeOf(...passedOn, 'user.ts -> index.ts', 'login.ts -> index.ts')).toBe('orders');
  expect(homeOf(...passedOn, 'index.ts -re-export-> user.ts')).toBe('orders');
});

it('a barrel of which that says nothing goes where most of its users are', () => {
  const evenly = ['index.ts -re-export-> order.ts', 'index.ts -re-export-> user.ts'];
  expect(homeOf(...evenly, 'login.ts -> index.ts')).toBe('users');
});

it('a barrel that two contexts have an equal claim to stays out', () => {
  expect(homeOf('index.ts -re-export-> order.ts', 'index.ts -re-export-> user.ts')).toBeUndefined();
});

it('a migration goes where most of the entities are whose tables it makes or changes', () => {
  const migration = 'lib/Migration20240529.ts';
  const homeOfMigration = (...entities: readonly (readonly [name: string, file: string])[]) => {
    const facts = buildFacts({
      modules: [migration],
      entities: entities.map(([name, file]) => entityFact(name, file, { migrations: [migration] })),
    });
    const attached = attachFollowers(contexts, facts, findFeatureFolders([]), () => new Map());
    return attached.find(({ modules }) => modules.includes(migration))?.id;
  };
  expect(homeOfMigration(['Order', 'order.ts'], ['Line', 'line.ts'], ['User', 'user.ts'])).toBe('orders');
  expect(homeOfMigration(['Order', 'order.ts'], ['User', 'user.ts'])).toBeUndefined();
});

it('a seed goes where the entities are that it fills', () => {
  const entities = [entityFact('User', 'user.ts', { writers: ['seeds/demo.ts'] })];
  const facts = buildFacts({ modules: ['seeds/demo.ts'], entities });
  const attached = attachFollowers(contexts, facts, findFeatureFolders([]), () => new Map());
  expect(attached.find(({ modules }) => modules.includes('seeds/demo.ts'))?.id).toBe('users');
});
