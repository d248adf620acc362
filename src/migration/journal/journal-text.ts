import { crc32 } from 'node:zlib';
import { type AuditEntry, auditEntrySchema } from './audit-entry.ts';

/** An entry as one line: a checksum of eight hexadecimal digits, a space, JSON. */
export function journalLine(entry: AuditEntry): string {
  const json = JSON.stringify(entry);
  return `${checksum(json)} ${json}\n`;
}

/** What a segment of the journal holds. */
export interface JournalRead {
  readonly entries: readonly AuditEntry[];
  /** Bytes up to the end of the last whole line: where the next one is written. */
  readonly wholeBytes: number;
  /** The number of the first line, from 1, that is broken although others follow it; undefined when none is. */
  readonly brokenLine: number | undefined;
}

/**
 * Reads a segment. A last line that is not whole was never acknowledged: its writer died over it, and it does not count.
 *
 * A broken line before others is damage that somebody has to look at; what stands before it is returned.
 */
export function readJournal(bytes: Buffer): JournalRead {
  const entries: AuditEntry[] = [];
  let at = 0;
  for (let line = 1; at < bytes.length; line++) {
    const end = bytes.indexOf('\n', at);
    const entry = end < 0 ? undefined : entryOf(bytes.toString('utf8', at, end));
    if (entry === undefined) {
      const isLast = end < 0 || end === bytes.length - 1;
      return { entries, wholeBytes: at, brokenLine: isLast ? undefined : line };
    }
    entries.push(entry);
    at = end + 1;
  }
  return { entries, wholeBytes: at, brokenLine: undefined };
}

function entryOf(line: string): AuditEntry | undefined {
  const json = line.slice(9);
  if (line[8] !== ' ' || line.slice(0, 8) !== checksum(json)) return undefined;
  try {
    return auditEntrySchema.parse(JSON.parse(json));
  } catch {
    return undefined;
  }
}

function checksum(text: string): string {
  return crc32(text).toString(16).padStart(8, '0');
}
