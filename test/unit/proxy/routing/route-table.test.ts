import { describe, expect, it } from 'vitest';
import { createRouteTable } from '../../../../src/proxy/routing/route-table.ts';
import type { Idempotency, RouteSet } from '../../../../src/proxy/snapshot.ts';
import { routeRequest } from '../../../support/proxy/route-request.ts';
import { tableRoute } from '../../../support/proxy/table-route.ts';

const express = { caseSensitive: false, trailingSlash: 'ignore' } as const;
const exact = { caseSensitive: true, trailingSlash: 'distinct' } as const;
const routeSet = { name: 'catalog' } as RouteSet;

/** Routes as `GET /a`, in any order; answers with the template that matched. */
function table(routes: readonly string[], matching: Parameters<typeof createRouteTable>[1] = express) {
  const compiled = createRouteTable(
    routes.map((route) => {
      const [method = '', template = '', idempotency] = route.split(' ');
      const match = { routeSet, ...(idempotency && { idempotency: idempotency as Idempotency }) };
      return tableRoute(method, template, { match });
    }),
    matching,
  );
  return {
    template: (request: string) => compiled.match(routeRequest(request))?.template,
    idempotency: (request: string) => compiled.match(routeRequest(request))?.idempotency,
  };
}

describe('a route table', () => {
  it('prefers text over a parameter and a parameter over a splat, from left to right', () => {
    const { template } = table(['GET /a/:x', 'GET /*all', 'GET /a/b', 'GET /a/*rest', 'GET /:x/b/c']);
    expect(template('GET /a/b')).toBe('/a/b');
    expect(template('GET /a/c')).toBe('/a/:x');
    expect(template('GET /a/b/c')).toBe('/a/*rest');
    expect(template('GET /x/b/c')).toBe('/:x/b/c');
    expect(template('GET /x/b/d')).toBe('/*all');
  });

  it('goes back to a less specific template where the more specific one ends in nothing', () => {
    const { template } = table(['GET /a/b/c', 'GET /a/:x/d', 'GET /:x/:y/e']);
    expect(template('GET /a/b/d')).toBe('/a/:x/d');
    expect(template('GET /a/b/e')).toBe('/:x/:y/e');
    expect(template('GET /a/b/f')).toBeUndefined();
  });

  it('counts a template only if it has the method', () => {
    const { template } = table(['GET /a/b', 'POST /a/:x', 'ANY /a/*rest']);
    expect(template('POST /a/b')).toBe('/a/:x');
    expect(template('DELETE /a/b')).toBe('/a/*rest');
  });

  it('answers HEAD with its own route, else with that of GET', () => {
    const { template } = table(['GET /a', 'HEAD /b', 'GET /b', 'POST /c']);
    expect(template('HEAD /a')).toBe('/a');
    expect(template('HEAD /b')).toBe('/b');
    expect(template('HEAD /c')).toBeUndefined();
    expect(template('OPTIONS /a')).toBeUndefined();
  });

  it('prefers the method over ANY, and HEAD over GET, for one template', () => {
    const { idempotency } = table(['ANY /a none', 'GET /a idempotent', 'GET /b', 'HEAD /b none']);
    expect(idempotency('HEAD /b')).toBe('none');
    expect(idempotency('GET /a')).toBe('idempotent');
    expect(idempotency('HEAD /a')).toBe('idempotent');
    expect(idempotency('PUT /a')).toBe('none');
  });

  it('takes the idempotency from the method where the route declares none', () => {
    const { idempotency } = table([
      'GET /a',
      'POST /a',
      'PUT /a idempotent',
      'POST /search safe',
      'ANY /any',
    ]);
    expect(idempotency('GET /a')).toBe('safe');
    expect(idempotency('HEAD /a')).toBe('safe');
    expect(idempotency('POST /a')).toBe('none');
    expect(idempotency('PUT /a')).toBe('idempotent');
    expect(idempotency('POST /search')).toBe('safe');
    expect(idempotency('GET /any')).toBe('safe');
    expect(idempotency('DELETE /any')).toBe('none');
  });

  it('catches every spelling that Express would accept', () => {
    const { template } = table(['GET /api/products/:id', 'GET /Über']);
    for (const path of ['/api/products/7', '/API/Products/7', '/api/products/7/', '/%61pi/%50roducts/7'])
      expect(template(`GET ${path}`)).toBe('/api/products/:id');
    for (const path of ['/%C3%BCber', '/%c3%9Cber']) expect(template(`GET ${path}`)).toBe('/Über');
  });

  it('tells spellings apart where the configuration says that they differ', () => {
    const { template } = table(['GET /a', 'GET /b/', 'GET /', 'GET /c/:x', 'GET /d/*x'], exact);
    expect(template('GET /a')).toBe('/a');
    expect(template('GET /A')).toBeUndefined();
    expect(template('GET /a/')).toBeUndefined();
    expect(template('GET /b/')).toBe('/b/');
    expect(template('GET /b')).toBeUndefined();
    expect(template('GET /')).toBe('/');
    expect(template('GET /c/')).toBeUndefined();
    expect(template('GET /d/')).toBeUndefined();
    expect(template('OPTIONS *')).toBeUndefined();
  });

  it('expands optional groups and takes one segment or more for a splat', () => {
    const { template } = table(['GET /a{/:id}', 'GET /files/*path', 'GET /']);
    expect(template('GET /a')).toBe('/a{/:id}');
    expect(template('GET /a/1')).toBe('/a{/:id}');
    expect(template('GET /a/1/2')).toBeUndefined();
    expect(template('GET /files')).toBeUndefined();
    expect(template('GET /files/x/y')).toBe('/files/*path');
    expect(template('GET /')).toBe('/');
  });

  it('takes an escaped slash for a character of its segment', () => {
    const { template } = table(['GET /projects/:id/issues', 'GET /projects/a/b/issues']);
    for (const path of ['/projects/a%2Fb/issues', '/projects/a%2fb/issues'])
      expect(template(`GET ${path}`)).toBe('/projects/:id/issues');
  });

  it('knows no names from the prototype of an object', () => {
    const { template } = table(['GET /a']);
    for (const path of ['/__proto__', '/constructor', '/toString'])
      expect(template(`GET ${path}`)).toBeUndefined();
    expect(template('constructor /a')).toBeUndefined();
  });

  it('reads hosts without case, port and final dot, and a wildcard as one label or more', () => {
    const table = createRouteTable(
      [
        tableRoute('GET', '/any'),
        tableRoute('GET', '/:x', { hosts: ['shop.test'] }),
        tableRoute('GET', '/:x', { hosts: ['*.shop.test'] }),
        tableRoute('GET', '/:x', { hosts: ['[::1]'] }),
      ],
      express,
    );
    const order = (host: string, path = '/any') => table.match(routeRequest(`GET ${path}`, { host }))?.order;
    for (const host of ['shop.test', 'SHOP.test:8080', 'shop.test.', 'shop.test.:80'])
      expect(order(host)).toBe(1);
    for (const host of ['a.shop.test', 'a.b.shop.test:1']) expect(order(host)).toBe(2);
    expect(order('[::1]:80')).toBe(3);
    for (const host of ['xshop.test', '.shop.test', 'shop.test.evil', '']) expect(order(host)).toBe(0);
    expect(order('other.test', '/else')).toBeUndefined();
  });

  it('knows no host from the prototype of an object, and no value either', () => {
    const conditions = [{ of: 'header', name: 'x', test: { kind: 'is', value: '1' } }] as const;
    const table = createRouteTable([tableRoute('GET', '/a', { hosts: ['a'], conditions })], express);
    expect(table.match(routeRequest('GET /a', { host: 'constructor' }))).toBeUndefined();
    expect(table.match(routeRequest('GET /a', { host: 'a', x: 'constructor' }))).toBeUndefined();
  });

  it('reads the first of several query parameters and cookies, decoded as a form is', () => {
    const asks = (of: 'query' | 'cookie', name: string, value: string) =>
      tableRoute('GET', '/a', { conditions: [{ of, name, test: { kind: 'is', value } }] });
    const table = createRouteTable([asks('query', 'a b', 'c/d'), asks('cookie', 'sid', '1')], express);
    const order = (target: string, cookie = '') =>
      table.match(routeRequest(`GET ${target}`, cookie === '' ? {} : { cookie }))?.order;
    for (const target of ['/a?a+b=c/d', '/a?x&a%20b=c%2fd&a+b=e', '/a?a%20b=c/d=', '/a?=&&a+b=c/d'])
      expect(order(target), target).toBe(target.endsWith('d=') ? undefined : 0);
    for (const target of ['/a?a+b=e&a+b=c/d', '/a?A+b=c/d', '/a?a+b', '/a?a%zzb=c/d', '/a'])
      expect(order(target), target).toBeUndefined();
    expect(order('/a', 'other=2; sid="1"; sid=2')).toBe(1);
    expect(order('/a', 'sid=2; sid=1')).toBeUndefined();
  });
});
