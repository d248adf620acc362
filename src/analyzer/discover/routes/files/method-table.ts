import type { Machine } from '../../evaluate/machine.ts';
import { survives } from '../../evaluate/survives.ts';
import { type Value, unknown } from '../../evaluate/value.ts';
import type { Expression, ObjectExpression } from '../../source/code.ts';
import type { SourceModule } from '../../source/read-code.ts';
import { expressionsIn, expressionsOf, stepsIn } from '../../source/walk-code.ts';
import { isMethod, isMethodTable } from './answered-methods.ts';
import { type Handler, handlerOf } from '../handler.ts';
import { functionsIn } from './functions-in.ts';
import type { Offered } from './offered-functions.ts';

export interface TableEntry {
  readonly method: string;
  readonly handler: Handler;
  readonly line: number;
}

/** The entries of `{ GET: list, POST: create }` where a handler is made of such a table; empty where it is not. */
export function methodTable(machine: Machine, { file, expression }: Offered): TableEntry[] {
  const module = machine.modules.get(file);
  const table = expression && module ? (tableIn(expression) ?? indexedTable(module)) : null;
  // What stands inside a function is not known before it runs.
  if (!table || table.owner !== module?.code) return [];
  return table.entries.flatMap(({ key, value }) =>
    typeof key === 'string'
      ? [{ method: key, handler: entryHandler(machine, file, key, value), line: lineOf(value, table) }]
      : [],
  );
}

function tableIn(start: Expression): ObjectExpression | null {
  for (const each of expressionsIn(start)) {
    if (each.kind === 'object' && isMethodTable(each)) return each;
    const [value] = each.kind === 'name' ? (each.variable?.values ?? []) : [];
    if (value?.kind === 'object' && isMethodTable(value)) return value;
  }
  return null;
}

/** The table of a module that a function takes the handler from: `handlers[request.method]`. */
function indexedTable({ functions }: SourceModule): ObjectExpression | null {
  for (const { steps } of functions) {
    for (const step of stepsIn(steps)) {
      for (const each of expressionsOf(step).flatMap((start) => [...expressionsIn(start)])) {
        if (each.kind !== 'member' || typeof each.property === 'string' || !isMethod(each.property)) continue;
        const [value] = each.object.kind === 'name' ? (each.object.variable?.values ?? []) : [];
        if (value?.kind === 'object' && isMethodTable(value)) return value;
      }
    }
  }
  return null;
}

/** `import('./list')` and `Promise.resolve({ default: list })` stand for the default export. */
function entryHandler(machine: Machine, file: string, name: string, expression: Expression): Handler {
  let value: Value = unknown(name);
  survives(machine, () => {
    value = machine.evaluate(machine.loadModule(file), expression);
    const isModule = value.kind === 'object' && value.properties.has('default');
    if (value.kind === 'namespace' || isModule) value = machine.property(value, 'default');
  });
  const handler = handlerOf([value]);
  const written = functionsIn(expression);
  const functions = written.length > 0 ? written : handler.functions;
  return { name: handler.name === 'anonymous' || written.length > 0 ? name : handler.name, functions };
}

function lineOf(expression: Expression, { line, owner }: ObjectExpression): number {
  if (expression.kind === 'function') return expression.code.line;
  if ('line' in expression) return expression.line;
  // A name is one for all of its uses.
  return owner.uses.find((use) => use.name === expression && use.line >= line)?.line ?? line;
}
