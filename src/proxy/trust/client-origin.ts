import type { Fields } from '../http1/fields.ts';
import type { Trust } from '../snapshot.ts';
import type { AddressSet } from './address-set.ts';
import { forwardedHops, type Hop, hostOf, nodeAddress, schemeOf } from './forwarded-chain.ts';

/** Where a request began, as trusted proxies say. */
export interface ClientOrigin {
  readonly address: string;
  readonly scheme: 'http' | 'https';
  /** What the client asked for; undefined where the proxies do not say. */
  readonly host: string | undefined;
  /** The port that it asked; undefined where they do not say. */
  readonly port: string | undefined;
  /** From the client to the peer, each an address; nothing that nobody vouches for. */
  readonly chain: readonly string[];
}

/** The peer that a connection came from. */
interface Peer {
  readonly address: string;
  readonly scheme: 'http' | 'https';
}

/**
 * Where a request from a trusted peer began.
 *
 * The chain is walked from the right: each address was written by the hop to its right, so it is believed as long as that hop is trusted. The first that is
 * not trusted is the client; so is the leftmost one. At what is no address (`unknown`, an obfuscated name, garbage) the walk ends, and the hop that wrote it
 * stands for its client. What is further left is forgotten: a client can have written anything there.
 */
export function clientOrigin(peer: Peer, fields: Fields, { proxies, forwardedBy }: Trust): ClientOrigin {
  return forwardedBy === 'forwarded'
    ? byForwarded(peer, fields, proxies)
    : byXForwarded(peer, fields, proxies);
}

function byForwarded(peer: Peer, fields: Fields, proxies: AddressSet): ClientOrigin {
  const value = fields.joined('forwarded');
  const hops = value === undefined ? [] : forwardedHops(value);
  const chain = believed(peer.address, hops, proxies);
  const hop = hops[hops.length + 1 - chain.length];
  return {
    address: chain[0] ?? peer.address,
    scheme: hop?.scheme ?? peer.scheme,
    host: hop?.host,
    port: undefined,
    chain,
  };
}

function byXForwarded(peer: Peer, fields: Fields, proxies: AddressSet): ClientOrigin {
  const value = fields.joined('x-forwarded-for');
  const hops = (value?.split(',') ?? []).map(
    (text): Hop => ({ address: nodeAddress(text), scheme: undefined, host: undefined }),
  );
  const chain = believed(peer.address, hops, proxies);
  const said = (name: string) => fromRight(fields.joined(name)?.split(',') ?? [], chain.length - 1);
  const port = said('x-forwarded-port')?.trim();
  return {
    address: chain[0] ?? peer.address,
    scheme: schemeOf(said('x-forwarded-proto')) ?? peer.scheme,
    host: hostOf(said('x-forwarded-host')),
    port: port !== undefined && /^\d{1,5}$/.test(port) && Number(port) <= 65_535 ? port : undefined,
    chain,
  };
}

/** Most proxies write one value for all hops; where there is one per hop, it is that of the hop that saw the client. */
function fromRight(values: readonly string[], place: number): string | undefined {
  return values.length === 0 ? undefined : values[Math.max(0, values.length - Math.max(1, place))];
}

/** The addresses from the client to the peer; `hops` were reported from the client's side to ours. */
function believed(peer: string, hops: readonly Hop[], proxies: AddressSet): string[] {
  const chain = [peer];
  for (const { address } of hops.toReversed()) {
    const reporter = chain[0] ?? '';
    if (address === undefined || !proxies.has(reporter)) break;
    chain.unshift(address);
  }
  return chain;
}
