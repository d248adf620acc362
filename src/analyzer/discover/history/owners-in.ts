import type { Program } from '../program.ts';

/** Teams and users of each module that has some, by the CODEOWNERS file of the repository. */
export function ownersIn({ project, modules }: Program): Map<string, readonly string[]> {
  const rules = project.readCodeOwners();
  const owners = new Map<string, readonly string[]>();
  for (const path of rules === null ? [] : modules.keys()) {
    const found = rules?.ownersOf(path) ?? [];
    if (found.length > 0) owners.set(path, found);
  }
  return owners;
}
