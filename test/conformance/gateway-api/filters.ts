import type { GatewayRule, GatewayTest } from './gateway-test.ts';

const pairs = (values: Readonly<Record<string, string>>) =>
  Object.entries(values).map(([name, value]) => ({ name, value }));
const edit = (set: Record<string, string>, add: Record<string, string> = {}, remove: string[] = []) => ({
  set: pairs(set),
  add: pairs(add),
  remove,
});
const rule = (prefix: string, ...filters: object[]): GatewayRule => ({
  matches: [{ prefix }],
  filters,
  backend: 1,
});
const several = edit(
  { 'X-Header-Set-1': 'header-set-1', 'X-Header-Set-2': 'header-set-2' },
  { 'X-Header-Add-1': 'header-add-1', 'X-Header-Add-2': 'header-add-2', 'X-Header-Add-3': 'header-add-3' },
  ['X-Header-Remove-1', 'X-Header-Remove-2'],
);
const severalGiven = {
  'X-Header-Set-2': 'set-val-2',
  'X-Header-Add-2': 'add-val-2',
  'X-Header-Remove-2': 'remove-val-2',
  'Another-Header': 'another-header-val',
};
const severalSeen = {
  'X-Header-Set-1': 'header-set-1',
  'X-Header-Set-2': 'header-set-2',
  'X-Header-Add-1': 'header-add-1',
  'X-Header-Add-2': 'add-val-2,header-add-2',
  'X-Header-Add-3': 'header-add-3',
  'Another-Header': 'another-header-val',
  'X-Header-Remove-1': null,
  'X-Header-Remove-2': null,
};
const sides = edit(
  { 'X-Header-Set': 'set-overwrites-values' },
  { 'X-Header-Add': 'header-val-1', 'X-Header-Add-Append': 'header-val-2' },
  ['X-Header-Remove'],
);
const sidesGiven = { 'X-Header-Remove': 'remove-val', 'X-Header-Add-Append': 'append-val-1' };
const sidesSeen = {
  'X-Header-Add': 'header-val-1',
  'X-Header-Add-Append': 'append-val-1,header-val-2',
  'X-Header-Set': 'set-overwrites-values',
  'X-Header-Remove': null,
};

/** Tests of what is changed on the way. */
export const filterTests: readonly GatewayTest[] = [
  {
    name: 'HTTPRouteRequestHeaderModifier',
    routes: [
      {
        rules: [
          rule('/set', { requestHeaders: edit({ 'X-Header-Set': 'set-overwrites-values' }) }),
          rule('/add', { requestHeaders: edit({}, { 'X-Header-Add': 'add-appends-values' }) }),
          rule('/remove', { requestHeaders: edit({}, {}, ['X-Header-Remove']) }),
          rule('/multiple', { requestHeaders: several }),
          rule('/case-insensitivity', {
            requestHeaders: edit({ 'X-Header-Set': 'header-set' }, { 'X-Header-Add': 'header-add' }, [
              'X-Header-Remove',
            ]),
          }),
        ],
      },
    ],
    rows: [
      {
        path: '/set',
        headers: { 'Some-Other-Header': 'val' },
        backend: 1,
        received: { headers: { 'Some-Other-Header': 'val', 'X-Header-Set': 'set-overwrites-values' } },
      },
      {
        path: '/set',
        headers: { 'Some-Other-Header': 'val', 'X-Header-Set': 'some-other-value' },
        backend: 1,
        received: { headers: { 'Some-Other-Header': 'val', 'X-Header-Set': 'set-overwrites-values' } },
      },
      {
        path: '/add',
        headers: { 'Some-Other-Header': 'val' },
        backend: 1,
        received: { headers: { 'Some-Other-Header': 'val', 'X-Header-Add': 'add-appends-values' } },
      },
      {
        path: '/add',
        headers: { 'Some-Other-Header': 'val', 'X-Header-Add': 'some-other-value' },
        backend: 1,
        received: { headers: { 'X-Header-Add': 'some-other-value,add-appends-values' } },
      },
      {
        path: '/remove',
        headers: { 'X-Header-Remove': 'val' },
        backend: 1,
        received: { headers: { 'X-Header-Remove': null } },
      },
      { path: '/multiple', headers: severalGiven, backend: 1, received: { headers: severalSeen } },
      {
        path: '/case-insensitivity',
        headers: {
          'x-header-set': 'original-val-set',
          'x-header-add': 'original-val-add',
          'x-header-remove': 'original-val-remove',
          'Another-Header': 'another-header-val',
        },
        backend: 1,
        received: {
          headers: {
            'X-Header-Set': 'header-set',
            'X-Header-Add': 'original-val-add,header-add',
            'Another-Header': 'another-header-val',
            'X-Header-Remove': null,
          },
        },
      },
    ],
  },
  {
    name: 'HTTPRouteResponseHeaderModifier',
    routes: [
      {
        rules: [
          rule('/set', { responseHeaders: edit({ 'X-Header-Set': 'set-overwrites-values' }) }),
          rule('/add', { responseHeaders: edit({}, { 'X-Header-Add': 'add-appends-values' }) }),
          rule('/remove', { responseHeaders: edit({}, {}, ['X-Header-Remove']) }),
          rule('/multiple', { responseHeaders: several }),
          rule('/case-insensitivity', {
            responseHeaders: edit(
              { 'X-Header-Set': 'header-set' },
              {
                'X-Header-Add': 'header-add',
                'x-lowercase-add': 'lowercase-add',
                'x-Mixedcase-ADD-1': 'mixedcase-add-1',
                'X-mixeDcase-add-2': 'mixedcase-add-2',
                'X-UPPERCASE-ADD': 'uppercase-add',
              },
              ['X-Header-Remove'],
            ),
          }),
          rule(
            '/response-and-request-header-modifiers',
            { responseHeaders: several },
            { requestHeaders: sides },
          ),
        ],
      },
    ],
    rows: [
      {
        path: '/set',
        answers: { 'Some-Other-Header': 'val' },
        backend: 1,
        response: { 'Some-Other-Header': 'val', 'X-Header-Set': 'set-overwrites-values' },
      },
      {
        path: '/set',
        answers: { 'Some-Other-Header': 'val', 'X-Header-Set': 'some-other-value' },
        backend: 1,
        response: { 'Some-Other-Header': 'val', 'X-Header-Set': 'set-overwrites-values' },
      },
      {
        path: '/add',
        answers: { 'Some-Other-Header': 'val' },
        backend: 1,
        response: { 'Some-Other-Header': 'val', 'X-Header-Add': 'add-appends-values' },
      },
      {
        path: '/add',
        answers: { 'Some-Other-Header': 'val', 'X-Header-Add': 'some-other-value' },
        backend: 1,
        response: { 'X-Header-Add': 'some-other-value,add-appends-values' },
      },
      {
        path: '/remove',
        answers: { 'X-Header-Remove': 'val' },
        backend: 1,
        response: { 'X-Header-Remove': null },
      },
      {
        path: '/multiple',
        answers: { ...severalGiven, 'X-Header-Remove-1': 'val' },
        backend: 1,
        response: severalSeen,
      },
      {
        path: '/case-insensitivity',
        answers: {
          'x-header-set': 'original-val-set',
          'x-header-add': 'original-val-add',
          'x-header-remove': 'original-val-remove',
          'Another-Header': 'another-header-val',
        },
        backend: 1,
        response: {
          'X-Header-Set': 'header-set',
          'X-Header-Add': 'original-val-add,header-add',
          'X-Lowercase-Add': 'lowercase-add',
          'X-Mixedcase-Add-1': 'mixedcase-add-1',
          'X-Mixedcase-Add-2': 'mixedcase-add-2',
          'X-Uppercase-Add': 'uppercase-add',
          'Another-Header': 'another-header-val',
          'X-Header-Remove': null,
        },
      },
      {
        path: '/response-and-request-header-modifiers',
        headers: { ...sidesGiven, 'X-Header-Echo': 'echo' },
        answers: { ...severalGiven, 'X-Header-Remove-1': 'remove-val-1', 'X-Header-Echo': 'echo' },
        backend: 1,
        received: { headers: { ...sidesSeen, 'X-Header-Echo': 'echo' } },
        response: { ...severalSeen, 'X-Header-Echo': 'echo' },
      },
    ],
  },
  {
    name: 'HTTPRouteRewriteHost',
    routes: [
      {
        hosts: ['rewrite.example'],
        rules: [
          rule('/one', { rewrite: { host: 'one.example.org' } }),
          { filters: [{ rewrite: { host: 'example.org' } }], backend: 2 },
          {
            ...rule(
              '/rewrite-host-and-modify-headers',
              { rewrite: { host: 'test.example.org' } },
              { requestHeaders: sides },
            ),
            backend: 2,
          },
        ],
      },
    ],
    rows: [
      {
        host: 'rewrite.example',
        path: '/one',
        backend: 1,
        received: { path: '/one', host: 'one.example.org' },
      },
      { host: 'rewrite.example', path: '/two', backend: 2, received: { path: '/two', host: 'example.org' } },
      {
        host: 'rewrite.example',
        path: '/rewrite-host-and-modify-headers',
        headers: sidesGiven,
        backend: 2,
        received: { path: '/rewrite-host-and-modify-headers', host: 'test.example.org', headers: sidesSeen },
      },
    ],
  },
  {
    name: 'HTTPRouteRewritePath',
    routes: [
      {
        rules: [
          rule('/prefix/one', { rewrite: { prefix: '/one' } }),
          rule('/strip-prefix', { rewrite: { prefix: '/' } }),
          rule('/full/one', { rewrite: { path: '/one' } }),
          rule(
            '/full/rewrite-path-and-modify-headers',
            { rewrite: { path: '/test' } },
            { requestHeaders: sides },
          ),
          rule(
            '/prefix/rewrite-path-and-modify-headers',
            { rewrite: { prefix: '/prefix' } },
            { requestHeaders: sides },
          ),
        ],
      },
    ],
    rows: [
      { path: '/prefix/one/two', backend: 1, received: { path: '/one/two' } },
      { path: '/strip-prefix/three', backend: 1, received: { path: '/three' } },
      { path: '/strip-prefix', backend: 1, received: { path: '/' } },
      { path: '/full/one/two', backend: 1, received: { path: '/one' } },
      {
        path: '/full/rewrite-path-and-modify-headers/test',
        headers: { ...sidesGiven, 'X-Header-Set': 'set-val' },
        backend: 1,
        received: { path: '/test', headers: sidesSeen },
      },
      {
        path: '/prefix/rewrite-path-and-modify-headers/one',
        headers: { ...sidesGiven, 'X-Header-Set': 'set-val' },
        backend: 1,
        received: { path: '/prefix/one', headers: sidesSeen },
      },
    ],
  },
  {
    name: 'HTTPRouteBackendURLRewrite',
    routes: [
      {
        rules: [
          rule('/full', { only: 'service', rewrite: { path: '/rewritten-full' } }),
          rule('/prefix', { only: 'service', rewrite: { prefix: '/rewritten-prefix' } }),
        ],
      },
    ],
    rows: [
      { path: '/full/original', backend: 1, received: { path: '/rewritten-full' } },
      { path: '/prefix/original', backend: 1, received: { path: '/rewritten-prefix/original' } },
    ],
  },
];
