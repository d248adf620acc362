import { parseProxyConfig } from '../../src/config/index.ts';
import { BanyanError } from '../../src/errors/banyan-error.ts';

/** A configuration from its text. */
export const parse = (text: string, environment: Record<string, string> = {}) =>
  parseProxyConfig(text, { name: 'proxy.yaml', environment });

/** The problems of a text as `line:column what`. */
export function problems(text: string, environment: Record<string, string> = {}): string[] {
  try {
    parse(text, environment);
    return [];
  } catch (error) {
    if (!(error instanceof BanyanError) || error.code !== 'CONFIG_INVALID') throw error;
    return error.problems.map(({ where, what }) => `${where.replace('proxy.yaml:', '')} ${what}`);
  }
}

/** The least that a configuration has to say. */
export const minimal = `version: banyan/v1
clusters:
  monolith:
    destinations: [{address: "http://127.0.0.1:3000"}]
`;
export const withCatalog = `${minimal}  catalog:
    destinations: [{address: "http://127.0.0.1:4000"}]
`;
