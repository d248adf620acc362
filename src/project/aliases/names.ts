import type { Node } from 'oxc-parser';
import type { Literal } from './literal.ts';

/** Names that a scope binds: to an expression that is read where it is used, or to a value. */
export interface Names {
  readonly parent: Names | null;
  readonly bound: Map<string, Node | { readonly value: Literal }>;
}

/** The name of what is called, itself or as a member; null without one. */
export function calleeName(callee: Node): string | null {
  if (callee.type === 'Identifier') return callee.name;
  return callee.type === 'MemberExpression' ? memberName(callee) : null;
}

/** The name of a member that is taken; null where it is computed. */
export function memberName(node: Node & { type: 'MemberExpression' }): string | null {
  return node.computed
    ? node.property.type === 'Literal'
      ? String(node.property.value)
      : null
    : keyOf(node.property);
}

/** The name of a key; null where it is computed. */
export function keyOf(key: Node): string | null {
  if (key.type === 'Identifier') return key.name;
  return key.type === 'Literal' ? String(key.value) : null;
}

/** Binds the names that statements of a block declare. */
export function bindDeclarations(node: Node, names: Names): void {
  const body = 'body' in node ? (Array.isArray(node.body) ? node.body : []) : [];
  for (const statement of body as Node[]) {
    const declaration = statement.type === 'ExportNamedDeclaration' ? statement.declaration : statement;
    if (declaration?.type === 'FunctionDeclaration' && declaration.id)
      names.bound.set(declaration.id.name, declaration);
    if (declaration?.type !== 'VariableDeclaration') continue;
    for (const { id, init } of declaration.declarations)
      if (id.type === 'Identifier' && init) names.bound.set(id.name, init);
  }
}
