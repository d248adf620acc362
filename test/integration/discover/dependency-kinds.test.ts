import { expect, test } from 'vitest';
import { discoverFacts } from '../../../src/analyzer/discover/index.ts';
import { sourceTree } from '../../support/source-tree.ts';

/** `a.ts -> b.ts type+value 3 [Order,place] 1,4`: kinds, weight, symbols, lines. */
async function edgesOf(files: Record<string, string>): Promise<string[]> {
  const { dependencies } = await discoverFacts({ root: sourceTree({ 'package.json': '{}', ...files }) });
  return dependencies.map(({ from, to, kinds, weight, symbols, locations }) => {
    const lines = locations.map((each) => each.slice(each.lastIndexOf(':') + 1));
    return `${from} -> ${to} ${kinds.join('+')} ${weight} [${symbols.join(',')}] ${lines.join(',')}`;
  });
}

test('CommonJS: what is taken from require leads to the file that exports it', async () => {
  const edges = await edgesOf({
    'use.js': `
      const { a, b: other } = require('./both');
      const both = require('./both');
      let late; late = require('./late');
      a(other); both.first(); both.second(); late.x;
      require('./both').third(); require('./bare');`,
    'both.js': `
      const a = require('./a');
      const b = require('./b').deep;
      module.exports = { a, b, first: require('./first').first, second() {}, third: require('./first').third };`,
    'a.js': 'module.exports = function a() {};\n',
    'b.js': 'exports.deep = 1;\n',
    'first.js': 'exports.first = () => 1;\nexports.third = () => 1;\n',
    'late.js': 'exports.x = 1;\n',
    'bare.js': '1;\n',
  });
  expect(edges.filter((edge) => edge.startsWith('use.js'))).toEqual([
    'use.js -> a.js require 1 [a] 5',
    'use.js -> b.js require 1 [b] 5',
    'use.js -> bare.js require 1 [] 6',
    'use.js -> both.js require 1 [second] 5',
    'use.js -> first.js require 2 [first,third] 5,6',
    'use.js -> late.js require 2 [default,x] 4,5',
  ]);
});

test('import = require, export =, and default imports of CommonJS and of namespaces', async () => {
  const edges = await edgesOf({
    'use.ts': `
      import whole = require('./whole');
      import { run } from './object';
      import Thing from './thing';
      import common from './common';
      import { all } from './barrel';
      whole.go(); run(); new Thing(); common.first(); all.place();`,
    'whole.ts': 'class Whole { static go() {} }\nexport = Whole;\n',
    'object.ts': "import { run } from './run';\nexport = { run };\n",
    'run.ts': 'export function run() {}\n',
    'thing.js': 'module.exports = class Thing {};\n',
    'common.js': "module.exports = { first: require('./run').run };\n",
    'barrel.ts': "export * as all from './all';\n",
    'all.ts': "export * from './place';\n",
    'place.ts': 'export const place = () => 1;\n',
  });
  expect(edges.filter((edge) => edge.startsWith('use.ts'))).toEqual([
    'use.ts -> place.ts value 1 [place] 7',
    'use.ts -> run.ts value 2 [first,run] 7',
    'use.ts -> thing.js value 1 [default] 7',
    'use.ts -> whole.ts require 1 [go] 7',
  ]);
});

test('a default import that is exported again leads to the default export', async () => {
  const edges = await edgesOf({
    'index.ts':
      "import orders from './orders';\nimport stock, { type Level } from './stock';\nexport { orders, stock as goods };\nexport type { Level };\n",
    'orders.ts': "export { default } from './place';\n",
    'place.ts': 'export default () => 1;\n',
    'stock.ts': 'export interface Level {}\nexport default class Stock {}\n',
    'use.ts':
      "import { goods, type Level, orders } from './index';\norders(new goods());\nexport let level: Level;\n",
  });
  expect(edges.filter((edge) => edge.startsWith('use.ts'))).toEqual([
    'use.ts -> place.ts value 1 [orders] 2',
    'use.ts -> stock.ts value+type 2 [Level,goods] 2,3',
  ]);
  expect(edges.filter((edge) => edge.startsWith('index.ts'))).toEqual([
    'index.ts -> place.ts re-export 1 [default] 3',
    'index.ts -> stock.ts type+re-export 2 [Level,default] 3',
  ]);
});

test('dynamic imports: awaited, destructured, in a callback of then', async () => {
  const edges = await edgesOf({
    'use.ts': `export async function f() {
      const all = await import('./all'); all.go();
      (await import('./all')).stop();
      const { more } = await import('./all'); more();
      void import('./all').then((x) => x.last());
      void import('./all').then(({ end }) => end());
    }`,
    'all.ts': "export * from './rest';\nexport const go = () => 1;\n",
    'rest.ts': 'export const stop = () => 1, more = stop, last = stop, end = stop;\n',
  });
  expect(edges.filter((edge) => edge.startsWith('use.ts'))).toEqual([
    'use.ts -> all.ts dynamic 1 [go] 2',
    'use.ts -> rest.ts dynamic 4 [end,last,more,stop] 3,4,5,6',
  ]);
});

test('types: import type, inline type, typeof import, namespaces of types, re-exports, augmentation', async () => {
  const edges = await edgesOf({
    'use.ts': `
      import type { A } from './m';
      import { type B, c } from './m';
      import type * as N from './n';
      export let x: A; export const y: B = c; export let z: N.D;
      export type E = typeof import('./n'); export type F = import('./barrel').A;`,
    'barrel.ts': "export type { A } from './m';\nexport { c } from './m';\nexport type * from './n';\n",
    'again.ts': "import { c } from './m';\nexport { c };\n",
    'augment.ts': "export {};\ndeclare module './m' { interface A { more: string } }\n",
    'merged.ts': "import { Box } from './box';\nexport const box: Box = Box.make();\n",
    'box.ts':
      'export class Box {}\nexport namespace Box { export const make = () => new Box(); }\nexport interface Box { x?: number }\n',
    'm.ts': "export interface A {}\nexport type B = string;\nexport const c = '';\n",
    'n.ts': 'export interface D {}\n',
  });
  expect(edges).toEqual([
    'again.ts -> m.ts re-export 1 [c] 2',
    'augment.ts -> m.ts type 1 [] 2',
    'barrel.ts -> m.ts type+re-export 2 [A,c] 1',
    'barrel.ts -> n.ts type+re-export 1 [*] 3',
    'merged.ts -> box.ts value+type 2 [Box] 2',
    'use.ts -> m.ts value+type 4 [A,B,c] 5,6',
    'use.ts -> n.ts type 2 [D] 5,6',
  ]);
});

test('a namespace import leads to the files of the members that are taken, also by destructuring', async () => {
  const edges = await edgesOf({
    'use.ts':
      "import * as s from './i';\ns.a();\nconst { b, c } = s;\nb(c.d);\nexport class X extends s.Base {}\n",
    'i.ts':
      "export { a } from './a';\nexport { b } from './b';\nexport * as c from './c';\nexport * from './base';\n",
    'a.ts': 'export const a = () => 1;\n',
    'b.ts': 'export const b = (x: number) => x;\n',
    'c.ts': 'export const d = 1;\n',
    'base.ts': 'export class Base {}\n',
  });
  expect(edges.filter((edge) => edge.startsWith('use.ts'))).toEqual([
    'use.ts -> a.ts value 1 [a] 2',
    'use.ts -> b.ts value 1 [b] 3',
    'use.ts -> base.ts extends 1 [Base] 5',
    'use.ts -> c.ts value 1 [c] 3',
  ]);
});

test('metadata: what decorators keep at run time, and neither interfaces nor elements of lists', async () => {
  const edges = await edgesOf({
    'use.ts': `
      import { Body } from './body';
      import { Mood } from './mood';
      import type { Erased } from './erased';
      import { Shape } from './shape';
      import { Item } from './item';
      import { Result } from './result';
      import { Service } from './service';
      export class Plain { constructor(@Inject() service: Service) {} undecorated(body: Body) {} }
      export class Use {
        @Field() mood: Mood | null;
        @Field() erased: Erased;
        @Field() shape: Shape;
        @Field() items: Item[];
        @Post() run(@Param() body: Body): Result { return null!; }
      }`,
    'body.ts': 'export class Body {}\n',
    'mood.ts': 'export enum Mood { Good }\n',
    'erased.ts': 'export class Erased {}\n',
    'shape.ts': 'export interface Shape {}\n',
    'item.ts': 'export class Item {}\n',
    'result.ts': 'export class Result {}\n',
    'service.ts': 'export class Service {}\n',
  });
  expect(edges).toEqual([
    'use.ts -> body.ts type+metadata 2 [Body] 9,15',
    'use.ts -> erased.ts type 1 [Erased] 12',
    'use.ts -> item.ts type 1 [Item] 14',
    'use.ts -> mood.ts metadata 1 [Mood] 11',
    'use.ts -> result.ts metadata 1 [Result] 15',
    'use.ts -> service.ts injection+metadata 1 [Service] 9',
    'use.ts -> shape.ts type 1 [Shape] 13',
  ]);
});
