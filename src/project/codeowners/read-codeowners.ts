import { posix } from 'node:path';
import type { Diagnostic } from '../../model/diagnostic.ts';
import type { Disk } from '../disk.ts';
import { type OwnerRules, ownersOf, parseCodeOwners } from './parse-codeowners.ts';

export interface CodeOwners {
  /** Owners of a path relative to the analysed root; empty when nobody owns it. */
  ownersOf(path: string): readonly string[];
}

/** Where GitHub looks, in its order, then where only GitLab does. The first file that is there is the only one. */
const places = ['.github/CODEOWNERS', 'CODEOWNERS', 'docs/CODEOWNERS', '.gitlab/CODEOWNERS'];
/** GitHub reads no larger one. */
const maxBytes = 3_000_000;

/** Reads the CODEOWNERS file of the repository around the analysed folder; null when it has none. */
export function readCodeOwners(disk: Disk, diagnostics: Diagnostic[]): CodeOwners | null {
  const top = posix.join(...disk.below.map(() => '..'));
  const place = places.find((each) => disk.kindOf(posix.join(top, each)) === 'file');
  if (place === undefined) return null;
  const bytes = disk.readBytes(posix.join(top, place), maxBytes);
  const note = (message: string) => {
    diagnostics.push({ severity: 'note', code: 'CODEOWNERS_UNREAD', message });
  };
  if (typeof bytes === 'string') {
    note(`${place} was not read: it is ${bytes}`);
    return null;
  }
  const rules: OwnerRules = parseCodeOwners(bytes.toString('utf8'));
  const [first] = rules.unread;
  if (first !== undefined)
    note(
      `${place} has ${rules.unread.length} lines that name no owner that can be read, the first is ${first}`,
    );
  const prefix = disk.below.map((folder) => `${folder}/`).join('');
  return { ownersOf: (path) => ownersOf(rules, prefix + path) };
}
