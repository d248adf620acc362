import type { Definition } from '../link/linker.ts';
import type { Variable } from '../source/code.ts';
import { contextShapes, type Contexts } from './contexts.ts';
import { externalShape } from './external-shape.ts';
import type { Shape } from './shape.ts';
import type { Shaper } from './shaper.ts';
import type { SourceModule } from '../source/read-code.ts';

/** By its type, its origin, what it is given; a parameter also by what the evaluation saw it hold. */
export function variableShapes(
  shaper: Shaper,
  contexts: (file: string) => Contexts | undefined,
  variable: Variable,
  file: string,
): readonly Shape[] {
  if (variable.origin) return shaper.ofImport(file, variable.origin.specifier, variable.origin.imported);
  const typed = variable.type ? shaper.ofType(variable.type, file) : [];
  const isConcrete = typed.some(({ kind }) => kind !== 'typed' && kind !== 'signature');
  if (isConcrete) return typed;
  const place = { file, code: variable.owner };
  const given = variable.values.flatMap((value) => shaper.ofExpression(value, place));
  const known = [...typed, ...given, ...shaper.seen(variable).shapes];
  return known.length > 0 ? known : contextShapes(shaper, contexts(file), variable, file);
}

/** What a definition is, in whichever file it stands. */
export function definitionShapes(shaper: Shaper, definition: Definition | null): readonly Shape[] {
  if (!definition) return [];
  if (definition.kind === 'namespace') return [{ kind: 'namespace', file: definition.file }];
  if (definition.kind === 'external') {
    const isWhole = definition.name === '*' || definition.name === '=' || definition.name === 'default';
    const path = isWhole ? [] : [definition.name];
    return [externalShape(definition.package, path)];
  }
  const { file, name } = definition;
  const module = shaper.modules.get(file);
  const variable = module?.variables.get(name);
  if (variable) return shaper.ofVariable(variable, file);
  const common = module?.commonExports.get(name);
  return module && common ? shaper.ofExpression(common, { file, code: module.code }) : [];
}

/** The classes of some modules that implement each interface. */
export function indexImplementers(shaper: Shaper, modules: Iterable<SourceModule>): Map<Variable, Shape[]> {
  const index = new Map<Variable, Shape[]>();
  for (const { path: file, classes } of modules) {
    for (const code of classes) {
      for (const type of code.implements) {
        for (const shape of shaper.ofType(type, file)) {
          if (shape.kind !== 'typed' || !shape.variable) continue;
          const known = index.get(shape.variable) ?? [];
          known.push({ kind: 'instance', code, file });
          index.set(shape.variable, known);
        }
      }
    }
  }
  return index;
}
