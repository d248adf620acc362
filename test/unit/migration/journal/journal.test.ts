import { describe, expect, it } from 'vitest';
import type { AuditEntry } from '../../../../src/migration/journal/audit-entry.ts';
import { Journal, JournalDamaged, type SegmentStore } from '../../../../src/migration/journal/journal.ts';
import { initialState } from '../../../../src/migration/rollout/rollout-state.ts';

function entry(generation: number, why = 'because'): AuditEntry {
  return {
    routeSet: generation % 2 === 0 ? 'orders' : 'products',
    atMs: generation,
    who: 'ann',
    event: 'advance',
    why,
    before: { ...initialState(0), generation: Math.max(1, generation - 1) },
    after: { ...initialState(0), generation },
    judgements: [{ gate: 'errors', verdict: 'pass', why: 'none' }],
  };
}

/** Segments in memory; `room`: bytes that can still be written before the disk is full. */
class MemorySegments implements SegmentStore {
  readonly files = new Map<string, Buffer>();
  room = Number.POSITIVE_INFINITY;

  list(): readonly string[] {
    return [...this.files.keys(), 'other.txt'];
  }

  read(name: string): Buffer {
    return this.files.get(name) as Buffer;
  }

  truncate(name: string, bytes: number): void {
    const file = this.files.get(name);
    if (file) this.files.set(name, file.subarray(0, bytes));
  }

  append(name: string, text: string): void {
    const written = Buffer.from(text).subarray(0, this.room);
    this.files.set(name, Buffer.concat([this.files.get(name) ?? Buffer.alloc(0), written]));
    this.room -= written.length;
    if (written.length < Buffer.byteLength(text)) throw new Error('ENOSPC');
  }
}

const only = 'audit-000001.ndjson';

describe('a journal', () => {
  it('holds after a restart what it held before, with the state of each route set', () => {
    const store = new MemorySegments();
    const journal = new Journal(store);
    for (const generation of [1, 2, 3, 4]) journal.append(entry(generation, 'ünï\u2028\n'));
    const again = new Journal(store);
    expect(again.entries).toEqual(journal.entries);
    expect(again.stateOf('orders')?.generation).toBe(4);
    expect(again.stateOf('products')?.generation).toBe(3);
    expect(again.stateOf('constructor')).toBeUndefined();
  });

  it('loses nothing but the entry that was being written, wherever the writer died, and goes on', () => {
    const store = new MemorySegments();
    const journal = new Journal(store);
    const ends = [1, 2, 3].map((generation) => {
      journal.append(entry(generation, 'ünï'));
      return store.read(only).length;
    });
    const whole = Buffer.from(store.read(only));
    for (let bytes = 0; bytes <= whole.length; bytes++) {
      const torn = new MemorySegments();
      torn.files.set(only, whole.subarray(0, bytes));
      const reopened = new Journal(torn);
      expect(reopened.entries).toHaveLength(ends.filter((end) => end <= bytes).length);
      reopened.append(entry(9));
      expect(new Journal(torn).entries.at(-1)).toEqual(entry(9));
    }
  });

  it('says where it is damaged instead of going on from an older state', () => {
    const store = new MemorySegments();
    const journal = new Journal(store);
    for (const generation of [1, 2, 3]) journal.append(entry(generation));
    const bytes = Buffer.from(store.read(only));
    bytes[bytes.indexOf('\n') + 40] = 0x21;
    store.files.set(only, bytes);
    expect(() => new Journal(store)).toThrow(JournalDamaged);
    expect(() => new Journal(store)).toThrow(
      'line 2 of audit-000001.ndjson is damaged, and others follow it',
    );
  });

  it('is whole again after a full disk', () => {
    const store = new MemorySegments();
    const journal = new Journal(store);
    journal.append(entry(1));
    store.room = 30;
    expect(() => journal.append(entry(2))).toThrow('ENOSPC');
    expect(journal.stateOf('orders')).toBeUndefined();
    store.room = Number.POSITIVE_INFINITY;
    journal.append(entry(4));
    expect(new Journal(store).entries).toEqual([entry(1), entry(4)]);
  });

  it('begins a new segment when one is long, and reads them in order', () => {
    const store = new MemorySegments();
    const journal = new Journal(store);
    for (let generation = 1; generation <= 5; generation++)
      journal.append(entry(generation, 'x'.repeat(1_500_000)));
    expect([...store.files.keys()]).toEqual([only, 'audit-000002.ndjson', 'audit-000003.ndjson']);
    expect(new Journal(store).entries.map(({ atMs }) => atMs)).toEqual([1, 2, 3, 4, 5]);
    store.truncate(only, store.read(only).length - 1);
    expect(() => new Journal(store)).toThrow(JournalDamaged);
  });
});
