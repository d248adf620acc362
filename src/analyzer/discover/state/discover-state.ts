import { by } from '../../../lib/ordered.ts';
import type { StateFact } from '../../facts.ts';
import { declarationOf } from '../entities/declaration.ts';
import type { Program } from '../program.ts';
import type { Expression, FunctionCode, NameExpression, Variable } from '../source/code.ts';
import { expressionsOf, stepsIn, visit } from '../source/walk-code.ts';

/** Methods of lists, maps and sets that change them. */
const changing = new Set('push pop shift unshift splice sort reverse fill set add delete clear'.split(' '));
const collections = new Set('Map Set WeakMap WeakSet Array Object'.split(' '));

/**
 * Finds variables of modules that functions change while the program runs: assigned anew, or lists, maps, sets and objects that are
 * filled and emptied, in their own file or through an import. What only runs when a file is loaded is no change. Linear in the code.
 */
export function discoverState(program: Program): StateFact[] {
  const found = new Map<Variable, StateFact & { readonly writers: StateFact['writers'][number][] }>();
  for (const { path, functions } of program.application) {
    for (const code of functions) {
      if (code.parent === null) continue;
      for (const { target, line } of changesIn(code)) {
        const state = stateOf(program, path, target);
        if (!state) continue;
        const { file, variable } = state;
        const known = found.get(variable) ?? { file, name: variable.name, line: variable.line, writers: [] };
        known.writers.push({ file: path, line, function: declarationOf(code) });
        found.set(variable, known);
      }
    }
  }
  return [...found.values()]
    .map((state) => ({ ...state, writers: [...state.writers].sort(byPlace) }))
    .sort(byPlace);
}

const byPlace = by<{ readonly file: string; readonly line: number }>(
  ({ file }) => file,
  ({ line }) => line,
);

/** What a function does to a top-level name. */
interface Change {
  readonly target: Variable;
  readonly line: number;
}

function changesIn({ uses, steps }: FunctionCode): Change[] {
  if (!uses.some(({ name }) => name.variable?.isTopLevel)) return [];
  const found: Change[] = [];
  const look = (expression: Expression): void => {
    const name = changedBy(expression);
    const use = name?.variable?.isTopLevel ? uses.find((each) => each.name === name) : undefined;
    if (name?.variable && use) found.push({ target: name.variable, line: use.line });
  };
  for (const step of stepsIn(steps)) for (const part of expressionsOf(step)) visit(part, look);
  return found;
}

/** The name at the root of what `count = 1`, `byId[id] = order` or `queue.push(job)` changes. */
function changedBy(expression: Expression): NameExpression | null {
  if (expression.kind === 'assign') return rootOf(expression.target);
  if (expression.kind !== 'call' || expression.callee.kind !== 'member') return null;
  const { object, property } = expression.callee;
  return typeof property === 'string' && changing.has(property) ? rootOf(object) : null;
}

function rootOf(expression: Expression): NameExpression | null {
  if (expression.kind === 'member') return rootOf(expression.object);
  return expression.kind === 'name' ? expression : null;
}

/** The top-level variable itself, or the one of another file that it is imported from, if it holds state. */
function stateOf(
  { linker, modules }: Program,
  path: string,
  target: Variable,
): { readonly file: string; readonly variable: Variable } | null {
  if (target.origin === null) return holdsState(target) ? { file: path, variable: target } : null;
  const { specifier, imported } = target.origin;
  const definition = linker.imported(path, specifier, imported);
  if (definition?.kind !== 'declaration') return null;
  const variable = modules.get(definition.file)?.variables.get(definition.name);
  return variable && holdsState(variable) ? { file: definition.file, variable } : null;
}

/** A value that can change: a literal that is replaced, or a list, object, map or set. Functions and classes are none. */
function holdsState({ values, origin }: Variable): boolean {
  return origin === null && values.length > 0 && values.every(isState);
}

function isState(value: Expression): boolean {
  switch (value.kind) {
    case 'literal':
    case 'array':
    case 'object':
    case 'concat':
    case 'other':
      return true;
    case 'cast':
      return isState(value.value);
    case 'call':
      return value.isNew && value.callee.kind === 'name' && collections.has(value.callee.name);
    case 'name':
      return true;
    default:
      return false;
  }
}
