import { isIP } from 'node:net';

/** What one proxy said of who asked it; each undefined where it said nothing that can be believed. */
export interface Hop {
  /** Plain, without port and brackets. */
  readonly address: string | undefined;
  readonly scheme: 'http' | 'https' | undefined;
  readonly host: string | undefined;
}

const HOST = /^(?:[A-Za-z0-9._-]{1,255}|\[[0-9A-Fa-f:.]{2,45}\])(?::\d{1,5})?$/;
const PAIR = /^\s*([!#$%&'*+.^_`|~0-9A-Za-z-]+)=(?:([!#$%&'*+.^_`|~0-9A-Za-z-]+)|"((?:[^"\\]|\\.)*)")\s*$/;

/**
 * The address of a node as it is written in X-Forwarded-For or Forwarded: with or without port and brackets (RFC 7239 section 6). Undefined for
 * `unknown`, obfuscated identifiers, and garbage.
 */
export function nodeAddress(text: string): string | undefined {
  const node = text.trim();
  const [, bracketed] = /^\[([^\]]*)\](?::\d{1,5})?$/.exec(node) ?? [];
  const address = bracketed ?? (/^[0-9.]+:\d{1,5}$/.test(node) ? node.slice(0, node.indexOf(':')) : node);
  if (isIP(address) === 0 || address.includes('%')) return undefined;
  return plainAddress(address);
}

/** An IPv4 address that is written as one of version 6, as what it is. */
function plainAddress(address: string): string {
  const mapped = /^::ffff:([0-9.]+)$/i.exec(address)?.[1];
  return mapped !== undefined && isIP(mapped) === 4 ? mapped : address.toLowerCase();
}

/** The hops of Forwarded, the client's first (RFC 7239 section 4). An element that is none counts as one that says nothing. Linear. */
export function forwardedHops(value: string): Hop[] {
  return splitOutsideQuotes(value, ',').map((element) => {
    const pairs = new Map<string, string>();
    for (const pair of splitOutsideQuotes(element, ';')) {
      const [, name, token, quoted] = PAIR.exec(pair) ?? [];
      if (name === undefined || pairs.has(name.toLowerCase())) return nothing;
      pairs.set(name.toLowerCase(), token ?? quoted?.replaceAll(/\\(.)/g, '$1') ?? '');
    }
    return {
      address: nodeAddress(pairs.get('for') ?? ''),
      scheme: schemeOf(pairs.get('proto')),
      host: hostOf(pairs.get('host')),
    };
  });
}

const nothing: Hop = { address: undefined, scheme: undefined, host: undefined };

export function schemeOf(text: string | undefined): 'http' | 'https' | undefined {
  const scheme = text?.trim().toLowerCase();
  return scheme === 'http' || scheme === 'https' ? scheme : undefined;
}

export function hostOf(text: string | undefined): string | undefined {
  const host = text?.trim() ?? '';
  return HOST.test(host) ? host : undefined;
}

function splitOutsideQuotes(text: string, separator: ',' | ';'): string[] {
  const parts: string[] = [];
  let start = 0;
  let isQuoted = false;
  for (let at = 0; at < text.length; at++) {
    const character = text[at];
    if (character === '"') isQuoted = !isQuoted;
    else if (character === '\\' && isQuoted) at++;
    else if (character === separator && !isQuoted) {
      parts.push(text.slice(start, at));
      start = at + 1;
    }
  }
  return [...parts, text.slice(start)];
}
