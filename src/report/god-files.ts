import { by } from '../lib/ordered.ts';
import type { Analysis, Part } from '../model/analysis.ts';

/** A file whose parts belong to contexts each for itself. */
export interface GodFile {
  readonly file: string;
  /** By context, those of none last; parts in order of line. */
  readonly groups: readonly { readonly context: string | null; readonly parts: readonly Part[] }[];
}

/** The files that are split by function, sorted. */
export function godFiles({ modules }: Pick<Analysis, 'modules'>): GodFile[] {
  const files = new Map<string, Map<string | null, Part[]>>();
  for (const { part, context } of modules) {
    if (!part) continue;
    const groups = files.get(part.file) ?? new Map<string | null, Part[]>();
    files.set(part.file, groups.set(context, [...(groups.get(context) ?? []), part]));
  }
  return [...files]
    .map(([file, groups]) => ({
      file,
      groups: [...groups]
        .map(([context, parts]) => ({ context, parts: parts.sort(by(({ line }) => line)) }))
        .sort(
          by(
            ({ context }) => (context === null ? 1 : 0),
            ({ context }) => context ?? '',
          ),
        ),
    }))
    .sort(by(({ file }) => file));
}
