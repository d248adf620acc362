import { getHeapStatistics, setFlagsFromString } from 'node:v8';

/** What a large analysis should stay below, where it can: some 100,000 modules with what they need beside the heap. */
const wantedBytes = 3_200_000_000;
/** A smaller heap is left to the engine. */
const smallBytes = 400_000_000;
const minPercent = 10;
const maxPercent = 100;

/**
 * Has garbage collected the earlier the closer the heap comes to 3.2 GB, and not earlier: nearly all that is read stays, so
 * that looking through it gains little. To be called now and then while an analysis runs; costs microseconds.
 */
export function collectEarlier(): void {
  setFlagsFromString(`--heap-growing-percent=${growingPercent(getHeapStatistics().used_heap_size)}`);
}

/** By how many percent a heap may grow until it is looked through again: to what is wanted, by 10 to 100; 0 leaves it to the engine. */
export function growingPercent(usedBytes: number): number {
  if (usedBytes < smallBytes) return 0;
  const percent = Math.round(100 * (wantedBytes / usedBytes - 1));
  return Math.min(maxPercent, Math.max(minPercent, percent));
}
