import type { Fields } from './fields.ts';

/** What the `Connection` field of a message says (RFC 9110 section 7.6.1). `named`: the other tokens, lower-case: fields that end here. */
export interface ConnectionOptions {
  readonly close: boolean;
  readonly keepAlive: boolean;
  readonly upgrade: boolean;
  readonly named: readonly string[];
}

const NOTHING: ConnectionOptions = { close: false, keepAlive: false, upgrade: false, named: [] };
const KEEP_ALIVE: ConnectionOptions = { ...NOTHING, keepAlive: true };
const CLOSE: ConnectionOptions = { ...NOTHING, close: true };

export function connectionOptions(fields: Fields): ConnectionOptions {
  const values = fields.structural('connection');
  if (values.length === 0) return NOTHING;
  if (values.length === 1) {
    if (values[0] === 'keep-alive') return KEEP_ALIVE;
    if (values[0] === 'close') return CLOSE;
  }
  const tokens = new Set(listTokens(values));
  return {
    close: tokens.delete('close'),
    keepAlive: tokens.delete('keep-alive'),
    upgrade: tokens.has('upgrade'),
    named: [...tokens],
  };
}

/** The members of a comma-separated list field, lower-case, without empty ones (RFC 9110 section 5.6.1). */
export function listTokens(values: readonly string[]): readonly string[] {
  if (values.length === 0) return values;
  return values
    .join(',')
    .split(',')
    .map((token) => token.trim().toLowerCase())
    .filter((token) => token !== '');
}
