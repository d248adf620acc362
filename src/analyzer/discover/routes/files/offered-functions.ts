import type { Machine } from '../../evaluate/machine.ts';
import { survives } from '../../evaluate/survives.ts';
import { unknown, type Value } from '../../evaluate/value.ts';
import type { Expression } from '../../source/code.ts';
import type { SourceModule } from '../../source/read-code.ts';
import { type Handler, handlerOf } from '../handler.ts';
import { functionsIn } from './functions-in.ts';

/** What a module exports under a name that its framework looks for. */
export interface Offered {
  readonly name: string;
  /** Where it is declared: the module itself, or the one that it is exported from. */
  readonly file: string;
  /** In the module: of the declaration when it stands there, else of the export. */
  readonly line: number;
  /** What the declaration is given; null where the code does not show it. */
  readonly expression: Expression | null;
  readonly value: Value;
  readonly handler: Handler;
}

/** What of some names a module exports, in their order: declared there, destructured or exported from elsewhere. */
export function offeredBy(machine: Machine, module: SourceModule, names: Iterable<string>): Offered[] {
  const found: Offered[] = [];
  for (const name of names) {
    const line = exportLine(machine, module, name);
    if (line === null) continue;
    let value: Value = unknown(name);
    survives(machine, () => {
      value = machine.exported(module.path, name);
    });
    const declared = declarationOf(machine, module, name);
    found.push({ name, line, value, ...declared, handler: handlerNamed(name, value, declared.expression) });
  }
  return found;
}

/** Null for what a module does not export, or only as a type. */
function exportLine(
  { linker }: Machine,
  { path, record, commonExports, variables }: SourceModule,
  name: string,
): number | null {
  const fact = record.exports.find((each) => each.name === name);
  if (fact?.isType) return null;
  const definition = fact ? null : linker.definitionOf(path, name);
  // A package behind `export *` may export anything; all of `module.exports` is the default export alone.
  if (!fact && (!definition || definition.kind === 'external')) return null;
  if (!fact && name !== 'default' && commonExports.size > 0 && !commonExports.has(name)) return null;
  const local = fact && 'local' in fact.from ? variables.get(fact.from.local) : undefined;
  return (local?.origin ? undefined : local?.line) ?? fact?.line ?? 1;
}

function declarationOf(
  { linker, modules }: Machine,
  { path }: SourceModule,
  name: string,
): Pick<Offered, 'file' | 'expression'> {
  const definition = linker.definitionOf(path, name);
  if (definition?.kind !== 'declaration') return { file: path, expression: null };
  const { file } = definition;
  const module = modules.get(file);
  const given =
    module?.variables.get(definition.name)?.values[0] ?? module?.commonExports.get(definition.name);
  return { file, expression: given ?? null };
}

/** Where evaluation ends in a package, the functions that the declaration gives it. */
function handlerNamed(name: string, value: Value, expression: Expression | null): Handler {
  const handler = handlerOf([value]);
  const functions =
    handler.functions.length === 0 && expression ? functionsIn(expression) : handler.functions;
  const own = functions.map((code) => code.name).find((each) => each !== '');
  return { name: handler.name === 'anonymous' ? (own ?? name) : handler.name, functions };
}
