import type { GatewayRow, GatewayRule, GatewayTest } from './gateway-test.ts';

const rule = (prefix: string, ...filters: object[]): GatewayRule => ({
  matches: [{ prefix }],
  filters,
  backend: 1,
});
const redirect = (prefix: string, redirect: object): GatewayRule => ({
  matches: [{ prefix }],
  filters: [{ redirect }],
});
const sent = (
  path: string,
  status: number,
  location: GatewayRow['location'],
  more: Partial<GatewayRow> = {},
): GatewayRow => ({
  path,
  status,
  location: location ?? {},
  ...more,
});

/** Tests of requests that are sent elsewhere. */
export const redirectTests: readonly GatewayTest[] = [
  {
    name: 'HTTPRouteBackendRequestRedirect',
    routes: [
      {
        rules: [
          rule('/full', { only: 'service', redirect: { path: '/redirected-full' } }),
          rule('/prefix', { only: 'service', redirect: { prefix: '/redirected-prefix' } }),
        ],
      },
    ],
    rows: [
      sent('/full/original', 302, { path: '/redirected-full' }),
      sent('/prefix/original', 302, { path: '/redirected-prefix/original' }),
    ],
  },
  {
    name: 'HTTPRouteRedirectHostAndStatus',
    routes: [
      {
        rules: [
          redirect('/hostname-redirect', { host: 'example.org' }),
          redirect('/host-and-status', { status: 301, host: 'example.org' }),
        ],
      },
    ],
    rows: [
      sent('/hostname-redirect', 302, { host: 'example.org' }),
      sent('/host-and-status', 301, { host: 'example.org' }),
    ],
  },
  {
    name: 'HTTPRouteRedirectPath',
    routes: [
      {
        rules: [
          redirect('/original-prefix', { prefix: '/replacement-prefix' }),
          redirect('/full', { path: '/full-path-replacement' }),
          redirect('/path-and-host', { host: 'example.org', prefix: '/replacement-prefix' }),
          redirect('/path-and-status', { prefix: '/replacement-prefix', status: 301 }),
          redirect('/full-path-and-host', { host: 'example.org', path: '/replacement-full' }),
          redirect('/full-path-and-status', { path: '/replacement-full', status: 301 }),
        ],
      },
    ],
    rows: [
      sent('/original-prefix/lemon', 302, { path: '/replacement-prefix/lemon' }),
      sent('/full/path/original', 302, { path: '/full-path-replacement' }),
      sent('/path-and-host', 302, { host: 'example.org', path: '/replacement-prefix' }),
      sent('/path-and-status', 301, { path: '/replacement-prefix' }),
      sent('/full-path-and-host', 302, { host: 'example.org', path: '/replacement-full' }),
      sent('/full-path-and-status', 301, { path: '/replacement-full' }),
    ],
  },
  {
    name: 'HTTPRouteRedirectPort',
    routes: [
      {
        rules: [
          redirect('/port', { port: 8083 }),
          redirect('/port-and-host', { host: 'example.org', port: 8083 }),
          redirect('/port-and-status', { port: 8083, status: 301 }),
          redirect('/port-and-host-and-status', { port: 8083, host: 'example.org', status: 302 }),
        ],
      },
    ],
    rows: [
      sent('/port', 302, { port: '8083' }),
      sent('/port-and-host', 302, { host: 'example.org', port: '8083' }),
      sent('/port-and-status', 301, { port: '8083' }),
      sent('/port-and-host-and-status', 302, { host: 'example.org', port: '8083' }),
    ],
  },
  {
    name: 'HTTPRouteRedirectScheme',
    routes: [
      {
        rules: [
          redirect('/scheme', { scheme: 'https' }),
          redirect('/scheme-and-host', { host: 'example.org', scheme: 'https' }),
          redirect('/scheme-and-status', { scheme: 'https', status: 301 }),
          redirect('/scheme-and-host-and-status', { scheme: 'https', status: 302, host: 'example.org' }),
        ],
      },
    ],
    rows: [
      sent('/scheme', 302, { scheme: 'https' }),
      sent('/scheme-and-host', 302, { scheme: 'https', host: 'example.org' }),
      sent('/scheme-and-status', 301, { scheme: 'https' }),
      sent('/scheme-and-host-and-status', 302, { scheme: 'https', host: 'example.org' }),
    ],
  },
  {
    name: 'HTTPRouteRedirectPortAndScheme',
    routes: [
      {
        rules: ['nil', 'http', 'https'].flatMap((scheme) =>
          ['nil', '80', '443', '8080', '8443'].map((port) =>
            redirect(`/scheme-${scheme}-and-port-${port}`, {
              host: 'example.org',
              ...(scheme !== 'nil' && { scheme }),
              ...(port !== 'nil' && { port: Number(port) }),
            }),
          ),
        ),
      },
    ],
    rows: [
      ...(
        [
          ['nil', 'nil', 'http', ''],
          ['nil', '80', 'http', ''],
          ['nil', '8080', 'http', '8080'],
          ['https', 'nil', 'https', ''],
          ['https', '443', 'https', ''],
          ['https', '8443', 'https', '8443'],
        ] as const
      ).map(([scheme, port, toScheme, toPort]) =>
        sent(`/scheme-${scheme}-and-port-${port}`, 302, {
          scheme: toScheme,
          host: 'example.org',
          port: toPort,
        }),
      ),
      ...(
        [
          ['nil', 'nil', 'http', '8080'],
          ['nil', '80', 'http', ''],
          ['https', 'nil', 'https', ''],
        ] as const
      ).map(([scheme, port, toScheme, toPort]) =>
        sent(
          `/scheme-${scheme}-and-port-${port}`,
          302,
          { scheme: toScheme, host: 'example.org', port: toPort },
          { host: 'gateway.test:8080' },
        ),
      ),
      ...(
        [
          ['nil', 'nil', 'https', ''],
          ['nil', '443', 'https', ''],
          ['nil', '8443', 'https', '8443'],
          ['http', 'nil', 'http', ''],
          ['http', '80', 'http', ''],
          ['http', '8080', 'http', '8080'],
        ] as const
      ).map(([scheme, port, toScheme, toPort]) =>
        sent(
          `/scheme-${scheme}-and-port-${port}`,
          302,
          { scheme: toScheme, host: 'example.org', port: toPort },
          { host: 'example.org', listener: 'https' },
        ),
      ),
    ],
  },
  ...(
    [
      ['HTTPRoute303Redirect', '/see-other', 303, 'POST'],
      ['HTTPRoute307Redirect', '/temporary', 307, 'GET'],
      ['HTTPRoute308Redirect', '/permanent', 308, 'GET'],
    ] as const
  ).map(([name, path, status, method]) => ({
    name,
    routes: [{ rules: [redirect(path, { status })] }],
    rows: [sent(path, status, { path }, { method })],
  })),
];
