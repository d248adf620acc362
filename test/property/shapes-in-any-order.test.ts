import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { linkProgram, type Program } from '../../src/analyzer/discover/program.ts';
import { createShaper } from '../../src/analyzer/discover/shapes/create-shaper.ts';
import { seenNothing } from '../../src/analyzer/discover/shapes/seen-shapes.ts';
import type { Shape } from '../../src/analyzer/discover/shapes/shape.ts';
import type { Shaper } from '../../src/analyzer/discover/shapes/shaper.ts';
import { readModules } from '../../src/analyzer/discover/source/read-modules.ts';
import { openProject } from '../../src/project/index.ts';
import { sourceTree } from '../support/source-tree.ts';

const shop = {
  'package.json': '{ "type": "module" }',
  'query.ts': `
    import knex from 'knex';
    export const db = knex({});
    export function open(ids) {
      let query = db.table('orders');
      if (ids) query = query.whereIn('id', ids);
      for (const id of ids) query = query.andWhere(id).orderBy(id);
      return query.first();
    }
  `,
  'store.ts': `
    export interface Store<T> { get(id: string): T; next(): Store<Store<T>>; all(): T[] }
    export interface Readable<T> extends Store<T> { read(): Promise<T> }
    export class OrderStore implements Store<Order> {
      last = this.get('1');
      get(id) { return this.cache(id) ?? this.load(id); }
      cache(id) { return this.last ?? this.get(id); }
      load(id) { return new Order(this); }
      next() { return this as any; }
      all() { return [this.last, this.get('2')]; }
    }
    export class Order {
      constructor(readonly store: Store<Order>) {}
      parent = this.store.get('parent');
      again() { return this.parent.again().parent; }
      pay() { return this.store.all().map((order) => order.again()); }
    }
  `,
  'nodes.ts': `
    import { Order, Store, Readable } from './store';
    export class Node<T> {
      value: T;
      wrap(): Node<Node<T>> { return this.wrap().value as any; }
      deep() { return this.wrap().wrap().wrap().value; }
    }
    const node = new Node<Order>();
    export const orders: Readable<Order> = node.deep();
    export const users: Readable<Node<Order>> = orders.next().next();
    orders.next().next().next().get('x').get('y').pay();
    users.get('1').wrap().value.pay();
    export const found = users.all().find((each) => each.value.pay());
  `,
  'left.ts': `
    import { right, turn } from './right';
    export const left = (value) => right(value) || turn.left || { left, deep: right };
    export const handlers = { open: left, close: (x) => handlers.open(x).deep(x) };
    handlers.extra = right;
    handlers.open(handlers.close).deep.left(handlers.extra('x').deep);
  `,
  'right.ts': `
    import { left, handlers } from './left';
    import { open, db } from './query';
    export function right(value) { return value ? left(value) : handlers.close(value); }
    export const turn = { left: left('x'), right: right(db), open: open([]) };
    turn.next = turn;
    export const visit = (tree) => [visit(tree.left), visit(tree.right), turn.next.next.open, tree].map((each) => each.next);
    visit(turn).forEach((each) => each.left.deep(each.open));
  `,
  ...Object.fromEntries(
    Array.from({ length: 14 }, (_, index) => [
      `kind-${index}.ts`,
      `import type { Kind } from './kinds';
       export class Kind${index} implements Kind {
         next() { return this.other().next(); }
         other(): Kind { return this.kinds[0]; }
         kinds: Kind[] = [];
         run() { return this.other().run() || this.kinds.map((kind) => kind.next().run()); }
       }`,
    ]),
  ),
  'kinds.ts': 'export interface Kind { next(): Kind; run(): unknown }',
};

type Question = (shaper: Shaper) => readonly Shape[];

/** Everything that may be asked about calls, what they are given, and variables. */
function questionsOf({ modules }: Program): Question[] {
  return [...modules].flatMap(([file, { functions, variables, classes }]) => [
    ...functions.flatMap((code) =>
      code.calls.flatMap((call) =>
        [call, call.callee, ...call.arguments].map((each): Question => {
          return (shaper) => shaper.ofExpression(each, { file, code });
        }),
      ),
    ),
    ...functions.flatMap(({ parameters }) =>
      parameters.map(
        ({ variable }): Question =>
          (shaper) =>
            shaper.ofVariable(variable, file),
      ),
    ),
    ...[...variables.values()].map(
      (each): Question =>
        (shaper) =>
          shaper.ofVariable(each, file),
    ),
    ...classes.flatMap((code) =>
      [...code.members.keys()].map((name): Question => {
        return (shaper) => shaper.ofMember({ kind: 'instance', code, file }, name);
      }),
    ),
  ]);
}

function shown(shape: Shape): string {
  switch (shape.kind) {
    case 'function':
    case 'class':
    case 'instance':
      return `${shape.kind} ${shape.code.name} ${shape.file}:${shape.code.line} ${typesOf(shape)}`;
    case 'object':
      return `object ${shape.file}:${shape.expression.line}`;
    case 'typed':
      return `typed ${shape.variable?.name} ${shape.file} ${[...shape.members.keys()].join()} ${typesOf(shape)}`;
    case 'external':
      return `external ${shape.package}:${shape.path.join('.')} ${shape.file}`;
    case 'list':
      return `list ${shape.element?.kind} ${shape.items.length} ${shape.file}`;
    case 'list-method':
      return `list-method ${shape.name} of ${shown(shape.list)}`;
    default:
      return `${shape.kind} ${shape.file}`;
  }
}

function typesOf(shape: Shape): string {
  if (!('bindings' in shape)) return '';
  const known = (key: string, value: unknown) =>
    key === 'variable' || key === 'code' ? undefined : value instanceof Map ? [...value] : value;
  return JSON.stringify([...(shape.bindings ?? [])], known);
}

async function shopQuestions() {
  const project = openProject({ root: sourceTree(shop) });
  const program = linkProgram(project, await readModules(project, [], {}));
  const questions = questionsOf(program);
  const answersIn = (order: Iterable<number>) => {
    const shaper = createShaper(program, seenNothing);
    const answers: string[][] = [];
    for (const index of order) answers[index] = (questions[index] as Question)(shaper).map(shown);
    return answers;
  };
  return { indices: [...questions.keys()], answersIn };
}

describe('what expressions are', () => {
  it('is known of most of them', async () => {
    const { indices, answersIn } = await shopQuestions();
    const isKnown = answersIn(indices).filter((each) => each.length > 0);
    expect(indices.length).toBeGreaterThan(200);
    expect(isKnown.length / indices.length).toBeGreaterThan(0.6);
  });

  it('does not depend on what was asked before', async () => {
    const { indices, answersIn } = await shopQuestions();
    const expected = answersIn(indices);
    fc.assert(
      fc.property(fc.shuffledSubarray(indices, { minLength: indices.length }), (order) => {
        expect(answersIn(order)).toEqual(expected);
      }),
      { numRuns: 60, seed: 5 },
    );
  });
});
