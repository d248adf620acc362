import { describe, expect, it } from 'vitest';
import { findFeatureFolders } from '../../../../src/analyzer/cluster/folders.ts';
import { nameContexts } from '../../../../src/analyzer/cluster/name-contexts.ts';
import { subjectPhrase } from '../../../../src/analyzer/cluster/subject-phrase.ts';
import { splitWords } from '../../../../src/analyzer/cluster/vocabulary/words.ts';
import { entityFact, routeFact } from '../../../support/facts.ts';

const business = { routes: [], operations: [], entities: [] };

function namesOf(
  groups: readonly (readonly string[])[],
  facts: Partial<Parameters<typeof nameContexts>[1]> = {},
): Record<string, string> {
  const folders = findFeatureFolders(groups.flat());
  const named = nameContexts(groups, { ...business, ...facts }, folders);
  return Object.fromEntries(named.map(({ id, modules }) => [modules[0] ?? '', id]));
}

describe('what a name is about', () => {
  it.each([
    ['countFlights', 'flights'],
    ['getCommentsByPostSlug', 'comments'],
    ['createMember', 'member'],
    ['get-post', 'post'],
    ['bookingservice', 'booking'],
    ['authservice', 'auth'],
    ['NotificationHandlers', 'notification'],
    ['evaluation-result.interface', 'evaluation-result-interface'],
    ['activeDataService', 'active-data-service'],
    ['market-data', 'market-data'],
    ['data-provider', 'data-provider'],
    ['logout', 'auth'],
    ['forgot-password', 'auth'],
    ['getLogin', 'auth'],
    ['GraphQLUpload', 'graphql-upload'],
    ['customers', 'customers'],
    ['listing', 'listing'],
    ['orders', 'orders'],
  ])('%s is about %s', (name, subject) => {
    expect(subjectPhrase(splitWords(name)).join('-')).toBe(subject);
  });
});

describe('a context', () => {
  it('is named after customers, although custom is a word of code', () => {
    const routes = [routeFact('GET /customers', 'a.js')];
    expect(namesOf([['a.js'], ['orders.js']], { routes })).toEqual({
      'a.js': 'customers',
      'orders.js': 'orders',
    });
  });

  it('is named by what its routes are about, and not by what they do', () => {
    const routes = [
      ['GET /config/countFlights', 'a.js'],
      ['POST /flights/query', 'a.js'],
      ['GET /config/countBookings', 'b.js'],
      ['POST /login', 'c.js'],
      ['GET /logout', 'c.js'],
    ].map(([operation = '', file = '']) => routeFact(operation, file));
    expect(namesOf([['a.js'], ['b.js'], ['c.js']], { routes })).toEqual({
      'a.js': 'flights',
      'b.js': 'bookings',
      'c.js': 'auth',
    });
  });

  it('takes a word of code only where nothing better is said', () => {
    const routes = [routeFact('GET /api/config/:key', 'a.js'), routeFact('GET /api/tickets', 'b.js')];
    const entities = [entityFact('Config', 'b.js'), entityFact('Ticket', 'b.js')];
    expect(namesOf([['a.js'], ['b.js']], { routes, entities })).toEqual({
      'a.js': 'config',
      'b.js': 'tickets',
    });
  });

  it('takes a vague word only with the one beside it', () => {
    const groups = [
      ['src/api-key.service.ts', 'src/api-key.ts', 'src/keys.ts'],
      ['src/deep-clone.ts', 'src/body.ts', 'src/tax.ts'],
    ];
    expect(Object.values(namesOf(groups))).toEqual(['api-key', 'tax']);
  });

  it('is named after what stands below the door to all routes', () => {
    const names = ['orders', 'carts', 'users', 'taxes'];
    const routes = names.flatMap((name) => [
      routeFact(`GET /api/admin/${name}`, `${name}/a.ts`),
      routeFact(`POST /api/admin/${name}`, `${name}/a.ts`),
    ]);
    const groups = names.map((name) =>
      [`${name}/a.ts`, 'x-ray.ts', 'x-ray.store.ts'].map((path) =>
        path.includes('/') ? path : `${name}/${path}`,
      ),
    );
    expect(Object.values(namesOf(groups, { routes })).sort()).toEqual([...names].sort());
  });

  it('leaves out what the names of most contexts begin with', () => {
    const plugins = ['orders', 'carts', 'taxes', 'files', 'shops'];
    const groups = plugins.map((name) => [`api-plugin-${name}/index.js`, `api-plugin-${name}/store.js`]);
    expect(Object.values(namesOf(groups))).toEqual([...plugins].sort());
  });

  it('is named after the parts of a god file by their own names', () => {
    const groups = [
      ['routes.js#bookSeat', 'routes.js#cancelBooking', 'routes.js#countBookings'],
      ['routes.js#findFlight', 'routes.js#countFlights', 'routes.js#flightsOfDay'],
    ];
    expect(Object.values(namesOf(groups)).sort()).toEqual(['booking', 'flights']);
  });
});
