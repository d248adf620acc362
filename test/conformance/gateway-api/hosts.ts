import type { GatewayTest } from './gateway-test.ts';

const under = (prefix: string, backend: 1 | 2 | 3) => [{ matches: [{ prefix }], backend }];
const nobody = (path: string, ...hosts: string[]) => hosts.map((host) => ({ host, path }));

/** Tests of host names; routes have the names that theirs and those of their listener have in common. */
export const hostTests: readonly GatewayTest[] = [
  {
    name: 'HTTPRouteListenerHostnameMatching',
    routes: [
      { hosts: ['bar.com'], rules: [{ backend: 1 }] },
      { hosts: ['foo.bar.com'], rules: [{ backend: 2 }] },
      { hosts: ['*.bar.com', '*.foo.com'], rules: [{ backend: 3 }] },
    ],
    rows: [
      { host: 'bar.com', path: '/', backend: 1 },
      { host: 'foo.bar.com', path: '/', backend: 2 },
      { host: 'baz.bar.com', path: '/', backend: 3 },
      { host: 'boo.bar.com', path: '/', backend: 3 },
      { host: 'multiple.prefixes.bar.com', path: '/', backend: 3 },
      { host: 'multiple.prefixes.foo.com', path: '/', backend: 3 },
      ...nobody('/', 'foo.com', 'no.matching.host'),
    ],
  },
  {
    name: 'HTTPRouteHostnameIntersection',
    routes: [
      { hosts: ['very.specific.com'], rules: under('/s1', 1) },
      { hosts: ['foo.wildcard.io', 'bar.wildcard.io', 'foo.bar.wildcard.io'], rules: under('/s2', 2) },
      { hosts: ['very.specific.com'], rules: under('/s3', 3) },
      { hosts: ['*.anotherwildcard.io'], rules: under('/s4', 1) },
    ],
    rows: [
      { host: 'very.specific.com', path: '/s1', backend: 1 },
      { host: 'very.specific.com:1234', path: '/s1', backend: 1 },
      ...nobody('/s1', 'non.matching.com', 'foo.nonmatchingwildcard.io', 'foo.wildcard.io'),
      { host: 'very.specific.com', path: '/non-matching-prefix' },
      { host: 'foo.wildcard.io', path: '/s2', backend: 2 },
      { host: 'bar.wildcard.io', path: '/s2', backend: 2 },
      { host: 'foo.bar.wildcard.io', path: '/s2', backend: 2 },
      ...nobody('/s2', 'non.matching.com', 'wildcard.io', 'very.specific.com'),
      { host: 'foo.wildcard.io', path: '/non-matching-prefix' },
      { host: 'very.specific.com', path: '/s3', backend: 3 },
      ...nobody('/s3', 'non.matching.com', 'foo.specific.com', 'foo.wildcard.io'),
      { host: 'very.specific.com', path: '/non-matching-prefix' },
      { host: 'foo.anotherwildcard.io', path: '/s4', backend: 1 },
      { host: 'bar.anotherwildcard.io', path: '/s4', backend: 1 },
      { host: 'foo.bar.anotherwildcard.io', path: '/s4', backend: 1 },
      ...nobody('/s4', 'anotherwildcard.io', 'foo.wildcard.io', 'very.specific.com'),
      { host: 'foo.anotherwildcard.io', path: '/non-matching-prefix' },
      ...nobody('/s5', 'specific.but.wrong.com', 'wildcard.io'),
    ],
  },
  {
    name: 'HTTPRouteHostnameIntersection (all)',
    routes: [
      { hosts: ['first.com', 'sub.first.com', 'second.com', 'sub.second.com'], rules: [{ backend: 2 }] },
    ],
    rows: [
      ...['first.com', 'sub.first.com', 'second.com', 'sub.second.com'].map((host) => ({
        host,
        path: '/',
        backend: 2 as const,
      })),
      ...nobody('/', 'third.com', 'sub.third.com'),
    ],
  },
];
