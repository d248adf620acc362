import { byCodeUnit } from '../../lib/ordered.ts';
import { fileOf, lineOf } from '../../lib/place.ts';
import type { Analysis } from '../../model/analysis.ts';
import { Names } from './names.ts';

/** `[name, line]`: a place in a source file. */
export type PagePlace = readonly [file: number, line: number];

/** What every part of the page document is made of: the analysis, and the numbers that stand for its names. */
export interface PageSubject {
  readonly analysis: Analysis;
  /** The first names are the paths of the modules, sorted: the number of a module is that of its name. */
  readonly names: Names;
  /** Number of a module; undefined for a path that is none. */
  readonly moduleOf: (path: string) => number | undefined;
  /** Position of a context in the list of contexts; -1 for none. */
  readonly contextOf: (id: string | null) => number;
  /** Position of the entities of a name in the list of entities; names need not be unique. */
  readonly entitiesOf: (name: string) => readonly number[];
  /** Of `a.ts:12`. */
  readonly placeOf: (place: string) => PagePlace;
}

export function pageSubject(analysis: Analysis): PageSubject {
  const paths = analysis.modules.map(({ path }) => path).sort(byCodeUnit);
  const names = new Names(paths);
  const modules = new Map(paths.map((path, index) => [path, index]));
  const contexts = new Map(analysis.contexts.map(({ id }, index) => [id, index]));
  const entities = new Map<string, number[]>();
  analysis.entities.forEach(({ name }, index) => entities.set(name, [...(entities.get(name) ?? []), index]));
  return {
    analysis,
    names,
    moduleOf: (path) => modules.get(path),
    contextOf: (id) => (id === null ? -1 : (contexts.get(id) ?? -1)),
    entitiesOf: (name) => entities.get(name) ?? [],
    placeOf: (place) => [names.numberOf(fileOf(place)), lineOf(place)],
  };
}
