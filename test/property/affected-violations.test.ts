import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { array, assert, asyncProperty, constantFrom, record } from 'fast-check';
import { describe, expect, it } from 'vitest';
import { boundaryFacts } from '../../src/analyzer/index.ts';
import { affectedFacts } from '../../src/check/affected.ts';
import { findViolations, violationsIn } from '../../src/check/find-violations.ts';
import { boundariesOf } from '../support/boundary-facts.ts';
import { sourceTree } from '../support/source-tree.ts';

/** Texts that each file may have: what one says decides in part what the others depend on. */
const variants: Readonly<Record<string, readonly (string | null)[]>> = {
  'src/orders/order.service.ts': [
    `import { Injectable } from '@nestjs/common';
import { Store, made, passed } from '../common';
@Injectable()
export class OrderService {
  constructor(private readonly store: Store) {}
  save() { return this.store.put(made().name(), passed); }
}
`,
    "import { user } from '../users/user';\nexport class OrderService { save() { return user; } }\n",
  ],
  'src/orders/order.module.ts': [
    `import { Module } from '@nestjs/common';
import { Store } from '../common';
import { UserStore } from '../users/user.store';
import { OrderService } from './order.service';
@Module({ providers: [OrderService, { provide: Store, useClass: UserStore }] })
export class OrderModule {}
`,
    `import { Module } from '@nestjs/common';
import { Store } from '../common';
import { StockStore } from '../stock/stock.store';
import { OrderService } from './order.service';
@Module({ providers: [OrderService, { provide: Store, useClass: StockStore }] })
export class OrderModule {}
`,
  ],
  'src/common/index.ts': [
    "export * from './store';\nexport { made } from './made';\nexport { user as passed } from '../users/user';\n",
    "export * from './store';\nexport { made } from './made';\nexport { stock as passed } from '../stock';\n",
  ],
  'src/common/store.ts': ['export abstract class Store { put(_: unknown, __: unknown): void {} }\n'],
  'src/common/made.ts': [
    "import { User } from '../users/user';\nexport const made = () => new User();\n",
    "import { Stock } from '../stock';\nexport function made() { return new Stock(); }\n",
    'export const made = () => ({ name: () => 1 });\n',
  ],
  'src/users/user.ts': [
    "export const user = 1;\nexport class User { name() { return 'a'; } }\n",
    "import { Stock } from '../stock';\nexport const user = 1;\nexport class User extends Stock {}\n",
  ],
  'src/users/user.store.ts': [
    "import { Store } from '../common';\nexport class UserStore extends Store {}\n",
    "import { Store } from '../common';\nimport { stock } from '../stock';\nexport class UserStore extends Store { it = stock; }\n",
  ],
  'src/stock/index.ts': [
    "export { stock, Stock } from './stock';\n",
    "export * from './stock';\nexport * from '../users/user';\n",
  ],
  'src/stock/stock.ts': [
    "export const stock = 1;\nexport class Stock { name() { return 'b'; } }\n",
    "export const stock = 1;\nexport const user = 2;\nexport class Stock { name() { return 'b'; } }\n",
  ],
  'src/stock/stock.store.ts': [
    "import { Store } from '../common';\nexport class StockStore extends Store {}\n",
  ],
  'src/users/late.ts': [null, "import { stock } from '../stock';\nexport const late = stock;\n"],
  'src/loose.ts': [null, 'export const loose = 1;\n'],
};

const boundaries = boundariesOf({ orders: {}, users: {}, stock: {} }, { shared: ['src/common'] });
const state = record(
  Object.fromEntries(Object.entries(variants).map(([path, texts]) => [path, constantFrom(...texts)])),
);

/** A change of one or two files. */
const edits = array(
  constantFrom(
    ...Object.entries(variants).flatMap(([path, texts]) => texts.map((text) => ({ [path]: text }))),
  ),
  { minLength: 1, maxLength: 2 },
);

async function checked(root: string, files: Readonly<Record<string, string | null>>) {
  for (const [path, text] of Object.entries(files)) {
    rmSync(join(root, path), { force: true });
    if (text !== null) writeFileSync(join(root, path), text);
  }
  const facts = await boundaryFacts({ root });
  return { facts, ...findViolations(facts, boundaries) };
}

describe('what changed files can have caused', () => {
  it('is a part of what the full check says, and has all that was not there before', async () => {
    const manifest = '{"dependencies": {"@nestjs/common": "11"}}';
    const folders = Object.keys(variants).map((path) => join(path, '..', '.keep'));
    const root = sourceTree({
      'package.json': manifest,
      ...Object.fromEntries(folders.map((path) => [path, ''])),
    });
    let caused = 0;
    let left = 0;
    await assert(
      asyncProperty(state, edits, async (before, edited) => {
        const after = Object.assign({}, before, ...edited) as typeof before;
        const old = await checked(root, before);
        const now = await checked(root, after);
        const changed = new Set(Object.keys(variants).filter((path) => before[path] !== after[path]));
        const affected = violationsIn({
          facts: affectedFacts(now.facts, changed),
          boundaries,
          territory: now.territory,
        });
        const said = (violations: typeof affected) => violations.map((each) => JSON.stringify(each));
        expect(said(now.violations)).toEqual(expect.arrayContaining(said(affected)));
        const known = new Set(old.violations.map(({ key }) => key));
        const fresh = now.violations.filter(({ key }) => !known.has(key));
        const keys = affected.map(({ key }) => key);
        for (const { key } of fresh) expect(keys, JSON.stringify([...changed])).toContain(key);
        caused += fresh.length;
        left += now.violations.length - affected.length;
      }),
      { numRuns: 60, seed: 6 },
    );
    expect(caused).toBeGreaterThan(0);
    expect(left).toBeGreaterThan(0);
  }, 60_000);
});
