import type { Resolution, Resolver } from '../../../project/index.ts';
import type { Expression } from '../source/code.ts';
import type { SourceModule } from '../source/read-code.ts';
import { originOfValue } from '../source/reader.ts';

/** What a name in a file finally stands for. */
export type Definition =
  /** A declaration of a module; `name` is its local name there, or the exported one where it has no name of its own. */
  | { readonly kind: 'declaration'; readonly file: string; readonly name: string }
  /** All that a module exports. */
  | { readonly kind: 'namespace'; readonly file: string }
  /** Something of a package or of Node: `name` as exported there, `*` for all of it. */
  | { readonly kind: 'external'; readonly package: string; readonly name: string };

export interface Linker {
  /** Grows with every name that was looked for in a module. */
  readonly soughtNames: ReadonlySet<string>;
  /** All that was found so far: by file, then by the name that was looked for in it. */
  readonly found: Found;
  /** Where an exported name is defined, through any number of re-exports; null when the file does not export it. */
  definitionOf(file: string, exportedName: string): Definition | null;
  /** What a specifier written in a file brings in under a name of the other file. */
  imported(file: string, specifier: string, name: string): Definition | null;
}

type Modules = ReadonlyMap<string, SourceModule>;
export type Found = ReadonlyMap<string, ReadonlyMap<string, Definition | null>>;

/**
 * Links names across files; cycles of re-exports end, results are cached. O(re-exports) for the first look-up of a name. `foundIn` gives
 * what is known of a file already.
 */
export function createLinker(
  modules: Modules,
  resolver: Resolver,
  foundIn: (file: string) => Iterable<readonly [name: string, Definition | null]> = () => [],
): Linker {
  const exported = exportSearch();
  const starsFor = starSearch(modules, resolver);
  const cache = new Map<string, Map<string, Definition | null>>();
  const known = (file: string): Map<string, Definition | null> => {
    const names = cache.get(file) ?? new Map(foundIn(file));
    cache.set(file, names);
    return names;
  };

  const soughtNames = new Set<string>();
  const definitionOf = (file: string, name: string): Definition | null => {
    soughtNames.add(name);
    const definition = known(file).get(name);
    if (definition !== undefined) return definition;
    return search({ modules, exported, starsFor, resolver, known, soughtNames }, file, name);
  };

  return {
    soughtNames,
    found: cache,
    definitionOf,
    imported(file, specifier, name) {
      const resolution = resolver.resolve(file, specifier);
      return resolution.kind === 'module'
        ? definitionOf(resolution.path, name)
        : externalOf(resolution, name);
    },
  };
}

type ExportedFrom = SourceModule['record']['exports'][number]['from'];
type ExportSearch = (module: SourceModule, name: string) => ExportedFrom | undefined;

/** Longer lists of exports are indexed; an index of a shorter one would take more memory than the list. */
const maxSearched = 8;

/** Where a module has a name from that it exports; the last entry of a name counts. */
function exportSearch(): ExportSearch {
  const indexes = new Map<SourceModule, ReadonlyMap<string, ExportedFrom>>();
  return (module, name) => {
    const { exports } = module.record;
    if (exports.length <= maxSearched) return exports.findLast((each) => each.name === name)?.from;
    const index = indexes.get(module) ?? new Map(exports.map((each) => [each.name, each.from]));
    indexes.set(module, index);
    return index.get(name);
  };
}

type StarSearch = (module: SourceModule, name: string) => readonly string[];

/** Of the `export * from` of a long barrel: those of files that export each name, and those that have to be followed. */
interface Stars {
  readonly byName: ReadonlyMap<string, readonly number[]>;
  readonly open: readonly number[];
}

/** The specifiers of `export * from` that may bring in a name, in order; without an index a long barrel is looked through for each. */
function starSearch(modules: Modules, resolver: Resolver): StarSearch {
  const indexes = new Map<SourceModule, Stars>();
  return (module, name) => {
    const { stars } = module.record;
    if (stars.length <= maxSearched) return stars;
    const index = indexes.get(module) ?? indexStars(module, modules, resolver);
    indexes.set(module, index);
    return [...index.open, ...(index.byName.get(name) ?? [])]
      .sort((a, b) => a - b)
      .map((at) => stars[at] as string);
  };
}

function indexStars({ path, record }: SourceModule, modules: Modules, resolver: Resolver): Stars {
  const byName = new Map<string, number[]>();
  const open: number[] = [];
  for (const [at, specifier] of record.stars.entries()) {
    const resolution = resolver.resolve(path, specifier);
    const target = resolution.kind === 'module' ? modules.get(resolution.path) : undefined;
    if (!target || target.record.stars.length > 0 || target.commonExports.size > 0) open.push(at);
    else {
      for (const { name } of target.record.exports) {
        const known = byName.get(name);
        if (!known) byName.set(name, [at]);
        else if (known.at(-1) !== at) known.push(at);
      }
    }
  }
  return { byName, open };
}

interface Context {
  readonly modules: Modules;
  readonly exported: ExportSearch;
  readonly starsFor: StarSearch;
  readonly resolver: Resolver;
  readonly known: (file: string) => Map<string, Definition | null>;
  readonly soughtNames: Set<string>;
}

/** One step of a search: it ends here, goes on in another file, or fans out. */
type Step =
  | Definition
  | { readonly kind: 'follow'; readonly targets: readonly { specifier: string; name: string }[] };

/**
 * Follows re-exports depth first with a stack of its own, so that long chains cannot overflow. As long as nothing fans
 * out, what is found is the answer for every file on the way.
 */
function search(context: Context, file: string, name: string): Definition | null {
  const seen = new Set<string>();
  const chain: (typeof open)[number][] = [];
  const open = [{ file, name }];
  let external: Definition | null = null;
  let isChain = true;
  let found: Definition | null = null;
  for (let next = open.pop(); next && !found; next = open.pop()) {
    const key = `${next.file}\0${next.name}`;
    if (seen.has(key)) continue;
    seen.add(key);
    if (isChain) chain.push(next);
    found = context.known(next.file).get(next.name) ?? null;
    const module = context.modules.get(next.file);
    const step: Step =
      found ?? (module ? stepFrom(context, module, next.name) : { kind: 'namespace', file: next.file });
    if (step.kind !== 'follow') {
      found = step;
      break;
    }
    isChain &&= step.targets.length < 2;
    for (const target of [...step.targets].reverse()) {
      context.soughtNames.add(target.name);
      const resolution = context.resolver.resolve(next.file, target.specifier);
      if (resolution.kind === 'module') open.push({ file: resolution.path, name: target.name });
      else external ??= externalOf(resolution, target.name);
    }
  }
  const answer = found ?? external;
  for (const each of isChain ? chain : chain.slice(0, 1)) context.known(each.file).set(each.name, answer);
  return answer;
}

function stepFrom({ exported, starsFor }: Context, module: SourceModule, name: string): Step {
  if (name === '*') return { kind: 'namespace', file: module.path };
  const from = exported(module, name);
  if (from) {
    if ('local' in from) return localStep(module, from.local);
    return { kind: 'follow', targets: [{ specifier: from.specifier, name: from.imported }] };
  }
  if (module.commonExports.size > 0) return commonStep(module, name);
  if (name === '=') return { kind: 'namespace', file: module.path };
  const stars = name === 'default' ? [] : starsFor(module, name);
  return { kind: 'follow', targets: stars.map((specifier) => ({ specifier, name })) };
}

/** A local name: where it was imported from, what it is another name for, or its own declaration. */
function localStep(module: SourceModule, local: string): Step {
  const variable = module.variables.get(local);
  if (variable?.origin) {
    return {
      kind: 'follow',
      targets: [{ specifier: variable.origin.specifier, name: variable.origin.imported }],
    };
  }
  const [value] = variable?.values ?? [];
  if (local === 'default' && value?.kind === 'name' && value.variable?.isTopLevel) {
    return localStep(module, value.name);
  }
  return { kind: 'declaration', file: module.path, name: local };
}

/** CommonJS: the name itself, else the whole of `module.exports`. */
function commonStep(module: SourceModule, name: string): Step {
  const own = name === 'default' || name === '=' ? undefined : module.commonExports.get(name);
  if (own) return valueStep(module, own, name);
  const whole = module.commonExports.get('=');
  if (!whole) return name === 'default' || name === '=' ? { kind: 'namespace', file: module.path } : nowhere;
  if (whole.kind === 'import' && whole.specifier !== null) {
    return { kind: 'follow', targets: [{ specifier: whole.specifier, name }] };
  }
  if (whole.kind === 'object') {
    const spread = whole.entries.flatMap(({ key, value }) =>
      key === null && value.kind === 'import' && value.specifier !== null
        ? [{ specifier: value.specifier, name }]
        : [],
    );
    const isWhole = name === 'default' || name === '=';
    return isWhole || spread.length === 0
      ? { kind: 'namespace', file: module.path }
      : { kind: 'follow', targets: spread };
  }
  return valueStep(module, whole, '=');
}

const nowhere: Step = { kind: 'follow', targets: [] };

function valueStep(module: SourceModule, value: Expression, name: string): Step {
  if (value.kind === 'name' && value.variable?.isTopLevel) return localStep(module, value.name);
  const origin = originOfValue(value);
  if (origin) return { kind: 'follow', targets: [{ specifier: origin.specifier, name: origin.imported }] };
  return { kind: 'declaration', file: module.path, name };
}

function externalOf(resolution: Resolution, name: string): Definition | null {
  if (resolution.kind !== 'package' && resolution.kind !== 'builtin') return null;
  return { kind: 'external', package: resolution.name, name };
}
