import { isBuiltin } from 'node:module';
import { posix } from 'node:path';
import type { Disk } from './disk.ts';
import type { Package, Packages } from './packages.ts';
import { longestPattern, packageTargets } from './package-targets.ts';
import { modulePlaces, sourcePlaces, withoutDetour } from './places.ts';
import type { CompilerPaths, Tsconfigs } from './tsconfig.ts';
import type { Listing } from './walk.ts';

/** Where an import specifier leads. */
export type Resolution =
  /** A module of the project. */
  | { readonly kind: 'module'; readonly path: string }
  /** A file that is no module: JSON, a declaration file, a style sheet, something ignored or above the root. */
  | { readonly kind: 'file'; readonly path: string }
  | { readonly kind: 'builtin'; readonly name: string }
  /** A package that is not part of the project; it need not be installed. */
  | { readonly kind: 'package'; readonly name: string }
  | { readonly kind: 'unresolved'; readonly reason: string };

export interface Resolver {
  /** Resolves a specifier as written in a file; paths relative to the root. Constant time after the first look-up. */
  resolve(from: string, specifier: string): Resolution;
}

export interface ResolverContext {
  readonly disk: Disk;
  readonly listing: Listing;
  readonly packages: Packages;
  readonly tsconfigs: Tsconfigs;
}

/**
 * Resolves specifiers against the listed files, without touching node_modules.
 *
 * In this order: relative path, package of the project by name, tsconfig paths, `#imports`, Node builtin, path from
 * `baseUrl`, package by name. Source is preferred over build output, so an unbuilt workspace resolves.
 */
export function createResolver(context: ResolverContext): Resolver {
  const cache = new Map<string, Resolution>();
  const search = createSearch(context);
  return {
    resolve(from, specifier) {
      const folder = posix.dirname(from);
      const key = `${folder}\0${specifier}`;
      const known = cache.get(key);
      if (known) return known;
      const found = resolveIn(context, search, folder === '.' ? '' : folder, withoutQuery(specifier));
      cache.set(key, found);
      return found;
    },
  };
}

/** Bundler suffixes such as `./logo.svg?raw` are not part of the path. */
function withoutQuery(specifier: string): string {
  const at = specifier.indexOf('?');
  return at > 0 ? specifier.slice(0, at) : specifier;
}

function resolveIn(context: ResolverContext, search: Search, folder: string, specifier: string): Resolution {
  if (specifier === '') return unresolved('the specifier is empty');
  if (/^\.{1,2}(?:\/|$)/.test(specifier)) {
    return search.at(posix.join(folder, specifier)) ?? unresolved('no file matches');
  }
  if (specifier.startsWith('/')) return unresolved('an absolute path');
  if (/^[a-z][a-z+.-]+:/i.test(specifier)) return resolveScheme(specifier);
  const owner = context.packages.nearest(folder);
  if (specifier.startsWith('#')) {
    const aliased = resolveAlias(context, search, folder, specifier);
    return aliased.found ?? resolveImports(search, owner, specifier);
  }
  const name = packageName(specifier);
  const own = context.packages.named(name);
  if (own) {
    const found = resolvePackage(context, search, own, specifier.slice(name.length));
    if (found) return found;
  }
  const aliased = resolveAlias(context, search, folder, specifier);
  if (aliased.found) return aliased.found;
  if (isBuiltin(specifier)) return { kind: 'builtin', name: `node:${specifier}` };
  const based = resolveFromBase(context, search, folder, owner, specifier);
  if (based) return based;
  if (own) return unresolved(`the package ${name} of the project has no source for it`);
  if (!isPackageName(name))
    return unresolved(aliased.reason ?? 'no alias matches and it is not a package name');
  if (aliased.reason !== null && !owner?.dependencies.has(name)) return unresolved(aliased.reason);
  return { kind: 'package', name };
}

function resolveScheme(specifier: string): Resolution {
  if (isBuiltin(specifier)) return { kind: 'builtin', name: specifier };
  const scheme = specifier.slice(0, specifier.indexOf(':'));
  if (scheme === 'npm' || scheme === 'jsr') return { kind: 'package', name: packageName(specifier.slice(4)) };
  return scheme === 'node'
    ? { kind: 'builtin', name: specifier }
    : unresolved(`the scheme ${scheme}: is not read`);
}

function packageName(specifier: string): string {
  return specifier.split('/', specifier.startsWith('@') ? 2 : 1).join('/');
}

function isPackageName(name: string): boolean {
  return /^(?:@[a-z0-9~][\w.~-]*\/)?[a-z0-9_][\w.~-]*$/i.test(name);
}

interface Search {
  /** The module or file at a path, extensions and index files tried. */
  at(path: string): Resolution | null;
  /** The same among what was listed, without a look at the disk: for guesses that mostly fail. */
  listed(path: string): Resolution | null;
  /** The same, build output mapped back to source first. */
  sourceOf(path: string, owner: Package, config: CompilerPaths | null): Resolution | null;
}

function createSearch({ disk, listing }: ResolverContext): Search {
  const modules = new Set(listing.sources);
  const follow = (path: string) => throughLinks(listing.links, withoutDetour(path, disk.below));
  const listed = (path: string): Resolution | null => {
    const real = follow(path);
    for (const place of modulePlaces(real)) if (modules.has(place)) return { kind: 'module', path: place };
    for (const place of [real, `${real}.json`, `${real}.d.ts`, real.replace(/\.([mc]?)js$/, '.d.$1ts')]) {
      if (listing.files.has(place)) return { kind: 'file', path: place };
    }
    return null;
  };
  const at = (path: string): Resolution | null => {
    const found = listed(path);
    if (found) return found;
    const real = follow(path);
    return disk.kindOf(real) === 'file' ? { kind: 'file', path: real } : onDisk(disk, real);
  };
  return {
    at,
    listed,
    sourceOf(path, owner, config) {
      for (const place of sourcePlaces(path, owner.folder, config)) {
        for (const candidate of modulePlaces(follow(place))) {
          if (modules.has(candidate)) return { kind: 'module', path: candidate };
        }
      }
      return null;
    },
  };
}

/** A module that exists but was not listed: ignored, in build output, or above the root. */
function onDisk(disk: Disk, path: string): Resolution | null {
  for (const place of modulePlaces(path)) {
    if (place !== path && disk.kindOf(place) === 'file') return { kind: 'file', path: place };
  }
  return null;
}

function throughLinks(links: ReadonlyMap<string, string>, path: string): string {
  if (links.size === 0) return path;
  let current = path;
  for (let hops = 0; hops < 8; hops++) {
    const link = longestLink(links, current);
    if (link === null) return current;
    current = links.get(link) + current.slice(link.length);
  }
  return current;
}

function longestLink(links: ReadonlyMap<string, string>, path: string): string | null {
  for (let at = path.length; at > 0; at = path.lastIndexOf('/', at - 1)) {
    const head = path.slice(0, at);
    if (links.has(head)) return head;
  }
  return null;
}

function resolveImports(search: Search, owner: Package | undefined, specifier: string): Resolution {
  if (!owner) return unresolved('no package.json declares this import');
  const targets = packageTargets(owner.imports, specifier);
  for (const target of targets) {
    if (!target.startsWith('./')) continue;
    const path = posix.join(owner.folder, target);
    const found = search.sourceOf(path, owner, null) ?? search.at(path);
    if (found) return found;
  }
  const bare = targets.find((target) => !target.startsWith('.'));
  if (bare !== undefined) return { kind: 'package', name: packageName(bare) };
  return unresolved(
    targets.length > 0
      ? `imports leads to ${targets[0]} and no file matches`
      : 'package.json does not declare this import',
  );
}

function resolvePackage(
  context: ResolverContext,
  search: Search,
  own: Package,
  rest: string,
): Resolution | null {
  const config = context.tsconfigs.owner(own.folder);
  const subpath = `.${rest}`;
  const entries = subpath === '.' ? own.entries : [subpath];
  const fallbacks = subpath === '.' ? ['src/index', 'index'] : [posix.join('src', rest)];
  for (const target of [...packageTargets(own.exports, subpath), ...entries, ...fallbacks]) {
    const found = search.sourceOf(posix.join(own.folder, target), own, config);
    if (found) return found;
  }
  return subpath === '.' ? null : search.at(posix.join(own.folder, subpath));
}

function resolveAlias(
  { tsconfigs }: ResolverContext,
  search: Search,
  folder: string,
  specifier: string,
): { found: Resolution | null; reason: string | null } {
  const config = tsconfigs.owner(folder);
  if (!config || config.paths.size === 0) return { found: null, reason: null };
  const match = config.paths.has(specifier)
    ? { key: specifier, star: '' }
    : longestPattern([...config.paths.keys()], specifier);
  if (!match) return { found: null, reason: null };
  const targets = config.paths.get(match.key) ?? [];
  for (const target of targets) {
    const found = search.at(target.replace('*', () => match.star));
    if (found) return { found, reason: null };
  }
  if (match.key === '*') return { found: null, reason: null };
  return {
    found: null,
    reason: `${config.file} maps ${match.key} to ${targets.join(', ')} and no file matches`,
  };
}

/** `baseUrl`, or the package folder itself for specifiers such as `src/orders/order`. */
function resolveFromBase(
  { tsconfigs }: ResolverContext,
  search: Search,
  folder: string,
  owner: Package | undefined,
  specifier: string,
): Resolution | null {
  const baseUrl = tsconfigs.owner(folder)?.baseUrl;
  const places = [baseUrl, specifier.includes('/') ? (owner?.folder ?? '') : undefined];
  for (const place of places) {
    if (place == null) continue;
    const found = search.listed(posix.join(place, specifier));
    if (found) return found;
  }
  return null;
}

function unresolved(reason: string): Resolution {
  return { kind: 'unresolved', reason };
}
