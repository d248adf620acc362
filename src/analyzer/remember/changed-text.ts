import type { Diagnostic } from '../../model/diagnostic.ts';
import { decodeSource } from '../../project/index.ts';
import type { SourceModule } from '../discover/source/read-code.ts';
import type { CodeChange } from './code-change.ts';
import type { MovedLines } from './moved-lines.ts';

/** A source file with another text, as it was and as it is; one of `moved` and `change` is there. */
export interface ChangedText {
  readonly before: SourceModule;
  readonly after: SourceModule;
  /** Where its lines went, when it says the same. */
  readonly moved: MovedLines | null;
  readonly change: CodeChange | null;
}

/** Compares two texts of a file; null when more than bodies of functions changed, or anything is said about the file. */
export async function compareTexts(path: string, before: Buffer, after: Buffer): Promise<ChangedText | null> {
  const [old, now] = [await readSource(path, before), await readSource(path, after)];
  const { isAsLarge } = await import('../discover/parts/discover-parts.ts');
  if (!old || !now) return null;
  const { movedLines } = await import('./moved-lines.ts');
  const moved = movedLines(old, now);
  if (moved) return isAsLarge(old, now) ? { before: old, after: now, moved, change: null } : null;
  const { codeChange } = await import('./code-change.ts');
  const change = codeChange(old, now);
  return change && { before: old, after: now, moved: null, change };
}

/** A file as it is read; null when anything is to be said about it. */
async function readSource(path: string, bytes: Buffer): Promise<SourceModule | null> {
  const { readModule } = await import('../discover/source/read-modules.ts');
  const decoded = decodeSource(bytes);
  if (decoded === 'binary' || decoded.isLossy) return null;
  const diagnostics: Diagnostic[] = [];
  const module = readModule(path, decoded.text, diagnostics);
  return diagnostics.length === 0 ? module : null;
}
