import type { Machine } from '../evaluate/machine.ts';

/**
 * The modules that can take part in registering routes: those that import a framework, and all that import them,
 * directly or not. In the given order.
 */
export function wiringModules({ modules, resolver, models }: Machine, files: readonly string[]): string[] {
  const packages = new Set(models.flatMap((model) => model.entryPackages ?? model.packages));
  const importers = new Map<string, string[]>();
  const wanted = new Set<string>();
  for (const file of files) {
    for (const { specifier } of modules.get(file)?.record.imports ?? []) {
      const resolution = resolver.resolve(file, specifier);
      if (resolution.kind === 'package' && packages.has(resolution.name)) wanted.add(file);
      if (resolution.kind !== 'module') continue;
      const known = importers.get(resolution.path);
      if (known) known.push(file);
      else importers.set(resolution.path, [file]);
    }
  }
  // The set grows while it is visited.
  for (const file of wanted) for (const importer of importers.get(file) ?? []) wanted.add(importer);
  return files.filter((file) => wanted.has(file));
}
