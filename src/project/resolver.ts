import { isBuiltin } from 'node:module';
import { posix } from 'node:path';
import type { AliasTable } from './aliases/alias-source.ts';
import type { Aliases } from './aliases/open-aliases.ts';
import type { Disk } from './disk.ts';
import type { Package } from './package.ts';
import type { Packages } from './packages.ts';
import { longestPattern, packageTargets } from './package-targets.ts';
import { isOutput } from './places.ts';
import { createSearch, type Resolution, type Search } from './search.ts';
import type { CompilerPaths, Tsconfigs } from './tsconfig.ts';
import type { Listing } from './walk.ts';

export type { Resolution };

export interface Resolver {
  /** Resolves a specifier as written in a file; paths relative to the root. Constant time after the first look-up. */
  resolve(from: string, specifier: string): Resolution;
}

export interface ResolverContext {
  readonly disk: Disk;
  readonly listing: Listing;
  readonly packages: Packages;
  readonly tsconfigs: Tsconfigs;
  readonly aliases: Aliases;
}

/**
 * Resolves specifiers against the listed files, without touching node_modules.
 *
 * In this order: relative path, package of the project by name, paths of the tsconfig that owns the file, aliases of
 * bundlers and test runners, `#imports`, Node builtin, path from `baseUrl`, paths of the tsconfigs around, package by
 * name. Source is preferred over build output, so an unbuilt workspace resolves.
 */
export function createResolver(context: ResolverContext): Resolver {
  const search = createSearch(context.disk, context.listing);
  const siteOf = createSites(context);
  const packages = new Map<string, Resolution>();
  const shared = (found: Resolution): Resolution => {
    if (found.kind !== 'package') return found;
    const known = packages.get(found.name) ?? found;
    packages.set(found.name, known);
    return known;
  };
  // The imports of a file are asked for one after the other.
  let last: { readonly from: string; readonly site: Site } | null = null;
  return {
    resolve(from, specifier) {
      if (last?.from !== from) last = { from, site: siteOf(from) };
      const { site } = last;
      const known = site.found.get(specifier);
      if (known) return known;
      const found = shared(resolveIn(context, search, site, withoutQuery(specifier)));
      site.found.set(specifier, found);
      return found;
    },
  };
}

/** What files share that lie in one folder and belong to one configuration. */
interface Site {
  readonly folder: string;
  readonly package: Package | undefined;
  readonly config: CompilerPaths | null;
  readonly found: Map<string, Resolution>;
}

/** The site of a file; the files of a folder only differ where their tsconfig refers to several that divide them. */
function createSites({ packages, tsconfigs }: ResolverContext): (file: string) => Site {
  const folders = new Map<string, ReadonlyMap<CompilerPaths | null, Site>>();
  const divided = new Map<string, Site>();
  const open = (folder: string) => {
    const candidates = tsconfigs.candidates(folder);
    const made = (candidates.length === 0 ? [null] : candidates).map(
      (config): [CompilerPaths | null, Site] => [
        config,
        { folder, package: packages.nearest(folder), config, found: new Map() },
      ],
    );
    return new Map(made);
  };
  return (file) => {
    const at = file.lastIndexOf('/');
    const folder = at < 0 ? '' : file.slice(0, at);
    const sites = folders.get(folder) ?? open(folder);
    folders.set(folder, sites);
    if (sites.size === 1) return sites.values().next().value as Site;
    const known = divided.get(file);
    if (known) return known;
    const configs = [...sites.keys()];
    const owner = configs.find((config) => config?.includes(file)) ?? tsconfigs.owner(folder);
    const site = sites.get(owner) as Site;
    divided.set(file, site);
    return site;
  };
}

/** Suffixes of bundlers such as `./logo.svg?raw`, and loaders such as `raw-loader!./a.css`, are not part of the path. */
function withoutQuery(specifier: string): string {
  const path = specifier.slice(specifier.lastIndexOf('!') + 1);
  const at = path.indexOf('?');
  return at > 0 ? path.slice(0, at) : path;
}

function resolveIn(context: ResolverContext, search: Search, site: Site, specifier: string): Resolution {
  if (specifier === '') return unresolved('the specifier is empty');
  if (/^\.{1,2}(?:\/|$)/.test(specifier)) return resolveRelative(context, search, site, specifier);
  if (specifier.startsWith('/')) return resolveAbsolute(search, site, specifier);
  if (/^[a-z][a-z+.-]+:/i.test(specifier)) return resolveScheme(specifier);
  const owner = site.package;
  if (specifier.startsWith('#')) {
    const aliased = resolveAlias(context, search, site, specifier);
    return aliased.found ?? resolveImports(search, owner, specifier);
  }
  const name = packageName(specifier);
  const own = context.packages.named(name, owner);
  if (own) {
    const found = resolvePackage(context, search, own, specifier.slice(name.length));
    if (found) return found;
  }
  const aliased = resolveAlias(context, search, site, specifier);
  if (aliased.found) return aliased.found;
  if (isBuiltin(specifier)) return { kind: 'builtin', name: `node:${specifier}` };
  const based = resolveFromBase(search, site, specifier);
  if (based) return based;
  if (!own && isPackageName(name) && owner?.dependencies.has(name)) return { kind: 'package', name };
  if (own) return unresolved(`the package ${name} of the project has no source for it`);
  const around = lookUp(search, context.tsconfigs.around(site.folder), specifier).found;
  if (around) return around;
  if (!isPackageName(name))
    return unresolved(aliased.reason ?? 'no alias matches and it is not a package name');
  if (aliased.reason !== null) return unresolved(aliased.reason);
  if (!isBelowBase(context, site, specifier)) return { kind: 'package', name };
  return unresolved(
    `no file below the baseUrl of ${site.config?.file} matches, and no manifest declares ${name}`,
  );
}

function resolveRelative(
  { packages, tsconfigs }: ResolverContext,
  search: Search,
  { folder, config }: Site,
  specifier: string,
): Resolution {
  const isFolder = /(?:^|\/)\.{1,2}$/.test(specifier);
  const path = posix.join(folder, isFolder ? `${specifier}/` : specifier);
  const found = search.at(path);
  if (found) return found;
  for (const from of config?.rootDirs ?? []) {
    const below = posix.relative(from, path);
    if (below.startsWith('..')) continue;
    for (const to of config?.rootDirs ?? []) {
      const there = search.at(posix.join(to, below));
      if (there) return there;
    }
  }
  const owner = packages.nearest(posix.dirname(path));
  const built = owner && isOutput(path, owner) && search.sourceOf(path, owner, tsconfigs.owner(owner.folder));
  if (built) return built;
  const twin = search.otherCase(path);
  return unresolved(
    twin === null ? 'no file matches' : `no file matches; ${twin} differs in upper and lower case`,
  );
}

/** Development servers take `/src/main.ts` from the folder of the package. */
function resolveAbsolute(search: Search, { package: owner }: Site, specifier: string): Resolution {
  return search.listed(posix.join(owner?.folder ?? '', `.${specifier}`)) ?? unresolved('an absolute path');
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

/** What the alias tables around a file say about a specifier; the owning tsconfig is asked first. */
function resolveAlias(
  { aliases }: ResolverContext,
  search: Search,
  { folder, config }: Site,
  specifier: string,
): LookUp {
  return lookUp(search, [...(config ? [config] : []), ...aliases.near(folder)], specifier);
}

interface LookUp {
  readonly found: Resolution | null;
  /** Why not, where a table has an alias for it. */
  readonly reason: string | null;
}

function lookUp(search: Search, tables: readonly AliasTable[], specifier: string): LookUp {
  let reason: string | null = null;
  for (const { file, paths } of tables) {
    if (paths.size === 0) continue;
    const match = paths.has(specifier)
      ? { key: specifier, star: '' }
      : longestPattern([...paths.keys()], specifier);
    if (!match) continue;
    const targets = paths.get(match.key) ?? [];
    for (const target of targets) {
      const place = target.replace('*', () => match.star);
      const found = match.key === '*' ? search.built(place) : search.alias(place);
      if (found) return { found, reason: null };
    }
    if (match.key !== '*')
      reason ??= `${file} maps ${match.key} to ${targets.join(', ')} and no file matches`;
  }
  return { found: null, reason };
}

/** `baseUrl`, or the package folder itself for specifiers such as `src/orders/order`. */
function resolveFromBase(
  search: Search,
  { config, package: owner }: Site,
  specifier: string,
): Resolution | null {
  const places = [config?.baseUrl, specifier.includes('/') ? (owner?.folder ?? '') : undefined];
  for (const place of places) {
    if (place == null) continue;
    const found = search.listed(posix.join(place, specifier));
    // `tsoa` is the package and not the file `tsoa.json` beside the base.
    const isGuess =
      found?.kind === 'file' && posix.basename(found.path) === `${posix.basename(specifier)}.json`;
    if (found && !isGuess) return found;
  }
  return null;
}

/** With a `baseUrl`, a path that no manifest knows as a package was meant to be a file. */
function isBelowBase({ packages }: ResolverContext, { config }: Site, specifier: string): boolean {
  if (config?.baseUrl == null || !specifier.includes('/') || specifier.startsWith('@')) return false;
  const name = packageName(specifier);
  return !packages.all.some(
    ({ dependencies }) => dependencies.has(name) || dependencies.has(`@types/${name}`),
  );
}

function unresolved(reason: string): Resolution {
  return { kind: 'unresolved', reason };
}
