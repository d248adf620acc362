import { describe, expect, it } from 'vitest';
import { minimal, problems, withCatalog } from '../../support/proxy-config.ts';

describe('the problems of a configuration', () => {
  it('are all reported at once, in the order of the text, each with its place', () => {
    const text = `version: banyan/v2
listen: {port: 70000}
clusters:
  monolith:
    destinations: []
    timeouts: {conect: 1s, idle: 5}
routeSets:
  - name: Catalog
    phas: full
    routes:
      - {method: get, path: products}
limits: {maxHeadBytes: 16KB}
`;
    expect(problems(text)).toEqual([
      '1:10 version must be banyan/v1',
      '2:16 listen.port must be a whole number from 0 to 65535',
      '5:19 clusters.monolith.destinations must list at least one destination',
      '6:16 clusters.monolith.timeouts.conect is not a known key; did you mean connect? (known: connect, firstByte, idle)',
      '6:34 clusters.monolith.timeouts.idle must be a duration such as 250ms, 2s or 1m, from 1ms to 1440m',
      '8:5 routeSets[0].phase is missing; it must be one of monolith, canary, full',
      '8:11 routeSets[0].name must be a name of lower-case letters, digits and dashes, at most 63',
      '9:5 routeSets[0].phas is not a known key; did you mean phase? (known: name, cluster, phase, canaryPercent, bucket, fallback, filters, fallbackStatuses, timeouts, idempotencyKey, routes)',
      '11:18 routeSets[0].routes[0].method must be a method in capitals, or ANY for every method',
      '11:29 routeSets[0].routes[0].path is not a path template: it must start with "/"',
      '12:24 limits.maxHeadBytes must be a size such as 64KiB or 1MiB, from 1KiB to 1MiB',
    ]);
  });

  it('are found between values too', () => {
    const text = `${withCatalog}routeSets:
  - {name: a, phase: canary, cluster: catlog, routes: [{method: GET, path: /a}]}
  - {name: a, phase: full, routes: [{method: GET, path: /b}]}
  - {name: c, phase: full, cluster: monolith, routes: [{method: GET, path: /c}]}
`;
    expect(problems(text)).toEqual([
      '8:22 routeSets[0].phase is canary, which needs routeSets[0].canaryPercent: a number from 0 to 100',
      '8:39 routeSets[0].cluster is not one of the clusters; did you mean catalog? (known: catalog)',
      '9:12 routeSets[1].name is already the name of routeSets[0]',
      '9:22 routeSets[1].phase is full, which needs routeSets[1].cluster: the service that the routes move to',
      '10:37 routeSets[2].cluster must be the extracted service; to stay on the monolith, write phase: monolith',
    ]);
  });

  it('include two routes that match the same requests, whatever their spelling', () => {
    const routes = (...paths: string[]) =>
      `${withCatalog}routeSets:\n${paths
        .map(
          (path, index) =>
            `  - {name: s${index}, phase: full, cluster: catalog, routes: [{method: GET, path: "${path}"}]}\n`,
        )
        .join('')}`;
    const twins: [string, string][] = [
      ['/a/:x', '/A/:y/'],
      ['/a{/:id}', '/a'],
      ['/%61', '/a'],
      ['/a/*x', '/a/*y'],
      ['/', '{/:x}'],
    ];
    for (const [first, second] of twins)
      expect(problems(routes(first, second)), `${first} and ${second}`).toEqual([
        expect.stringMatching(
          /^9:\d+ routeSets\[1\]\.routes\[0\] matches the same requests as routeSets\[0\]\.routes\[0\]; keep one of them \(proxy\.yaml:8\)$/,
        ),
      ]);
    expect(problems(routes('/a/:x', '/a/b', '/a/*x', '/:x/b'))).toEqual([]);
    const strict = 'routeMatching: {caseSensitive: true, trailingSlash: distinct}\n';
    expect(problems(strict + routes('/a', '/A', '/a/'))).toEqual([]);
  });

  it('include whom nobody can trust', () => {
    expect(
      problems(`${minimal}trust:
  proxies: [10.0.0.0/33, "fd00::/129", 10.0.0, "::1%lo", 10.0.0.0/8, "::1", 192.0.2.1]
  forwardedBy: both
  identityHeaders: ["*", "x*y", x_user, X-User, "x-*"]
  explainKey: short
`),
    ).toEqual([
      ...[13, 26, 40, 48].map(
        (column, index) =>
          `6:${column} trust.proxies[${index}] must be an address or a range such as 10.0.0.0/8 or fd00::/8`,
      ),
      '7:16 trust.forwardedBy must be x-forwarded or forwarded',
      ...[21, 26, 33].map(
        (column, index) =>
          `8:${column} trust.identityHeaders[${index}] must be the name of a header, such as x-user-id or x-tenant-*`,
      ),
      '9:15 trust.explainKey must be a text of at least 16 characters without spaces',
    ]);
  });

  it('include trust in everybody, and a bucket by what nobody outside may say', () => {
    expect(problems(`${minimal}trust: {proxies: [0.0.0.0/0, "::/0"]}\n`)).toEqual(
      [0, 1].map((index) =>
        expect.stringContaining(
          `trust.proxies[${index}] must not be everybody: any client could then say who it is`,
        ),
      ),
    );
    const bucket = 'bucket: {by: [{header: X-Forwarded-For}, {header: Host}, {header: X-User-Id}]}';
    expect(
      problems(
        `${withCatalog}routeSets:\n  - {name: s, phase: monolith, ${bucket}, routes: [{method: GET, path: /a}]}\n`,
      ),
    ).toEqual(
      [0, 1].map((index) =>
        expect.stringContaining(`bucket.by[${index}].header must be a header that is forwarded as it came`),
      ),
    );
  });

  it('include what a route may not ask for', () => {
    const route = (text: string) =>
      problems(
        `${withCatalog}routeSets:\n  - {name: s, phase: full, cluster: catalog, routes: [{method: GET, ${text}}]}\n`,
      ).map((line) => line.replace(/^\d+:\d+ routeSets\[0\]\.routes\[0\]\.?/, ''));
    const asked: [string, string][] = [
      ['hosts: [a]', ' must have one of path, pathPrefix or pathPattern'],
      ['path: /a, pathPrefix: /a', ' must have one of path, pathPrefix or pathPattern'],
      [
        'pathPrefix: "/a/:id"',
        'pathPrefix is not a path prefix: a prefix is fixed text; parameters belong into path',
      ],
      ['pathPrefix: a', 'pathPrefix is not a path prefix: it must start with "/"'],
      [
        'pathPattern: "a.*"',
        'pathPattern is not a pattern of paths: it must start with "/", since it stands for the whole path',
      ],
      [
        'pathPattern: "/a(?=b)"',
        'pathPattern is not a pattern of paths: of the special groups only (?:…) is supported: nothing looks around, and names have no use',
      ],
      [
        'pathPattern: "/(a|b)*a(a|b){12}"',
        'pathPattern is not a pattern of paths: it is too complicated: deciding it without going back would take more than 500 states',
      ],
      [
        'path: /a, hosts: ["a:80"]',
        'hosts[0] must be a host name such as shop.example or *.shop.example, without a port',
      ],
      ['path: /a, hosts: []', 'hosts must list at least one host'],
      ['path: /a, headers: [{name: x}]', 'headers[0] must have one of value, pattern or present'],
      [
        'path: /a, headers: [{name: x, value: a, present: true}]',
        'headers[0] must have one of value, pattern or present',
      ],
      [
        'path: /a, headers: [{name: X-Forwarded-For, value: a}]',
        'headers[0].name must be a header that is forwarded as it came; host and cookies have conditions of their own',
      ],
      [
        'path: /a, headers: [{name: host, value: a}]',
        'headers[0].name must be a header that is forwarded as it came; host and cookies have conditions of their own',
      ],
      [
        'path: /a, cookies: [{name: a, pattern: "a**"}]',
        'cookies[0].pattern is not a pattern: a quantifier follows a quantifier; lazy and possessive ones mean nothing where the whole text counts',
      ],
      ['path: /a, query: [{name: "", value: a}]', 'query[0].name must not be empty'],
      [
        'path: /a, query: [{nam: a, value: a}]',
        'query[0].nam is not a known key; did you mean name? (known: name, value, pattern, present)',
      ],
    ];
    for (const [text, message] of asked) expect(route(text), text).toContain(message);
  });

  it('include filters that could break a message, or that a route cannot have', () => {
    const found = (filters: string, path = 'path: "/a{/:x}/b"', ofSet = '') =>
      problems(
        `${withCatalog}routeSets:\n  - {name: s, phase: full, cluster: catalog, ${ofSet}routes: [{method: GET, ${path}, filters: [${filters}]}]}\n`,
      ).map((line) => line.replace(/^\d+:\d+ routeSets\[0\]\.(?:routes\[0\]\.)?/, ''));
    const fixed = 'must not be a field of framing or of the connection, nor one that the proxy writes itself';
    for (const name of [
      'Content-Length',
      'transfer-encoding',
      'Connection',
      'Host',
      'X-Forwarded-For',
      'x_user',
      'Expect',
    ])
      expect(found(`{requestHeaders: {set: [{name: ${name}, value: a}]}}`), name).toEqual([
        `filters[0].requestHeaders.set[0].name ${fixed}`,
      ]);
    expect(found('{responseHeaders: {remove: [Content-Length, trailer, x]}}')).toEqual([
      `filters[0].responseHeaders.remove[0] ${fixed}`,
      `filters[0].responseHeaders.remove[1] ${fixed}`,
    ]);
    expect(
      found('{responseHeaders: {add: [{name: x, value: "a\\r\\nb: c"}, {name: x, value: " a"}]}}'),
    ).toEqual(
      [0, 1].map(
        (place) =>
          `filters[0].responseHeaders.add[${place}].value must be printable ASCII without white space at its ends`,
      ),
    );
    const asked: [string, string][] = [
      ['{only: service}', 'filters[0] must have one of requestHeaders, responseHeaders, rewrite or redirect'],
      ['{only: catalog, rewrite: {host: a}}', 'filters[0].only must be service or monolith'],
      ['{rewrite: {host: "a:80"}}', 'filters[0].rewrite.host must be a host name, without a port'],
      [
        '{rewrite: {prefix: /x}}',
        'filters[0].rewrite.prefix needs a route with a pathPrefix; write path: with the parameters of the route',
      ],
      [
        '{rewrite: {path: "/x/:y"}}',
        'filters[0].rewrite.path has :y, which the route does not have in the same place of all its forms',
      ],
      [
        '{rewrite: {path: "/x/:x"}}',
        'filters[0].rewrite.path has :x, which the route does not have in the same place of all its forms',
      ],
      [
        '{redirect: {path: "/x/*rest"}}',
        'filters[0].redirect.path has *rest, which the route does not have in the same place of all its forms',
      ],
      [
        '{redirect: {path: "/x//y"}}',
        'filters[0].redirect.path is not a path: it has an empty segment ("//")',
      ],
      [
        '{redirect: {path: "/ä"}}',
        'filters[0].redirect.path is not a path: it must be written in ASCII, with escapes',
      ],
      [
        '{redirect: {path: "/x{/y}"}}',
        'filters[0].redirect.path is not a path: what may be absent has no place in it',
      ],
      ['{redirect: {status: 304}}', 'filters[0].redirect.status must be one of 301, 302, 303, 307, 308'],
      ['{redirect: {scheme: ftp}}', 'filters[0].redirect.scheme must be http or https'],
      [
        '{rewrite: {host: a}}, {redirect: {}}',
        'filters[1] is a second rewrite or redirect for the service of one route; keep one',
      ],
    ];
    for (const [text, message] of asked) expect(found(text), text).toContain(message);
    expect(found('{rewrite: {path: /x, prefix: /y}}', 'pathPrefix: /a')).toEqual([
      'filters[0].rewrite must have one of path and prefix',
    ]);
    expect(
      found('{rewrite: {prefix: /x}, only: service}, {redirect: {}, only: monolith}', 'pathPrefix: /a'),
    ).toEqual([]);
    expect(found('', 'path: /a', 'filters: [{rewrite: {prefix: /x}}], ')).toEqual([
      'filters[0].rewrite.prefix needs a route with a pathPrefix; write path: with the parameters of the route',
    ]);
  });

  it('include two routes that ask for the same, but not routes that ask for something else', () => {
    const routes = (...texts: string[]) =>
      problems(
        `${withCatalog}routeSets:\n  - {name: s, phase: full, cluster: catalog, routes: [${texts.map((text) => `{method: GET, ${text}}`).join(', ')}]}\n`,
      );
    const twins: [string, string][] = [
      ['pathPrefix: /a', 'pathPrefix: /A/'],
      ['pathPattern: "/a+"', 'pathPattern: "/a+"'],
      ['path: /a, hosts: [a, b]', 'path: /a, hosts: [B, c]'],
      [
        'path: /a, headers: [{name: x, value: a}, {name: y, present: true}]',
        'path: /a, headers: [{name: Y, present: true}, {name: X, value: a}]',
      ],
    ];
    for (const [first, second] of twins) expect(routes(first, second), second).toHaveLength(1);
    expect(
      routes(
        'path: /a',
        'pathPrefix: /a',
        'path: "/a/*rest"',
        'path: /a, hosts: [a]',
        'path: /a, headers: [{name: x, value: a}]',
        'path: /a, headers: [{name: x, value: b}]',
        'path: /a, query: [{name: x, value: a}]',
        'path: /a, cookies: [{name: x, value: a}]',
      ),
    ).toEqual([]);
  });

  it('include a cluster that is the proxy itself', () => {
    expect(problems(minimal.replace('3000', '8080'))).toEqual([
      '4:30 clusters.monolith.destinations[0].address is where the proxy itself listens; requests would go round in circles',
    ]);
    expect(
      problems(`listen: {host: 0.0.0.0, port: 80}\n${minimal.replace('127.0.0.1:3000', 'localhost')}`),
    ).toHaveLength(1);
    expect(problems(`listen: {port: 0}\n${minimal}`)).toEqual([]);
  });

  it.each(['ftp://a', 'http://a/path', 'http://u:p@a', 'http://a?x', 'a:3000', 'http://', 'http://a:99999'])(
    'include the address %s',
    (address) => {
      expect(problems(minimal.replace('http://127.0.0.1:3000', address))).toEqual([
        expect.stringContaining('must be an origin such as http://127.0.0.1:3000'),
      ]);
    },
  );

  it('include what is missing altogether', () => {
    expect(problems('version: banyan/v1\nclusters: {}\n')).toEqual([
      '2:11 clusters.monolith is missing; it must be a map of keys',
    ]);
    expect(problems('')).toEqual([expect.stringContaining('must be a map of keys')]);
    expect(problems('- a\n- b\n')).toEqual([expect.stringContaining('must be a map of keys')]);
  });
});
