import { describe, expect, it } from 'vitest';
import { createRouteTable } from '../../../../src/proxy/routing/route-table.ts';
import type { Idempotency, RouteSet } from '../../../../src/proxy/snapshot.ts';

const express = { caseSensitive: false, trailingSlash: 'ignore' } as const;
const exact = { caseSensitive: true, trailingSlash: 'distinct' } as const;
const routeSet = { name: 'catalog' } as RouteSet;

/** Routes as `GET /a`, in any order; answers with the template that matched. */
function table(routes: readonly string[], matching: Parameters<typeof createRouteTable>[1] = express) {
  const compiled = createRouteTable(
    routes.map((route) => {
      const [method = '', template = '', idempotency] = route.split(' ');
      return {
        method,
        template,
        match: { routeSet, ...(idempotency && { idempotency: idempotency as Idempotency }) },
      };
    }),
    matching,
  );
  return {
    template: (request: string) => {
      const [method = '', path = ''] = request.split(' ');
      return compiled.match(method, path)?.template;
    },
    idempotency: (request: string) => {
      const [method = '', path = ''] = request.split(' ');
      return compiled.match(method, path)?.idempotency;
    },
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

  it('knows no names from the prototype of an object', () => {
    const { template } = table(['GET /a']);
    for (const path of ['/__proto__', '/constructor', '/toString'])
      expect(template(`GET ${path}`)).toBeUndefined();
    expect(template('constructor /a')).toBeUndefined();
  });
});
