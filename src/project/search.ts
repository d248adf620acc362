import { withoutDetour } from './boundary.ts';
import type { Disk } from './disk.ts';
import { isComponent } from './component-scripts.ts';
import { componentExtensions } from './file-kinds.ts';
import type { Package } from './package.ts';
import { modulePlaces, outputPlaces, sourcePlaces } from './places.ts';
import type { CompilerPaths } from './tsconfig.ts';
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

/** Looks for modules and files at paths. */
export interface Search {
  /** The module or file at a path, extensions and index files tried. */
  at(path: string): Resolution | null;
  /** The same among what was listed, without a look at the disk: for guesses that mostly fail. */
  listed(path: string): Resolution | null;
  /** A listed module or file, also when the path is build output of it. */
  built(path: string): Resolution | null;
  /** The target of an alias: a listed module, also when the target is build output of it, else what is on the disk. */
  alias(path: string): Resolution | null;
  /** The module that a package's entry is built from. */
  sourceOf(path: string, owner: Package, config: CompilerPaths | null): Resolution | null;
  /** A listed file that has the path of a module but for upper and lower case. */
  otherCase(path: string): string | null;
}

export function createSearch(disk: Disk, listing: Listing): Search {
  // One for each module: what leads to it is kept for every folder and specifier.
  const modules = new Map(listing.sources.map((path) => [path, { kind: 'module', path } as const]));
  const hasComponents = listing.sources.some(isComponent);
  const follow = (path: string) => throughLinks(listing.links, withoutDetour(path, disk.below));
  const moduleAt = (path: string): Resolution | null => {
    for (const place of modulePlaces(path)) {
      const module = modules.get(place);
      if (module) return module;
    }
    return null;
  };
  const listed = (path: string): Resolution | null => {
    const real = follow(path);
    const found = moduleAt(real);
    if (found) return found;
    for (const extension of hasComponents ? componentExtensions : []) {
      const component = modules.get(real + extension);
      if (component) return component;
    }
    for (const place of [
      real,
      `${real}.json`,
      `${real}.d.ts`,
      `${real}/index.d.ts`,
      real.replace(/\.([mc]?)js$/, '.d.$1ts'),
    ]) {
      if (listing.files.has(place)) return { kind: 'file', path: place };
    }
    return null;
  };
  const firstModule = (places: Iterable<string>): Resolution | null => {
    for (const place of places) {
      const found = moduleAt(follow(place));
      if (found) return found;
    }
    return null;
  };
  const at = (path: string): Resolution | null => listed(path) ?? onDisk(disk, follow(path));
  const twins = createTwins(listing);
  return {
    at,
    listed,
    built: (path) => listed(path) ?? firstModule(outputPlaces(path)),
    alias: (path) => listed(path) ?? firstModule(outputPlaces(path)) ?? at(path),
    sourceOf: (path, owner, config) => firstModule(sourcePlaces(path, owner.folder, config)),
    otherCase(path) {
      for (const place of modulePlaces(follow(path))) {
        const twin = twins(place);
        if (twin !== null) return twin;
      }
      return null;
    },
  };
}

/** A file that exists but was not listed: ignored, in build output, or above the root. */
function onDisk(disk: Disk, path: string): Resolution | null {
  if (disk.kindOf(path) === 'file') return { kind: 'file', path };
  for (const place of modulePlaces(path)) {
    if (place !== path && disk.kindOf(place) === 'file') return { kind: 'file', path: place };
  }
  return null;
}

/** Finds files by their path in lower case; the table is made when it is first needed. */
function createTwins({ sources }: Listing): (path: string) => string | null {
  let byLowerCase: ReadonlyMap<string, string> | null = null;
  return (path) => {
    byLowerCase ??= new Map(sources.map((file) => [file.toLowerCase(), file]));
    return byLowerCase.get(path.toLowerCase()) ?? null;
  };
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
