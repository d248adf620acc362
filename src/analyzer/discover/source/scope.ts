import type { FunctionCode, NameExpression, Variable } from './code.ts';
import { settleVariable } from './settle.ts';

/** A lexical scope. Names are bound when it closes, so that use before declaration works. */
export interface Scope {
  readonly parent: Scope | null;
  readonly owner: FunctionCode;
  readonly variables: Map<string, Variable>;
  /** Names used as values, each once. */
  readonly values: Map<string, NameExpression>;
  /** Names used as types, and those that scopes inside left open. */
  readonly pending: NameExpression[];
}

export function openScope(parent: Scope | null, owner: FunctionCode): Scope {
  return { parent, owner, variables: new Map(), values: new Map(), pending: [] };
}

/** Binds what was used inside; what is not declared here is passed on, and stays a global at the top. */
export function closeScope(scope: Scope): void {
  for (const name of scope.values.values()) close(scope, name);
  for (const name of scope.pending) close(scope, name);
  for (const variable of scope.variables.values()) settleVariable(variable);
}

function close({ variables, parent }: Scope, name: NameExpression): void {
  const found = variables.get(name.name);
  if (found) name.variable = found;
  else parent?.pending.push(name);
}

/** The expression of a name in a scope, to be bound when it closes. */
export function nameIn(scope: Scope, name: string, isValue: boolean): NameExpression {
  const known = isValue ? scope.values.get(name) : undefined;
  if (known) return known;
  const expression: NameExpression = { kind: 'name', name, variable: null };
  if (isValue) scope.values.set(name, expression);
  else scope.pending.push(expression);
  return expression;
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
