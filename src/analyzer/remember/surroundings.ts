import type { Project } from '../../project/index.ts';
import type { Injected } from '../discover/injection/discover-injection.ts';
import { createLinker, type Definition } from '../discover/link/linker.ts';
import type { Program } from '../discover/program.ts';
import { shaperOf } from '../discover/shapes/create-shaper.ts';
import type { Shape } from '../discover/shapes/shape.ts';
import { seenNothing } from '../discover/shapes/seen-shapes.ts';
import type { Seen, Shaper } from '../discover/shapes/shaper.ts';
import type { FunctionCode, Variable } from '../discover/source/code.ts';
import type { SourceModule } from '../discover/source/read-code.ts';
import { lazyModules } from './lazy-modules.ts';
import { codeIn, type Former, GoneCode, injectedOf, seenShape } from './named-code.ts';
import type { CodeName, DefinitionName, FileTrail, Trail } from './trail.ts';

/** The code base around files that are done again: read where it is looked at, and known from the run before where that saw all of it. */
export interface Surroundings {
  readonly program: Program;
  readonly shaper: Shaper;
  readonly trailOf: (file: string) => FileTrail;
  /** Of the files whose containers inject something, by file. */
  readonly injectedIn: (file: string) => readonly Injected[];
  readonly fileOf: (code: FunctionCode) => string;
  /** Whether the run before did not see a function. */
  readonly isNew: (code: FunctionCode) => boolean;
  /** File and number of a function that is not new. */
  readonly placeOf: (code: FunctionCode) => CodeName;
}

export interface SurroundingSources {
  readonly project: Project;
  readonly trail: Trail;
  readonly paths: readonly string[];
  /** Reads a file as it is now. */
  readonly read: (path: string) => SourceModule;
  /** What was of a file that is another now; null for others. */
  readonly formerly: (path: string) => Former | null;
}

export function openSurroundings(sources: SurroundingSources): Surroundings {
  const { project, trail, paths, read, formerly } = sources;
  const trailOf = trailsIn(trail);
  const places = new Map<FunctionCode, CodeName>();
  const tops = new Map<FunctionCode, string>();
  const seen = new Late<Variable, Seen>();
  const injections = new Late<object, Injected>();
  const implementers = new Late<Variable, readonly Shape[]>();
  const code = codeIn((file) => modules.get(file), formerly);
  const modules: Program['modules'] = lazyModules(paths, read, (module) => {
    const { path: file, functions, variables } = module;
    const known = trailOf(file);
    tops.set(module.code, file);
    for (const [index, each] of (formerly(file)?.functions ?? functions).entries())
      if (each) places.set(each, [file, index]);
    for (const [owner, parameter, shapes, texts] of known.seen)
      seen.add(code.function([file, owner]).parameters[parameter]?.variable, () => ({
        shapes: shapes.map((shape) => seenShape(shape, code)),
        texts,
      }));
    for (const [name, classes] of known.implementers)
      implementers.add(variables.get(name), () =>
        classes.map((each) => ({ kind: 'instance', code: code.class(each), file: each[0] })),
      );
    for (const each of known.injected)
      if (each.key !== null) injections.add(code.node([file, each.key]), () => injectedOf(each, file, code));
  });
  const program = programOf(project, modules, trail, trailOf);
  return {
    program,
    shaper: shaperOf(
      program,
      (variable) => seen.get(variable) ?? seenNothing(variable),
      injections,
      (variable) => implementers.get(variable) ?? [],
    ),
    trailOf,
    injectedIn: (file) => trailOf(file).injected.map((each) => injectedOf(each, file, code)),
    fileOf: (each) => fileOf(each, tops),
    isNew: (each) => !places.has(each),
    placeOf(each) {
      const place = places.get(each);
      if (!place) throw new GoneCode(`nothing is known of ${each.name}`);
      return place;
    },
  };
}

/** What the run before left of each file. */
function trailsIn({ files }: Trail): (file: string) => FileTrail {
  const trails = new Map<string, FileTrail>();
  return (file) => {
    const known = trails.get(file) ?? (JSON.parse(files.get(file) ?? 'null') as FileTrail);
    trails.set(file, known);
    return known;
  };
}

function programOf(
  project: Project,
  modules: Program['modules'],
  { packages, files }: Trail,
  trailOf: (file: string) => FileTrail,
): Program {
  const { resolver } = project;
  const paths = [...files.keys()];
  const definitionsIn = (file: string) =>
    files.has(file) ? trailOf(file).definitions.map((each) => definitionOf(each, paths)) : [];
  return {
    project,
    resolver,
    // What was found holds: files that are done again export what they did, and what else they do nobody has looked for.
    linker: createLinker(modules, resolver, definitionsIn),
    modules,
    application: [],
    packages: new Set(packages),
    soughtCalls: new Set(),
  };
}

function definitionOf(
  [sought, place, name]: DefinitionName,
  paths: readonly string[],
): readonly [string, Definition | null] {
  if (place === undefined) return [sought, null];
  if (typeof place === 'string') return [sought, { kind: 'external', package: place, name: name ?? '' }];
  const file = paths[place] ?? '';
  return [sought, name === undefined ? { kind: 'namespace', file } : { kind: 'declaration', file, name }];
}

function fileOf(code: FunctionCode, tops: ReadonlyMap<FunctionCode, string>): string {
  let outermost = code;
  while (outermost.parent) outermost = outermost.parent;
  return tops.get(outermost) ?? '';
}

/** A map whose values are worked out when they are asked for. */
class Late<Key, Value> extends Map<Key, Value> {
  readonly #made = new Map<Key, () => Value>();
  add(key: Key | undefined, make: () => Value): void {
    if (key !== undefined) this.#made.set(key, make);
  }
  override get(key: Key): Value | undefined {
    const make = this.#made.get(key);
    if (make) {
      this.#made.delete(key);
      this.set(key, make());
    }
    return super.get(key);
  }
}
