import { posix } from 'node:path';
import type { SourceModule } from '../source/read-code.ts';
import type { ObservedSpan } from './observation.ts';

/** The module that the code of a span stands in; null where nothing says it, or several could be meant. */
export type SpanPlacer = (span: ObservedSpan) => string | null;

/** Places spans by the file that they name, built or not, else by `Class.method` where one class has that name. */
export function createSpanPlacer(modules: Iterable<SourceModule>): SpanPlacer {
  const byName = new Map<string, string[]>();
  const byClass = new Map<string, string | null>();
  for (const { path, classes } of modules) {
    const name = withoutExtension(posix.basename(path));
    byName.set(name, [...(byName.get(name) ?? []), path]);
    for (const each of classes) {
      if (each.name !== '') byClass.set(each.name, byClass.has(each.name) ? null : path);
    }
  }
  return ({ file, code, name }) => {
    const place = file === null ? null : bestMatch(file, byName);
    return place ?? byClass.get(classOf(code ?? name)) ?? null;
  };
}

/** The module whose folders agree with the longest end of the file's; null for two that agree alike. */
function bestMatch(file: string, byName: ReadonlyMap<string, readonly string[]>): string | null {
  const folders = foldersOf(file.replaceAll('\\', '/'));
  const candidates = byName.get(withoutExtension(posix.basename(file.replaceAll('\\', '/')))) ?? [];
  const scored = candidates.map((path) => ({ path, agreed: commonEnd(folders, foldersOf(path)) }));
  const best = Math.max(-1, ...scored.map(({ agreed }) => agreed));
  const found = scored.filter(({ agreed }) => agreed === best);
  return found.length === 1 ? (found[0] as { path: string }).path : null;
}

function foldersOf(path: string): string[] {
  return posix
    .dirname(path)
    .split('/')
    .filter((folder) => folder !== '' && folder !== '.');
}

function commonEnd(a: readonly string[], b: readonly string[]): number {
  let length = 0;
  while (length < Math.min(a.length, b.length) && a.at(-1 - length) === b.at(-1 - length)) length++;
  return length;
}

function withoutExtension(name: string): string {
  return name.replace(/(?:\.d)?\.[mc]?[jt]sx?$/, '');
}

/** `Orders` of `Orders.get`; empty where there is no class. */
function classOf(code: string): string {
  return /^([A-Za-z_$][\w$]*)\.[\w$]+$/.exec(code)?.[1] ?? '';
}
