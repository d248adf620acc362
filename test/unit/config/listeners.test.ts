import { describe, expect, it } from 'vitest';
import { parseProxyConfig } from '../../../src/config/index.ts';
import { BanyanError } from '../../../src/errors/banyan-error.ts';

const parse = (text: string, environment: Record<string, string> = {}) =>
  parseProxyConfig(text, { name: 'proxy.yaml', environment });

/** The problems of a text as `line:column what`. */
function problems(text: string, environment: Record<string, string> = {}): string[] {
  try {
    parse(text, environment);
    return [];
  } catch (error) {
    if (!(error instanceof BanyanError) || error.code !== 'CONFIG_INVALID') throw error;
    return error.problems.map(({ where, what }) => `${where.replace('proxy.yaml:', '')} ${what}`);
  }
}

describe('listeners', () => {
  const cluster = `clusters:
  monolith: {destinations: [{address: "http://127.0.0.1:3000"}]}
`;

  it('may be several, each with the defaults of one', () => {
    const { listeners } = parse(`version: banyan/v1\nlisteners: [{port: 80}, {host: "::1"}]\n${cluster}`);
    expect(listeners).toEqual([
      { host: '127.0.0.1', port: 80, proxyProtocol: false, http2: false },
      { host: '::1', port: 8080, proxyProtocol: false, http2: false },
    ]);
  });

  it('stand instead of listen, have one address each, and none of a backend', () => {
    const text = `version: banyan/v1
listen: {port: 80}
listeners: [{port: 81}, {port: 81}, {port: 0}, {port: 0}, {port: 3000}]
${cluster}`;
    expect(problems(text)).toEqual([
      '2:1 listen and listeners say the same; keep one of them',
      '3:25 listeners[1] is the same address as listeners[0]',
      '5:39 clusters.monolith.destinations[0].address is where the proxy itself listens; requests would go round in circles',
    ]);
    expect(problems(`version: banyan/v1\nlisteners: []\n${cluster}`)).toEqual([
      '2:12 listeners must list at least one listener',
    ]);
  });

  it('are announced by those who are trusted, or by nobody', () => {
    const announced = `version: banyan/v1
listeners: [{port: 81}, {port: 82, proxyProtocol: true}]
${cluster}`;
    expect(problems(announced)).toEqual([
      '2:51 listeners[1].proxyProtocol needs trust.proxies: the load balancers that may say who a client is',
    ]);
    expect(problems(`version: banyan/v1\nlisten: {proxyProtocol: true}\n${cluster}`)).toEqual([
      '2:25 listen.proxyProtocol needs trust.proxies: the load balancers that may say who a client is',
    ]);
    expect(problems(`${announced}trust: {proxies: [10.0.0.0/8]}`)).toEqual([]);
  });

  it('and clusters say which protocol they speak, in words', () => {
    const text = `version: banyan/v1
listen: {http2: h2c}
clusters:
  monolith: {destinations: [{address: "http://127.0.0.1:3000"}], protocol: h2}
`;
    expect(problems(text)).toEqual([
      '2:17 listen.http2 must be true or false',
      '4:76 clusters.monolith.protocol must be http1 or http2',
    ]);
  });

  it('and destinations without TLS need no keys for it', () => {
    const text = `version: banyan/v1
clusters:
  monolith: {destinations: [{address: "http://127.0.0.1:3000"}], tls: {serverName: a}}
`;
    expect(problems(text)).toEqual([
      '3:66 clusters.monolith.tls is for destinations whose address is https, and there is none',
    ]);
  });
});
