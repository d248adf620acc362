import type { Project, Resolver } from '../../project/index.ts';
import { createLinker, type Linker } from './link/linker.ts';
import { roleByName } from './role-by-name.ts';
import type { SourceModule } from './source/read-code.ts';

/** The parsed code base with what links its files: what every discoverer works on. */
export interface Program {
  readonly project: Project;
  readonly resolver: Resolver;
  readonly linker: Linker;
  /** By path, in order of path. */
  readonly modules: ReadonlyMap<string, SourceModule>;
  /** Modules that are not tests: what the application says about itself. */
  readonly application: readonly SourceModule[];
  /** Packages and Node modules that are imported somewhere. */
  readonly packages: ReadonlySet<string>;
  /** Grows with the names whose calls were looked for in the whole application; `super` for those of base constructors. */
  readonly soughtCalls: Set<string>;
}

export function linkProgram(project: Project, modules: ReadonlyMap<string, SourceModule>): Program {
  const { resolver } = project;
  return {
    project,
    resolver,
    linker: createLinker(modules, resolver),
    modules,
    application: [...modules.values()].filter(({ path }) => roleByName(path) !== 'test'),
    packages: importedPackages(modules.values(), resolver),
    soughtCalls: new Set(),
  };
}

/** Packages and Node modules that modules import. */
function importedPackages(modules: Iterable<SourceModule>, resolver: Resolver): Set<string> {
  const names = new Set<string>();
  for (const { path, record } of modules) {
    for (const { specifier } of record.imports) {
      const resolution = resolver.resolve(path, specifier);
      if (resolution.kind === 'package' || resolution.kind === 'builtin') names.add(resolution.name);
    }
  }
  return names;
}
