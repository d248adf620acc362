import { appendFileSync, existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { analyze, type ReadFiles } from '../../src/analyzer/index.ts';
import { inMemory } from '../support/in-memory.ts';
import { servicesInOneFile } from '../support/services-in-one-file.ts';
import { sourceTree } from '../support/source-tree.ts';

const shop = {
  'package.json': '{ "name": "shop" }',
  'tsconfig.json':
    '{ "compilerOptions": { "experimentalDecorators": true, "paths": { "@users/*": ["./src/users/*"] } } }',
  'src/main.ts':
    "import express from 'express';\nimport { orders } from './orders/routes';\nexpress().use('/orders', orders);\n",
  'src/orders/routes.ts':
    "import { Router } from 'express';\nimport { place } from './place';\nexport const orders = Router();\norders.post('/', place);\n",
  'src/orders/place.ts': `import { container } from 'tsyringe';
import { find } from '@users/find';
import { OrderService } from './service';
export function place(request) {
  const orders = container.resolve(OrderService);
  const user = find(request.id);
  return orders.place(user);
}
`,
  'src/orders/service.ts': `import { injectable } from 'tsyringe';
import { Repository } from 'typeorm';
import { bus } from '../bus';
import { Order } from './order.entity';
@injectable()
export class OrderService {
  constructor(private readonly repository: Repository<Order>) {}
  async place(user) {
    const order = await this.repository.save(user.next().orders);
    bus.emit('order.placed', order);
    return this.last(order);
  }
  last(order) {
    return order.parent ? this.place(order.parent) : order;
  }
}
`,
  'src/orders/order.entity.ts': `import { Column, Entity, ManyToOne } from 'typeorm';
import { User } from '../users/user.entity';
@Entity('orders')
export class Order {
  @Column() total: number;
  @ManyToOne(() => User) user: User;
}
`,
  'src/users/user.entity.ts': `import { Column, Entity, OneToMany } from 'typeorm';
import { Order } from '../orders/order.entity';
@Entity()
export class User {
  @Column() name: string;
  @OneToMany(() => Order, (order) => order.user) orders: Order[];
  next() {
    return this.orders[0].user.next() ?? this;
  }
}
`,
  'src/bus.ts': "import { EventEmitter } from 'node:events';\nexport const bus = new EventEmitter();\n",
  'src/users/find.ts': `import { User } from './user.entity';
import { bus } from '../bus';
bus.on('order.placed', (order) => order.user.next());
export function find(id): User {
  return new User();
}
`,
  'src/users/name.js': 'exports.name = 1;\n',
  'test/place.test.ts':
    "import { place } from '../src/orders/place';\nplace({ id: 1 }).then((order) => order.user.next());\n",
};

type Edit = (root: string) => void;
const write =
  (path: string, text: string): Edit =>
  (root) =>
    writeFileSync(join(root, path), text);
const append =
  (path: string, text: string): Edit =>
  (root) =>
    appendFileSync(join(root, path), text);
const remove =
  (path: string): Edit =>
  (root) =>
    rmSync(join(root, path), { force: true });

/** Puts a line where another one is, or takes that out; the line is counted from the start of what is there by then. */
const replaceLine =
  (path: string, line: number, texts: readonly string[], isKept: boolean): Edit =>
  (root) => {
    const file = join(root, path);
    const lines = existsSync(file) ? readFileSync(file, 'utf8').split('\n') : [''];
    const at = line % lines.length;
    lines.splice(at, isKept ? 0 : 1, ...texts);
    writeFileSync(file, lines.join('\n'));
  };

const replaceIn =
  (path: string, line: number, change: (text: string) => string): Edit =>
  (root) => {
    const file = join(root, path);
    const lines = existsSync(file) ? readFileSync(file, 'utf8').split('\n') : [''];
    const at = line % lines.length;
    lines[at] = change(lines[at] ?? '');
    writeFileSync(file, lines.join('\n'));
  };

const paths = Object.keys(shop).filter((path) => path.startsWith('src/') || path.startsWith('test/'));
const codeLines = [
  '    this.repository.find();',
  "  bus.emit('order.placed', user);",
  '  const more = find(1);',
  "import { find as other } from '../users/find';",
  "import { bus } from '../bus';",
  '  again() { return this.last(this.again()); }',
  "orders.get('/again', () => orders);",
  '  @Column() state: string;',
  'export class Special extends OrderService {}',
  '// a note',
];
/** Comments and empty lines anywhere between lines, and other indentation. */
const quietEdit: fc.Arbitrary<Edit> = fc.oneof(
  fc
    .tuple(
      fc.constantFrom(...paths),
      fc.nat(20),
      fc.constantFrom([''], ['', '', ''], ['// a note'], ['/*', ' a note', '*/']),
      fc.constant(true),
    )
    .map((args) => replaceLine(...args)),
  fc
    .tuple(fc.constantFrom(...paths), fc.nat(20))
    .map(([path, line]) => replaceIn(path, line, (text) => `  ${text} // here`)),
);

const edit: fc.Arbitrary<Edit> = fc.oneof(
  { weight: 2, arbitrary: quietEdit },
  {
    weight: 3,
    arbitrary: fc
      .tuple(fc.constantFrom(...paths), fc.nat(20), fc.subarray(codeLines, { maxLength: 2 }), fc.boolean())
      .map((args) => replaceLine(...args)),
  },
  fc
    .tuple(fc.constantFrom(...paths), fc.constantFrom('// note\n', '\n', '/* a\n b */'))
    .map((args) => append(...args)),
  fc
    .tuple(
      fc.constantFrom(...paths),
      fc.constantFrom('export const more = 2;\n', "import './users/find';\n", '}{'),
    )
    .map((args) => append(...args)),
  fc
    .tuple(fc.constantFrom(...paths), fc.constantFrom('', '\uFEFF', '/* generated, do not edit */\n'))
    .map(([path, start]) => write(path, start + shop[path as keyof typeof shop])),
  fc.constantFrom(...paths).map(remove),
  fc.constantFrom(
    write('tsconfig.json', '{}'),
    write('package.json', '{ "name": "shop", "imports": { "#x": "./src/main.ts" } }'),
    write('src/users/index.ts', "export * from './find';\n"),
    write('src/bus.js', 'exports.bus = null;\n'),
    write('.gitignore', 'src/users\n'),
    remove('.gitignore'),
    write('schema.sql', 'create table orders (id int);\n'),
  ),
);

const optionsFor = (root: string) => ({ root, version: '1.0.0', limits: { maxUnresolvedShare: 1 } });
const textOf = async (work: Promise<unknown>) =>
  work.then(
    (analysis) => JSON.stringify(analysis),
    (error: unknown) => String(error),
  );

describe('an analysis that remembers', () => {
  it('says after any edits what one says that remembers nothing', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(edit, { minLength: 1, maxLength: 6 }), async (edits) => {
        const root = sourceTree(shop);
        const [memory, files] = [inMemory(), new Map()];
        for (const change of [() => undefined, ...edits]) {
          change(root);
          const cold = await textOf(analyze(optionsFor(root)));
          expect(await textOf(analyze({ ...optionsFor(root), memory }))).toBe(cold);
          expect(await textOf(analyze({ ...optionsFor(root), files }))).toBe(cold);
        }
        rmSync(root, { recursive: true, force: true });
      }),
      { numRuns: 25, seed: 7 },
    );
  }, 300_000);

  it('says the same after edits of comments and empty lines, most of which it does not read all code for', async () => {
    const wholeRuns: boolean[] = [];
    await fc.assert(
      fc.asyncProperty(fc.array(quietEdit, { minLength: 1, maxLength: 4 }), async (edits) => {
        const root = sourceTree({ ...shop, ...servicesInOneFile });
        const memory = inMemory();
        await analyze({ ...optionsFor(root), memory });
        for (const change of edits) {
          change(root);
          let isWhole = false;
          const onProgress = ({ phase }: { phase: string }) => {
            isWhole ||= phase === 'read';
          };
          const warm = await textOf(analyze({ ...optionsFor(root), memory, onProgress }));
          expect(warm).toBe(await textOf(analyze(optionsFor(root))));
          wholeRuns.push(isWhole);
        }
        rmSync(root, { recursive: true, force: true });
      }),
      { numRuns: 25, seed: 3 },
    );
    expect(wholeRuns.filter((isWhole) => isWhole).length / wholeRuns.length).toBeLessThan(0.5);
  }, 300_000);

  it('reads no code again when nothing changed, and when only comments below it did', async () => {
    const root = sourceTree(shop);
    const memory = inMemory();
    await analyze({ ...optionsFor(root), memory });
    const phases: string[] = [];
    const onProgress = ({ phase }: { phase: string }) => phases.push(phase);
    const again = await analyze({ ...optionsFor(root), memory, onProgress });
    expect(phases).toEqual([]);
    appendFileSync(join(root, 'src/users/name.js'), '\n// a note\n');
    const longer = await analyze({ ...optionsFor(root), memory, onProgress });
    expect(phases).toEqual(['judge']);
    const linesOf = ({ modules }: typeof again) => modules.map(({ path, lines }) => `${path} ${lines}`);
    expect(linesOf(again)).toContain('src/users/name.js 2');
    expect(linesOf(longer)).toContain('src/users/name.js 4');
  });

  it('divides a file, or not, by how long the others are by now', async () => {
    const root = sourceTree(servicesInOneFile);
    const memory = inMemory();
    const counts: number[] = [];
    for (const lines of [0, 20_000, 1]) {
      writeFileSync(join(root, 'src/notes.js'), `exports.a = 1;${'\n'.repeat(lines)}`);
      const cold = await analyze(optionsFor(root));
      expect(await textOf(analyze({ ...optionsFor(root), memory }))).toBe(JSON.stringify(cold));
      counts.push(cold.modules.length);
    }
    expect(counts).toEqual([13, 8, 13]);
  });

  it('reads again in the same process only what has another text', async () => {
    const root = sourceTree(shop);
    const files: ReadFiles = new Map();
    await analyze({ ...optionsFor(root), files });
    const before = new Map(files);
    appendFileSync(join(root, 'src/bus.ts'), 'export const more = 2;\n');
    rmSync(join(root, 'src/users/name.js'));
    await analyze({ ...optionsFor(root), files });
    const isKept = (path: string) => files.get(path) === before.get(path);
    expect([...before.keys()].filter((path) => !isKept(path))).toEqual(['src/bus.ts', 'src/users/name.js']);
    expect(files.size).toBe(before.size - 1);
  });

  it('reads the code when an entry is not what it kept', async () => {
    const root = sourceTree(shop);
    const memory = inMemory();
    const first = await textOf(analyze({ ...optionsFor(root), memory }));
    for (const [name, value] of memory.kept) memory.kept.set(name, value.subarray(0, value.length / 2));
    expect(await textOf(analyze({ ...optionsFor(root), memory }))).toBe(first);
  });

  it('does not mistake one code base or one set of limits for another', async () => {
    const memory = inMemory();
    const roots = [sourceTree(shop), sourceTree({ 'a.ts': 'export const a = 1;\n' })];
    for (const root of roots) {
      const warm = await textOf(analyze({ ...optionsFor(root), memory }));
      expect(warm).toBe(await textOf(analyze(optionsFor(root))));
    }
    const small = { ...optionsFor(roots[0] as string), limits: { maxUnresolvedShare: 1, maxFileBytes: 40 } };
    expect(await textOf(analyze({ ...small, memory }))).toBe(await textOf(analyze(small)));
  });

  it('keeps nothing of a run that was stopped', async () => {
    const memory = inMemory();
    const controller = new AbortController();
    const stopped = analyze({
      ...optionsFor(sourceTree(shop)),
      memory,
      signal: controller.signal,
      onProgress: () => controller.abort(),
    });
    await expect(stopped).rejects.toThrow();
    expect(memory.kept.size).toBe(0);
  });
});
