import type { FunctionCode, NameExpression, Variable } from './code.ts';
import { settleVariable } from './settle.ts';

/** A lexical scope. Names are bound when it closes, so that use before declaration works. */
export interface Scope {
  readonly parent: Scope | null;
  readonly owner: FunctionCode;
  readonly variables: Map<string, Variable>;
  readonly pending: NameExpression[];
}

export function openScope(parent: Scope | null, owner: FunctionCode): Scope {
  return { parent, owner, variables: new Map(), pending: [] };
}

/** Binds what was used inside; what is not declared here is passed on, and stays a global at the top. */
export function closeScope(scope: Scope): void {
  for (const name of scope.pending) {
    const found = scope.variables.get(name.name);
    if (found) name.variable = found;
    else scope.parent?.pending.push(name);
  }
  for (const variable of scope.variables.values()) settleVariable(variable);
}

/** Declares a name in a scope, or for `var` in the scope of its function; a second declaration adds to the first. */
export function declareIn(scope: Scope, name: string, line: number, isVar = false): Variable {
  const place = isVar ? functionScope(scope) : scope;
  const known = place.variables.get(name);
  if (known) return known;
  const isTopLevel = place.parent === null;
  const variable: Variable = {
    name,
    line,
    owner: place.owner,
    isTopLevel,
    origin: null,
    values: [],
    type: null,
    typeDeclaration: null,
  };
  place.variables.set(name, variable);
  return variable;
}

function functionScope(scope: Scope): Scope {
  let place = scope;
  while (place.parent !== null && place.parent.owner === place.owner) place = place.parent;
  return place;
}
