import type { Expression, FunctionCode, Variable } from '../source/code.ts';
import type { SourceModule } from '../source/read-code.ts';
import type { AccessNode } from './discoverer.ts';

/**
 * The functions that run what is written at a place: the function itself, and for the value of a top-level constant
 * those of the file that use it.
 */
export type Runners = (
  module: SourceModule | undefined,
  code: FunctionCode,
  node: AccessNode,
) => readonly FunctionCode[];

/** Reads each module once, when its top level is first asked about. */
export function createRunners(): Runners {
  const known = new Map<SourceModule, ReadonlyMap<object, readonly FunctionCode[]>>();
  return (module, code, node) => {
    if (!module || code !== module.code) return [code];
    const users = known.get(module) ?? usersByNode(module);
    known.set(module, users);
    return users.get(node) ?? [code];
  };
}

/** The functions that use a top-level name, by each call and template that its values are made of. */
function usersByNode({
  functions,
  variables,
  code: top,
}: SourceModule): Map<object, readonly FunctionCode[]> {
  const users = new Map<Variable, Set<FunctionCode>>();
  for (const code of functions) {
    for (const { name } of code === top ? [] : code.uses) {
      if (!name.variable?.isTopLevel) continue;
      const known = users.get(name.variable) ?? new Set();
      users.set(name.variable, known.add(code));
    }
  }
  const byNode = new Map<object, readonly FunctionCode[]>();
  for (const variable of variables.values()) {
    const own = [...(users.get(variable) ?? [])];
    for (const part of own.length > 0 ? partsWithin(variable.values) : []) byNode.set(part, own);
  }
  return byNode;
}

/** Expressions with everything that they are made of, functions left out. */
function* partsWithin(values: readonly Expression[]): Generator<Expression> {
  const open = [...values];
  for (let part = open.pop(); part; part = open.pop()) {
    yield part;
    open.push(...partsOf(part));
  }
}

function partsOf(value: Expression): readonly Expression[] {
  switch (value.kind) {
    case 'object':
      return value.entries.map((entry) => entry.value);
    case 'array':
      return value.items;
    case 'call':
      return [value.callee, ...value.arguments];
    case 'member':
      return [value.object];
    case 'template':
      return value.holes;
    case 'cast':
      return [value.value];
    case 'either':
      return value.options;
    default:
      return [];
  }
}
