import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { commands } from '../../../src/cli/commands/index.ts';
import { type Analysis, analysisSchema } from '../../../src/model/analysis.ts';
import { runCli } from '../../support/run-cli.ts';
import { sourceTree } from '../../support/source-tree.ts';
import { serviceOf } from '../../support/services-in-one-file.ts';

const fixtures = join(import.meta.dirname, '../../../fixtures/analyzer/god-files');

interface Analysed extends Analysis {
  readonly report: string;
  readonly screen: string;
}

async function analysed(root: string): Promise<Analysed> {
  const workingFolder = sourceTree({});
  const { exitCode, stderr, stdout } = await runCli(['analyze', root, '--quiet'], commands, {
    workingFolder,
    environment: { PATH: process.env['PATH'] ?? '' },
  });
  expect({ exitCode, stderr }).toEqual({ exitCode: 0, stderr: '' });
  const read = (name: string) => readFileSync(join(workingFolder, 'banyan-report', name), 'utf8');
  const analysis = analysisSchema.parse(JSON.parse(read('analysis.json')));
  return { ...analysis, report: read('report.md'), screen: stdout };
}

/** Context of each route. */
function routeMap({ routes }: Analysis): Record<string, string | null> {
  return Object.fromEntries(routes.map(({ method, path, context }) => [`${method} ${path}`, context]));
}

function contextOf({ modules }: Analysis, path: string): string | null | undefined {
  return modules.find((each) => each.path === path)?.context;
}

describe('a server that is one file', () => {
  it('is split by handler: each route has the context of what answers it', async () => {
    const analysis = await analysed(join(fixtures, 'one-server'));
    expect(routeMap(analysis)).toEqual({
      'GET /orders': 'orders',
      'GET /orders/:orderId': 'orders',
      'POST /orders': 'orders',
      'DELETE /orders/:orderId': 'orders',
      'GET /products': 'products',
      'GET /products/:productId': 'products',
      'POST /products': 'products',
      'PUT /products/:productId/stock': 'products',
      'GET /tickets': 'tickets',
      'POST /tickets': 'tickets',
      'POST /tickets/:ticketId/answer': 'tickets',
    });
  });

  it('names its parts, says where they stand, and keeps what is left of the file', async () => {
    const { modules, summary } = await analysed(join(fixtures, 'one-server'));
    expect(modules.find(({ path }) => path === 'server.js#post-tickets-ticketId-answer')).toMatchObject({
      lines: 6,
      role: 'domain',
      context: 'tickets',
      part: { file: 'server.js', symbol: 'post-tickets-ticketId-answer', line: 89, endLine: 94 },
    });
    expect(modules.find(({ path }) => path === 'server.js')).toMatchObject({
      role: 'composition-root',
      context: null,
    });
    expect(modules.reduce((sum, { lines }) => sum + lines, 0)).toBe(summary.lines);
    expect(summary.files).toBe(1);
  });

  it('gives each entity to the parts that write it, and the places stay in the file', async () => {
    const { entities, dependencies, routes } = await analysed(join(fixtures, 'one-server'));
    expect(entities.map(({ name, context, file, writers }) => [name, context, file, writers])).toEqual([
      ['Order', 'orders', 'server.js', ['server.js#delete-orders-orderId', 'server.js#post-orders']],
      [
        'Product',
        'products',
        'server.js',
        ['server.js#post-products', 'server.js#put-products-productId-stock'],
      ],
      [
        'Ticket',
        'tickets',
        'server.js',
        ['server.js#post-tickets', 'server.js#post-tickets-ticketId-answer'],
      ],
    ]);
    expect(dependencies).toContainEqual({
      from: 'server.js#findOrder',
      to: 'server.js#orderTotal',
      kinds: ['value'],
      weight: 1,
      symbols: ['orderTotal'],
      locations: ['server.js:21'],
    });
    expect(new Set(routes.map(({ file }) => file))).toEqual(new Set(['server.js']));
  });

  it('has every place in the file, in findings and steps too', async () => {
    const { report, screen, accesses = [], ...analysis } = await analysed(join(fixtures, 'one-server'));
    expect(JSON.stringify(analysis)).not.toMatch(/#[^"]*:\d+"/);
    expect(new Set(accesses.map(({ file }) => file))).toEqual(new Set(['server.js']));
    expect(report + screen).not.toMatch(/#[\w-]+:\d/);
  });

  it('is shown with its parts by context', async () => {
    const { report, screen } = await analysed(join(fixtures, 'one-server'));
    expect(report).toContain('## 1 god file, split by function');
    expect(report).toContain('`openTickets` 76–78, `get-tickets` 80–82, `post-tickets` 84–87');
    expect(screen).toContain('server.js: 17 parts of orders, products, tickets');
  });

  it('stays whole when all of it is about one thing', async () => {
    const { modules } = await analysed(join(fixtures, 'one-subject'));
    expect(modules.map(({ path }) => path)).toEqual(['server.js']);
  });
});

describe('a function that wraps all handlers', () => {
  it('is split by the functions in it, also where routes are registered elsewhere', async () => {
    const analysis = await analysed(join(fixtures, 'wrapped-routes'));
    const { 'POST /api/login': login, 'GET /api/logout': sessions, ...routes } = routeMap(analysis);
    expect(routes).toEqual({
      'GET /api/flights': 'flights',
      'GET /api/flights/:number/seats': 'flights',
      'POST /api/bookings': 'bookings',
      'DELETE /api/bookings/:reference': 'bookings',
      'GET /api/config/countSessions': sessions,
      'GET /api/config/countFlights': 'flights',
      'GET /api/config/countBookings': 'bookings',
    });
    // A log-in is about the account as much as about the session.
    for (const door of [login, sessions]) expect(['bookings', 'flights', null]).not.toContain(door);
    expect(contextOf(analysis, 'routes.js')).toBeNull();
    expect(contextOf(analysis, 'app.js')).toBeNull();
  });
});

describe('a file of many classes', () => {
  const subjects = ['Invoice', 'Shipment', 'Article', 'Ticket', 'Coupon'];
  const service = (name: string) => `\n${serviceOf(name)}`;
  const controller = (name: string) => {
    const lower = name.toLowerCase();
    return `
import { Body, Controller, Get, Param, Post } from '@nestjs/common';
import { ${name}Service } from './services';
import { ${name} } from './entities';

@Controller('${lower}s')
export class ${name}Controller {
  constructor(private readonly service: ${name}Service) {}
  @Get(':id') one(@Param('id') id: string) { return this.service.find${name}(id); }
  @Post() add(@Body() ${lower}: ${name}) { return this.service.keep${name}(${lower}); }
}
`;
  };
  const entities = subjects.map(
    (name) =>
      `@Entity('${name.toLowerCase()}s')\nexport class ${name} { @PrimaryColumn() id: string; @Column() ${name.toLowerCase()}Code: string; }\n`,
  );
  const files = {
    'package.json': '{"dependencies":{"@nestjs/common":"11","typeorm":"1"}}',
    'src/services.ts': `import { Repository } from 'typeorm';\nimport { ${subjects.join(', ')} } from './entities';\n${subjects.map(service).join('')}`,
    'src/entities.ts': `import { Column, Entity, PrimaryColumn } from 'typeorm';\n${entities.join('')}`,
    ...Object.fromEntries(
      subjects.map((name) => [`src/${name.toLowerCase()}.controller.ts`, controller(name)]),
    ),
  };

  it('is split by class, each with the controller that uses it', async () => {
    const analysis = await analysed(sourceTree(files));
    for (const name of subjects) {
      const own = contextOf(analysis, `src/services.ts#${name}Service`);
      expect(own).toBe(contextOf(analysis, `src/${name.toLowerCase()}.controller.ts`));
      expect(own).toEqual(expect.any(String));
    }
    expect(new Set(Object.values(routeMap(analysis))).size).toBe(subjects.length);
  });
});
