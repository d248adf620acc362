import { BlockList, isIPv4, isIPv6 } from 'node:net';
import { ipRange } from '../../config/ip-range.ts';

const maxRemembered = 4096;

/** Addresses given as ranges. */
export class AddressSet {
  readonly #list = new BlockList();
  readonly #known = new Map<string, boolean>();

  /** `ranges` are valid (see `ipRange`). */
  constructor(ranges: readonly string[]) {
    for (const text of ranges) {
      const range = ipRange(text);
      if (range === undefined) throw new Error(`"${text}" is not a range of addresses`);
      this.#list.addSubnet(range.address, range.prefixBits, range.family);
    }
  }

  /** Whether an address is in one of the ranges; false for what is no address. Answers are remembered for a bounded number of addresses. */
  has(address: string): boolean {
    const known = this.#known.get(address);
    if (known !== undefined) return known;
    const family = isIPv4(address) ? 'ipv4' : isIPv6(address) ? 'ipv6' : undefined;
    const isIn = family !== undefined && this.#list.check(address, family);
    if (this.#known.size >= maxRemembered) this.#known.clear();
    this.#known.set(address, isIn);
    return isIn;
  }
}
