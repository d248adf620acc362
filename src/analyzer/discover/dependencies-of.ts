import type { Dependency } from '../../model/analysis.ts';
import { callReferences } from './calls/call-references.ts';
import { importReferences, type Reference, sumReferences } from './dependencies.ts';
import type { Injected } from './injection/discover-injection.ts';
import { injectionReferences, redirectedTypes } from './injection/injection-references.ts';
import type { Program } from './program.ts';
import type { SourceModule } from './source/read-code.ts';
import type { Shaper } from './shapes/shaper.ts';

/**
 * What each module depends on by its imports, injections and calls; sorted by file. References are summed up module by
 * module: those of a large code base at once are more than its code. `note` is told those of each module; only some `modules` may be wanted.
 */
export function dependenciesOf(
  program: Program,
  injected: readonly Injected[],
  shaper: Shaper,
  note: (references: readonly Reference[]) => void,
  modules: Iterable<SourceModule> = program.modules.values(),
): Dependency[] {
  const redirected = redirectedTypes(injected);
  const injections = new Map<string, Injected[]>();
  for (const each of injected) {
    const known = injections.get(each.injection.file);
    if (known) known.push(each);
    else injections.set(each.injection.file, [each]);
  }
  const dependencies: Dependency[] = [];
  for (const module of modules) {
    const references = [
      ...importReferences(module, program, redirected),
      ...injectionReferences(injections.get(module.path) ?? [], shaper),
      ...callReferences(module, shaper),
    ];
    note(references);
    for (const each of sumReferences(references)) dependencies.push(each);
  }
  return dependencies;
}
