import { appendFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { analyze, type Memory } from '../../src/analyzer/index.ts';
import { sourceTree } from '../support/source-tree.ts';

const shop = {
  'package.json': '{ "name": "shop" }',
  'tsconfig.json': '{ "compilerOptions": { "paths": { "@users/*": ["./src/users/*"] } } }',
  'src/main.ts':
    "import express from 'express';\nimport { orders } from './orders/routes';\nexpress().use('/orders', orders);\n",
  'src/orders/routes.ts':
    "import { Router } from 'express';\nimport { place } from './place';\nexport const orders = Router();\norders.post('/', place);\n",
  'src/orders/place.ts':
    "import { find } from '@users/find';\nexport function place() {\n  return find();\n}\n",
  'src/users/find.ts': 'export function find() {\n  return 1;\n}\n',
  'src/users/name.js': 'exports.name = 1;\n',
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

const paths = Object.keys(shop).filter((path) => path.startsWith('src/'));
const edit: fc.Arbitrary<Edit> = fc.oneof(
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
    write('.gitignore', 'src/users\n'),
    remove('.gitignore'),
    write('schema.sql', 'create table orders (id int);\n'),
  ),
);

function inMemory(): Memory & { readonly kept: Map<string, Buffer>; recalled: number } {
  const kept = new Map<string, Buffer>();
  const memory = {
    kept,
    recalled: 0,
    async recall(name: string) {
      memory.recalled += Number(kept.has(name));
      return kept.get(name) ?? null;
    },
    async keep(name: string, value: Buffer) {
      kept.set(name, value);
    },
  };
  return memory;
}

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
        const memory = inMemory();
        for (const change of [() => undefined, ...edits]) {
          change(root);
          const warm = await textOf(analyze({ ...optionsFor(root), memory }));
          expect(warm).toBe(await textOf(analyze(optionsFor(root))));
        }
        rmSync(root, { recursive: true, force: true });
      }),
      { numRuns: 25, seed: 7 },
    );
  }, 120_000);

  it('reads no code again when nothing changed, and when only comments below it did', async () => {
    const root = sourceTree(shop);
    const memory = inMemory();
    await analyze({ ...optionsFor(root), memory });
    const phases: string[] = [];
    const onProgress = ({ phase }: { phase: string }) => phases.push(phase);
    const again = await analyze({ ...optionsFor(root), memory, onProgress });
    expect(phases).toEqual([]);
    appendFileSync(join(root, 'src/users/find.ts'), '\n// a note\n');
    const longer = await analyze({ ...optionsFor(root), memory, onProgress });
    expect(phases).toEqual(['judge']);
    const linesOf = ({ modules }: typeof again) => modules.map(({ path, lines }) => `${path} ${lines}`);
    expect(linesOf(again)).toContain('src/users/find.ts 4');
    expect(linesOf(longer)).toContain('src/users/find.ts 6');
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
