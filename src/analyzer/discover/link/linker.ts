import type { Resolution, Resolver } from '../../../project/index.ts';
import type { ExportFact, ImportedName, ModuleRecord } from '../source/module-record.ts';

/** What a name in a file finally stands for. */
export type Definition =
  /** A declaration of a module; `name` is its local name there. */
  | { readonly kind: 'declaration'; readonly file: string; readonly name: string }
  /** All that a module exports. */
  | { readonly kind: 'namespace'; readonly file: string }
  /** Something of a package or of Node: `name` as exported there, `*` for all of it. */
  | { readonly kind: 'external'; readonly package: string; readonly name: string };

export interface Linker {
  /** Where an exported name is defined, through any number of re-exports; null when the file does not export it. */
  definitionOf(file: string, exportedName: string): Definition | null;
  /** What a specifier written in a file brings in under a name of the other file. */
  imported(file: string, specifier: string, name: string): Definition | null;
}

interface IndexedModule {
  readonly exports: ReadonlyMap<string, ExportFact>;
  readonly stars: readonly string[];
  /** By local name. */
  readonly imports: ReadonlyMap<string, ImportedName & { readonly specifier: string }>;
}

/** Links names across files; cycles of re-exports end, results are cached. O(re-exports) for the first look-up of a name. */
export function createLinker(modules: ReadonlyMap<string, ModuleRecord>, resolver: Resolver): Linker {
  const indexed = new Map([...modules].map(([file, record]) => [file, indexModule(record)]));
  const cache = new Map<string, Definition | null>();

  const definitionOf = (file: string, name: string): Definition | null => {
    const key = `${file}\0${name}`;
    const known = cache.get(key);
    if (known !== undefined) return known;
    const found = search(indexed, resolver, file, name);
    cache.set(key, found);
    return found;
  };

  return {
    definitionOf,
    imported(file, specifier, name) {
      const resolution = resolver.resolve(file, specifier);
      return resolution.kind === 'module'
        ? definitionOf(resolution.path, name)
        : externalOf(resolution, name);
    },
  };
}

function indexModule({ imports, exports, stars }: ModuleRecord): IndexedModule {
  const byLocal = new Map<string, ImportedName & { specifier: string }>();
  for (const { specifier, kind, names } of imports) {
    if (kind !== 'static') continue;
    for (const name of names) byLocal.set(name.local, { ...name, specifier });
  }
  return { exports: new Map(exports.map((each) => [each.name, each])), stars, imports: byLocal };
}

/** Follows re-exports depth first with a stack of its own, so that long chains cannot overflow. */
function search(
  modules: ReadonlyMap<string, IndexedModule>,
  resolver: Resolver,
  file: string,
  name: string,
): Definition | null {
  const seen = new Set<string>();
  const open: { readonly file: string; readonly name: string }[] = [{ file, name }];
  let viaStar: Definition | null = null;
  for (let step = open.pop(); step; step = open.pop()) {
    if (step.name === '*') return { kind: 'namespace', file: step.file };
    const key = `${step.file}\0${step.name}`;
    const current = modules.get(step.file);
    if (seen.has(key) || !current) continue;
    seen.add(key);
    const source = sourceOf(current, step.name);
    if (source === null) {
      if (step.name === 'default') continue;
      for (const star of [...current.stars].reverse()) {
        const resolution = resolver.resolve(step.file, star);
        if (resolution.kind === 'module') open.push({ file: resolution.path, name: step.name });
        else viaStar ??= externalOf(resolution, step.name);
      }
    } else if ('local' in source) return { kind: 'declaration', file: step.file, name: source.local };
    else {
      const resolution = resolver.resolve(step.file, source.specifier);
      if (resolution.kind === 'module') open.push({ file: resolution.path, name: source.imported });
      else {
        const external = externalOf(resolution, source.imported);
        if (external) return external;
      }
    }
  }
  return viaStar;
}

/** Where an exported name comes from; names that the file itself imported are followed. */
function sourceOf(module: IndexedModule, name: string): ExportFact['from'] | null {
  const found = module.exports.get(name);
  if (!found) return null;
  if (!('local' in found.from)) return found.from;
  return module.imports.get(found.from.local) ?? found.from;
}

function externalOf(resolution: Resolution, name: string): Definition | null {
  if (resolution.kind !== 'package' && resolution.kind !== 'builtin') return null;
  return { kind: 'external', package: resolution.name, name };
}
