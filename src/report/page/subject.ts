import { by } from '../../lib/ordered.ts';
import { fileOf, lineOf } from '../../lib/place.ts';
import type { Analysis, AnalysisModule } from '../../model/analysis.ts';
import { Names } from './names.ts';

/** `[name, line]`: a place in a source file. */
export type PagePlace = readonly [file: number, line: number];

/** What every part of the page document is made of: the analysis, and the numbers that stand for its names. */
export interface PageSubject {
  readonly analysis: Analysis;
  /** Sorted by path, as the list of names begins. */
  readonly modules: readonly AnalysisModule[];
  /** The first names are the paths of the modules, sorted: the number of a module is that of its name. */
  readonly names: Names;
  /** Number of a module; undefined for a path that is none. */
  readonly moduleOf: (path: string) => number | undefined;
  /** The module at a line of a file: in a god file the part there, else the file itself. */
  readonly moduleAt: (file: string, line: number) => number | undefined;
  /** Path of the file that holds a module. */
  readonly fileOfModule: (module: number) => string;
  /** Position of a context in the list of contexts; -1 for none. */
  readonly contextOf: (id: string | null) => number;
  /** Position of the entities of a name in the list of entities; names need not be unique. */
  readonly entitiesOf: (name: string) => readonly number[];
  /** Of `a.ts:12`. */
  readonly placeOf: (place: string) => PagePlace;
}

export function pageSubject(analysis: Analysis): PageSubject {
  const inOrder = [...analysis.modules].sort(by(({ path }) => path));
  const paths = inOrder.map(({ path }) => path);
  const names = new Names(paths);
  const modules = new Map(paths.map((path, index) => [path, index]));
  const contexts = new Map(analysis.contexts.map(({ id }, index) => [id, index]));
  const entities = new Map<string, number[]>();
  analysis.entities.forEach(({ name }, index) => entities.set(name, [...(entities.get(name) ?? []), index]));
  const parts = new Map<string, { path: string; from: number; to: number }[]>();
  const files = new Map<number, string>();
  for (const { path, part } of analysis.modules) {
    if (part === undefined) continue;
    files.set(modules.get(path) ?? -1, part.file);
    parts.set(part.file, [...(parts.get(part.file) ?? []), { path, from: part.line, to: part.endLine }]);
  }
  return {
    analysis,
    modules: inOrder,
    names,
    moduleOf: (path) => modules.get(path),
    moduleAt(file, line) {
      const part = parts.get(file)?.find(({ from, to }) => from <= line && line <= to);
      return modules.get(part?.path ?? file);
    },
    fileOfModule: (module) => files.get(module) ?? paths[module] ?? '',
    contextOf: (id) => (id === null ? -1 : (contexts.get(id) ?? -1)),
    entitiesOf: (name) => entities.get(name) ?? [],
    placeOf: (place) => [names.numberOf(fileOf(place)), lineOf(place)],
  };
}
