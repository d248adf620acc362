import { describe, expect, it } from 'vitest';
import { minimal, parse, problems, withCatalog } from '../../support/proxy-config.ts';

describe('hostile or broken text', () => {
  it('is refused at its first syntax error, without the echoes of it', () => {
    expect(problems('version: [banyan\nclusters: }\n')).toHaveLength(1);
    expect(problems('version: banyan/v1\n---\nversion: banyan/v1\n')).toHaveLength(1);
  });

  it('cannot use aliases, so a few lines cannot stand for gigabytes', () => {
    const bomb = `a: &a [x, x]\nb: &b [*a, *a]\nc: [*b, *b]\n`;
    expect(problems(minimal + bomb).filter((line) => line.includes('aliases'))).toHaveLength(4);
  });

  it('cannot give a key twice', () => {
    expect(problems(`${minimal}version: banyan/v1\n`)).toEqual([expect.stringMatching(/^5:1 .*unique/)]);
  });

  it('cannot touch a prototype', () => {
    const text = `${minimal}  __proto__: {destinations: []}\n__proto__: {polluted: true}\n`;
    expect(problems(text)).toEqual(['5:3 __proto__ is not a known key', '6:1 __proto__ is not a known key']);
    expect(problems(`${minimal}constructor: 1\n`)).toEqual([
      expect.stringContaining('constructor is not a known key'),
    ]);
    expect(({} as Record<string, unknown>)['polluted']).toBeUndefined();
  });

  it('is refused where it is nested too deeply or is no text of keys', () => {
    expect(problems('['.repeat(100_000))).toHaveLength(1);
    expect(problems('\u0000\u0001')).not.toHaveLength(0);
    expect(problems(`${minimal}? [a, b]\n: c\n`)).not.toHaveLength(0);
  });
});

describe('environment variables', () => {
  const address = (scalar: string) => minimal.replace('"http://127.0.0.1:3000"', scalar);

  it('stand in scalars, with defaults', () => {
    const text = address('"http://${HOST:-127.0.0.1}:${PORT}"');
    expect(parse(text, { PORT: '81' }).clusters.monolith.destinations[0]?.address).toBe(
      'http://127.0.0.1:81',
    );
    expect(parse(text, { PORT: '81', HOST: 'm' }).clusters.monolith.destinations[0]?.address).toBe(
      'http://m:81',
    );
  });

  it('give a number where they are the whole scalar', () => {
    expect(parse(`listen:\n  port: \${PORT:-8081}\n${minimal}`).listen.port).toBe(8081);
    expect(parse(`listen: {port: "\${PORT}"}\n${minimal}`, { PORT: '8082' }).listen.port).toBe(8082);
  });

  it('are reported once, by name, where they are not set', () => {
    expect(problems(address('"${MONOLITH}"'))).toEqual([
      '4:30 environment variable MONOLITH is not set; set it or write a default: ${MONOLITH:-default}',
    ]);
    expect(problems(address('${MONOLITH}'))).toEqual(['4:31 quote a ${NAME} that stands inside { } or [ ]']);
  });

  it('never show their value in a problem', () => {
    expect(problems(address('"${MONOLITH}"'), { MONOLITH: 'http://user:secret@m' }).join()).not.toContain(
      'secret',
    );
  });

  it('are never parsed as YAML and never reach the prototype', () => {
    expect(problems(address('"${MONOLITH}"'), { MONOLITH: 'http://m\nversion: x' })).toHaveLength(1);
    expect(problems(address('"${constructor}"'))).toEqual([
      expect.stringContaining('constructor is not set'),
    ]);
  });

  it('are left alone after a second dollar sign', () => {
    const text = `${withCatalog}routeSets:
  - name: a
    phase: monolith
    bucket: {salt: "$\${A}"}
    routes: [{method: GET, path: /a}]
`;
    expect(parse(text).routeSets[0]?.bucket.salt).toBe('${A}');
  });
});
