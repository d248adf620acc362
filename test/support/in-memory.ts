import type { Memory } from '../../src/analyzer/index.ts';

/** A memory that lasts as long as the test. */
export function inMemory(): Memory & { readonly kept: Map<string, Buffer> } {
  const kept = new Map<string, Buffer>();
  return {
    kept,
    recall: async (name, part) => kept.get(name)?.subarray(...(part ?? [])) ?? null,
    async keep(name, value) {
      kept.set(name, value);
    },
  };
}
