import type { GatewayTest } from './gateway-test.ts';

const version = (value: string) => ({ headers: { version: value } });

/** Tests of which requests routes take: facts of conformance/tests/httproute-*.yaml and .go of kubernetes-sigs/gateway-api (Apache-2.0). */
export const matchingTests: readonly GatewayTest[] = [
  {
    name: 'HTTPRouteSimpleSameNamespace',
    routes: [{ rules: [{ backend: 1 }] }],
    rows: [{ path: '/', backend: 1 }],
  },
  {
    name: 'HTTPRouteNamedRule',
    routes: [
      {
        rules: [
          { matches: [{ prefix: '/named' }], backend: 1 },
          { matches: [{ prefix: '/unnamed' }], backend: 2 },
        ],
      },
    ],
    rows: [
      { path: '/named', backend: 1 },
      { path: '/unnamed', backend: 2 },
    ],
  },
  {
    name: 'HTTPRouteMatching',
    routes: [
      {
        rules: [
          { matches: [{ prefix: '/' }, version('one')], backend: 1 },
          { matches: [{ prefix: '/v2' }, version('two')], backend: 2 },
        ],
      },
    ],
    rows: [
      { path: '/', backend: 1 },
      { path: '/example', backend: 1 },
      { path: '/', headers: { Version: 'one' }, backend: 1 },
      { path: '/v2', backend: 2 },
      { path: '/v2/example', backend: 2 },
      { path: '/', headers: { Version: 'two' }, backend: 2 },
      { path: '/v2/', backend: 2 },
      { path: '/v2example', backend: 1 },
      { path: '/foo/v2/example', backend: 1 },
    ],
  },
  {
    name: 'HTTPRouteMatchingAcrossRoutes',
    routes: [
      {
        hosts: ['example.com', 'example.net'],
        rules: [{ matches: [{ prefix: '/' }, version('one')], backend: 1 }],
      },
      { hosts: ['example.com'], rules: [{ matches: [{ prefix: '/v2' }, version('two')], backend: 2 }] },
    ],
    rows: [
      { host: 'example.com', path: '/', backend: 1 },
      { host: 'example.com', path: '/example', backend: 1 },
      { host: 'example.net', path: '/example', backend: 1 },
      { host: 'example.com', path: '/example', headers: { Version: 'one' }, backend: 1 },
      { host: 'example.com', path: '/v2', backend: 2 },
      { host: 'example.net', path: '/v2', backend: 1 },
      { host: 'example.com', path: '/v2/example', backend: 2 },
      { host: 'example.com', path: '/', headers: { Version: 'two' }, backend: 2 },
    ],
  },
  {
    name: 'HTTPRouteExactPathMatching',
    routes: [
      {
        rules: [
          { matches: [{ exact: '/one' }], backend: 1 },
          { matches: [{ exact: '/two' }], backend: 2 },
        ],
      },
    ],
    rows: [
      { path: '/one', backend: 1 },
      { path: '/two', backend: 2 },
      { path: '/' },
      { path: '/one/example' },
      { path: '/two/' },
      { path: '/Two' },
    ],
  },
  {
    name: 'HTTPRoutePathMatchOrder',
    routes: [
      {
        rules: [
          { matches: [{ exact: '/match' }], backend: 1 },
          { matches: [{ exact: '/match/exact' }], backend: 2 },
          { matches: [{ exact: '/match/exact/one' }], backend: 3 },
          { matches: [{ prefix: '/match/' }], backend: 3 },
          { matches: [{ prefix: '/match/prefix/' }], backend: 1 },
          { matches: [{ prefix: '/match/prefix/one' }], backend: 2 },
        ],
      },
    ],
    rows: [
      { path: '/match/exact/one', backend: 3 },
      { path: '/match/exact', backend: 2 },
      { path: '/match', backend: 1 },
      { path: '/match/prefix/one/any', backend: 2 },
      { path: '/match/prefix/any', backend: 1 },
      { path: '/match/any', backend: 3 },
    ],
  },
  {
    name: 'HTTPRouteHeaderMatching',
    routes: [
      {
        rules: [
          { matches: [version('one')], backend: 1 },
          { matches: [version('two')], backend: 2 },
          { matches: [{ headers: { version: 'two', color: 'orange' } }], backend: 1 },
          { matches: [{ headers: { color: 'blue' } }, { headers: { color: 'green' } }], backend: 1 },
          { matches: [{ headers: { color: 'red' } }, { headers: { color: 'yellow' } }], backend: 2 },
        ],
      },
    ],
    rows: [
      { path: '/', headers: { Version: 'one' }, backend: 1 },
      { path: '/', headers: { Version: 'two' }, backend: 2 },
      { path: '/', headers: { Version: 'two', Color: 'orange' }, backend: 1 },
      { path: '/', headers: { Version: 'two', Color: 'blue' }, backend: 2 },
      { path: '/', headers: { Color: 'orange' } },
      { path: '/', headers: { 'Some-Other-Header': 'one' } },
      { path: '/', headers: { Color: 'blue' }, backend: 1 },
      { path: '/', headers: { Color: 'green' }, backend: 1 },
      { path: '/', headers: { Color: 'red' }, backend: 2 },
      { path: '/', headers: { Color: 'yellow' }, backend: 2 },
      { path: '/', headers: { Color: 'purple' } },
    ],
  },
  {
    name: 'HTTPRouteQueryParamMatching',
    routes: [
      {
        rules: [
          { matches: [{ query: { animal: 'whale' } }], backend: 1 },
          { matches: [{ query: { animal: 'dolphin' } }], backend: 2 },
          {
            matches: [{ query: { animal: 'dolphin', color: 'blue' } }, { query: { ANIMAL: 'Whale' } }],
            backend: 3,
          },
          { matches: [{ prefix: '/path1', query: { animal: 'whale' } }], backend: 1 },
          { matches: [{ ...version('one'), query: { animal: 'whale' } }], backend: 2 },
          { matches: [{ prefix: '/path2', ...version('two'), query: { animal: 'whale' } }], backend: 3 },
          {
            matches: [
              { prefix: '/path3', query: { animal: 'shark' } },
              { prefix: '/path4', ...version('three'), query: { animal: 'kraken' } },
            ],
            backend: 1,
          },
          { matches: [{ prefix: '/path5' }], backend: 1 },
          { matches: [{ query: { animal: 'hydra' } }], backend: 2 },
          { matches: [version('four')], backend: 3 },
        ],
      },
    ],
    rows: [
      { path: '/?animal=whale', backend: 1 },
      { path: '/?animal=dolphin', backend: 2 },
      { path: '/?animal=dolphin&color=blue', backend: 3 },
      { path: '/?ANIMAL=Whale', backend: 3 },
      { path: '/?animal=whale&otherparam=irrelevant', backend: 1 },
      { path: '/?animal=dolphin&color=yellow', backend: 2 },
      { path: '/?color=blue' },
      { path: '/?animal=dog' },
      { path: '/?animal=whaledolphin' },
      { path: '/' },
      { path: '/path1?animal=whale', backend: 1 },
      { path: '/?animal=whale', headers: { version: 'one' }, backend: 2 },
      { path: '/path2?animal=whale', headers: { version: 'two' }, backend: 3 },
      { path: '/path3?animal=shark', backend: 1 },
      { path: '/path4?animal=kraken', headers: { version: 'three' }, backend: 1 },
      { path: '/?animal=shark' },
      { path: '/path4?animal=kraken' },
      { path: '/path5?animal=hydra', backend: 1 },
      { path: '/?animal=hydra', headers: { version: 'four' }, backend: 3 },
    ],
  },
  {
    name: 'HTTPRouteMethodMatching',
    routes: [
      {
        rules: [
          { matches: [{ method: 'POST' }], backend: 1 },
          { matches: [{ method: 'GET' }], backend: 2 },
          { matches: [{ prefix: '/path1', method: 'GET' }], backend: 1 },
          { matches: [{ ...version('one'), method: 'PUT' }], backend: 2 },
          { matches: [{ prefix: '/path2', ...version('two'), method: 'POST' }], backend: 3 },
          {
            matches: [
              { prefix: '/path3', method: 'PATCH' },
              { prefix: '/path4', ...version('three'), method: 'DELETE' },
            ],
            backend: 1,
          },
          { matches: [{ prefix: '/path5' }], backend: 1 },
          { matches: [{ method: 'PATCH' }], backend: 2 },
          { matches: [version('four')], backend: 3 },
        ],
      },
    ],
    rows: [
      { method: 'POST', path: '/', backend: 1 },
      { method: 'GET', path: '/', backend: 2 },
      { method: 'HEAD', path: '/' },
      { method: 'GET', path: '/path1', backend: 1 },
      { method: 'PUT', path: '/', headers: { version: 'one' }, backend: 2 },
      { method: 'POST', path: '/path2', headers: { version: 'two' }, backend: 3 },
      { method: 'PATCH', path: '/path3', backend: 1 },
      { method: 'DELETE', path: '/path4', headers: { version: 'three' }, backend: 1 },
      { method: 'PUT', path: '/' },
      { method: 'DELETE', path: '/path4' },
      { method: 'PATCH', path: '/path5', backend: 1 },
      { method: 'PATCH', path: '/', headers: { version: 'four' }, backend: 2 },
    ],
  },
];
