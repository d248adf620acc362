import type { SourceModule } from '../discover/source/read-code.ts';

/** All modules would have to be read, which is what a whole run does. */
export class AllModulesNeeded extends Error {}

/**
 * The modules of a code base, each read when it is asked for; `found` is told of it before anybody else. Going through all of
 * them throws `AllModulesNeeded`.
 */
export function lazyModules(
  paths: readonly string[],
  read: (path: string) => SourceModule,
  found: (module: SourceModule) => void,
): ReadonlyMap<string, SourceModule> {
  const known = new Set(paths);
  const modules = new Map<string, SourceModule>();
  const refuse = (): never => {
    throw new AllModulesNeeded();
  };
  return {
    size: known.size,
    has: (path) => known.has(path),
    keys: () => known.keys(),
    get(path) {
      const module = modules.get(path);
      if (module || !known.has(path)) return module;
      const fresh = read(path);
      modules.set(path, fresh);
      found(fresh);
      return fresh;
    },
    values: refuse,
    entries: refuse,
    forEach: refuse,
    [Symbol.iterator]: refuse,
  };
}
