import type { Facts } from '../facts.ts';

/** Facts with what stands for them. */
export interface KnownFacts {
  readonly facts: () => Promise<Facts>;
  /** Stands for the facts, and so for everything that is worked out from them. */
  readonly digest: string;
  /** The same without how long files are. */
  readonly codeDigest: string;
}
