import type { LoggedCommit } from './logged-commit.ts';

/** What `git log -z --raw` is asked to print before the changes of each commit; NUL can stand in no field. */
export const logFormat = '%H%x00%aN%x00%aE%x00%s';

export interface LogParser {
  /** Throws `MalformedLog` at the first thing that is neither a commit nor a change. */
  push(chunk: Buffer): void;
  /** Hands over the last commit. */
  end(): void;
}

export class MalformedLog extends Error {}

/** Longer names, addresses and paths are cut: nobody wrote them by hand. */
const maxTokenBytes = 65_536;
const maxSubjectLength = 1_000;
const objectId = /^(?:[0-9a-f]{40}|[0-9a-f]{64})$/;
/** Old mode, new mode, old id, new id and what happened, with the similarity of a rename. */
const rawChange = /^\n?:\d{6} (\d{6}) [0-9a-f]+ [0-9a-f]+ ([A-Z])\d*$/;
const submodule = '160000';

/**
 * Reads the log piece by piece: `id NUL name NUL address NUL subject NUL (NL :modes ids status NUL path NUL [path NUL])*`.
 *
 * Memory is that of one commit.
 */
export function createLogParser(onCommit: (commit: LoggedCommit) => void): LogParser {
  const header: string[] = [];
  let changes: { path: string; from: string | null }[] = [];
  let change: { readonly isRename: boolean; readonly isFile: boolean; from: string | null } | null = null;

  const finish = (): void => {
    const [id, name = '', email = '', subject = ''] = header;
    if (id !== undefined)
      onCommit({ id, author: { name, email }, subject: subject.slice(0, maxSubjectLength), changes });
    header.length = 0;
    changes = [];
  };
  const take = (token: string): void => {
    if (change?.isRename && change.from === null) {
      change.from = token;
    } else if (change) {
      if (change.isFile) changes.push({ path: token, from: change.from });
      change = null;
    } else if (header.length > 0 && header.length < 4) {
      header.push(token);
    } else {
      const raw = header.length === 4 ? rawChange.exec(token) : null;
      if (raw) {
        change = { isRename: raw[2] === 'R', isFile: raw[1] !== submodule, from: null };
        return;
      }
      if (!objectId.test(token)) throw new MalformedLog('git printed something that is no log');
      finish();
      header.push(token);
    }
  };
  const split = createSplitter(take);
  return {
    push: split,
    end() {
      if (change || (header.length > 0 && header.length < 4))
        throw new MalformedLog('the log ends too early');
      finish();
    },
  };
}

/** Cuts bytes at each NUL, across the borders of chunks. */
function createSplitter(take: (token: string) => void): (chunk: Buffer) => void {
  let kept: Buffer[] = [];
  let keptBytes = 0;
  const keep = (piece: Buffer): void => {
    const room = maxTokenBytes - keptBytes;
    if (room <= 0 || piece.length === 0) return;
    kept.push(piece.subarray(0, room));
    keptBytes += Math.min(room, piece.length);
  };
  return (chunk) => {
    let start = 0;
    for (let end = chunk.indexOf(0); end >= 0; end = chunk.indexOf(0, start)) {
      keep(chunk.subarray(start, end));
      take(Buffer.concat(kept).toString('utf8'));
      kept = [];
      keptBytes = 0;
      start = end + 1;
    }
    // A copy: the stream may use the memory of the chunk again.
    keep(Buffer.from(chunk.subarray(start)));
  };
}
