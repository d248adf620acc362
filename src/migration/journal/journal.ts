import type { RolloutState } from '../rollout/rollout-state.ts';
import type { AuditEntry } from './audit-entry.ts';
import { journalLine, readJournal } from './journal-text.ts';

/** Where segments are kept; the effects of a journal. Each method throws what the system says. */
export interface SegmentStore {
  /** Names of the segments, in any order. */
  list(): readonly string[];
  read(name: string): Buffer;
  /** Cuts a segment, if it is there, and returns when that is on the disk. */
  truncate(name: string, bytes: number): void;
  /** Appends to a segment, which is made when it is not there, and returns when that is on the disk. */
  append(name: string, text: string): void;
}

/** A new segment begins when one is longer. */
const maxSegmentBytes = 4 * 1024 * 1024;

/** A segment is damaged: what the journal says after that line cannot be known. */
export class JournalDamaged extends Error {
  readonly segment: string;
  readonly line: number;
  constructor(segment: string, line: number) {
    super(`line ${line} of ${segment} is damaged, and others follow it`);
    this.segment = segment;
    this.line = line;
  }
}

/**
 * The audit of every route set, and with it their state: append-only, each entry on the disk before anybody acts on it.
 *
 * A process that is killed loses at most the entry that it was writing, which it had not acted on. One process writes.
 */
export class Journal {
  readonly #store: SegmentStore;
  readonly #entries: AuditEntry[] = [];
  #segment = 1;
  #segmentBytes = 0;
  #mayBeTorn = false;

  /** Reads all segments; cuts a last line that is not whole. Throws JournalDamaged. Linear in their size. */
  constructor(store: SegmentStore) {
    this.#store = store;
    const names = store
      .list()
      .filter((name) => segmentName.test(name))
      .toSorted();
    for (const name of names) {
      const bytes = store.read(name);
      const { entries, wholeBytes, brokenLine } = readJournal(bytes);
      const isLast = name === names.at(-1);
      if (brokenLine !== undefined || (!isLast && wholeBytes < bytes.length))
        throw new JournalDamaged(name, brokenLine ?? entries.length + 1);
      if (wholeBytes < bytes.length) store.truncate(name, wholeBytes);
      this.#entries.push(...entries);
      this.#segment = Number(segmentName.exec(name)?.[1]);
      this.#segmentBytes = wholeBytes;
    }
  }

  /** All entries, the oldest first. */
  get entries(): readonly AuditEntry[] {
    return this.#entries;
  }

  /** The state of a route set; undefined when it was never changed. */
  stateOf(routeSet: string): RolloutState | undefined {
    return this.#entries.findLast((entry) => entry.routeSet === routeSet)?.after;
  }

  /** Adds an entry; it is on the disk when this returns. Throws what the store throws, and then holds what it held before. */
  append(entry: AuditEntry): void {
    const line = journalLine(entry);
    const bytes = Buffer.byteLength(line);
    if (this.#mayBeTorn) this.#store.truncate(nameOf(this.#segment), this.#segmentBytes);
    if (this.#segmentBytes > 0 && this.#segmentBytes + bytes > maxSegmentBytes) {
      this.#segment++;
      this.#segmentBytes = 0;
    }
    // Half a line, left by a full disk, would be damage once another follows it.
    this.#mayBeTorn = true;
    this.#store.append(nameOf(this.#segment), line);
    this.#mayBeTorn = false;
    this.#segmentBytes += bytes;
    this.#entries.push(entry);
  }
}

function nameOf(segment: number): string {
  return `audit-${String(segment).padStart(6, '0')}.ndjson`;
}

const segmentName = /^audit-(\d{6})\.ndjson$/;
