import { describe, expect, it } from 'vitest';
import type { Analysis } from '../../../../src/model/analysis.ts';
import { pageDocumentOf } from '../../../../src/report/page/page-document.ts';
import { buildAnalysis } from '../../../support/build-analysis.ts';

const module = (
  path: string,
  context: string,
  parts: Partial<Analysis['modules'][number]> = {},
): Analysis['modules'][number] => ({
  path,
  lines: 10,
  role: 'domain',
  context,
  confidence: 1,
  because: [],
  ...parts,
});
const context = (id: string, modules: string[], entities: string[] = []): Analysis['contexts'][number] => ({
  id,
  name: id,
  modules,
  routes: [],
  operations: [],
  entities,
  confidence: 1,
  metrics: {},
  vocabulary: [],
  owners: [],
});

/** A cart that uses stock by import, event, commit and table. */
const analysis = buildAnalysis({
  modules: [
    module('cart.ts', 'cart'),
    module('god.ts#fill', 'cart', { part: { file: 'god.ts', symbol: 'fill', line: 10, endLine: 20 } }),
    module('stock.ts', 'stock'),
    module('stock.test.ts', 'stock', { role: 'test' }),
  ],
  contexts: [context('cart', ['cart.ts', 'god.ts#fill']), context('stock', ['stock.ts'], ['Stock'])],
  dependencies: [
    {
      from: 'cart.ts',
      to: 'stock.ts',
      kinds: ['value', 'call'],
      weight: 3,
      symbols: ['reserve'],
      locations: ['cart.ts:9', 'cart.ts:3', 'wiring.ts:1'],
    },
  ],
  entities: [
    {
      name: 'Stock',
      table: 'stock',
      file: 'schema.prisma',
      line: 4,
      orm: 'prisma',
      context: 'stock',
      writers: [],
      readers: [],
      relations: [],
    },
  ],
  accesses: [
    {
      entity: 'Stock',
      op: 'write',
      file: 'god.ts',
      line: 12,
      function: 'fill',
      via: 'prisma',
      confidence: 1,
    },
    {
      entity: 'Stock',
      op: 'write',
      file: 'god.ts',
      line: 15,
      function: 'fill',
      via: 'prisma',
      confidence: 1,
    },
  ],
  events: [{ name: 'sold', transport: 'emitter', publishers: ['cart.ts:7'], subscribers: ['stock.ts:8'] }],
});
const page = pageDocumentOf(analysis);
const tiesOf = () =>
  page.ties.from.map((from, tie) => ({
    from: page.names[from],
    to: page.names[page.ties.to[tie] ?? 0],
    kinds: page.ties.kindNames.filter((_, bit) => ((page.ties.kinds[tie] ?? 0) >> bit) & 1),
    weight: page.ties.weight[tie],
    uses: page.ties.uses[tie]?.map((name) => page.names[name]),
    places: page.ties.places[tie]?.map((number) => (number < 0 ? page.names[-1 - number] : number)),
  }));

describe('the page document', () => {
  it('numbers modules by their sorted paths', () => {
    expect(page.names.slice(0, 4)).toEqual(['cart.ts', 'god.ts#fill', 'stock.test.ts', 'stock.ts']);
    expect(page.modules.context).toEqual([0, 0, 1, 1]);
    expect(page.modules.role.map((role) => page.modules.roles[role])).toEqual([
      'domain',
      'domain',
      'test',
      'domain',
    ]);
  });

  it('keeps every tie with its kinds, weight, names and places', () => {
    const [imported, event] = tiesOf().filter(({ from }) => from === 'cart.ts');
    expect(imported).toEqual({
      from: 'cart.ts',
      to: 'stock.ts',
      kinds: ['value', 'call'],
      weight: 3,
      uses: ['reserve'],
      places: [3, 9, 'wiring.ts', 1],
    });
    expect(event).toMatchObject({ kinds: ['event'], uses: ['sold'], places: [7, 'stock.ts', 8] });
  });

  it('ties the part of a god file to the entity that it writes', () => {
    const tie = page.ties.from.indexOf(1);
    expect(page.ties.to[tie]).toBe(page.modules.lines.length);
    expect(page.modules.parts.map(([part, file]) => [part, page.names[file]])).toEqual([[1, 'god.ts']]);
    expect(page.entities[0]).toMatchObject({ name: 'Stock', context: 1 });
    expect(page.names[page.entities[0]?.place[0] ?? 0]).toBe('schema.prisma');
    expect(tiesOf()[tie]).toMatchObject({
      kinds: ['write'],
      weight: 2,
      uses: ['fill'],
      places: [12, 15],
    });
  });

  it('lays out what is deployed and nothing else', () => {
    expect(page.map.discs).toHaveLength(2);
    expect(page.map.x).toHaveLength(5);
    expect([page.map.x[2], page.map.y[2]]).toEqual([0, 0]);
  });

  it('has the same bytes for the same analysis, and needs no module at all', () => {
    expect(JSON.stringify(pageDocumentOf(analysis))).toBe(JSON.stringify(page));
    expect(pageDocumentOf(buildAnalysis()).names).toEqual([]);
  });
});
