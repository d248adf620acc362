import type { Node } from 'oxc-parser';
import type { Expression, Variable } from './code.ts';
import { interned } from './interned.ts';
import { readKey } from './read-expression.ts';
import { declare, lastUse, originOfValue, type Reader, withHint } from './reader.ts';

/** Declares the names of a pattern, each with what it takes from the value, and notes the steps. */
export function declarePattern(reader: Reader, pattern: Node, value: Expression | null, isVar = false): void {
  switch (pattern.type) {
    case 'Identifier': {
      const variable = declare(reader, pattern.name, pattern.start, isVar);
      if (pattern.typeAnnotation) variable.type = reader.type(pattern.typeAnnotation.typeAnnotation);
      if (value) give(reader, variable, value);
      return;
    }
    case 'AssignmentPattern':
      declarePattern(reader, pattern.left, withDefault(reader, value, pattern.right), isVar);
      return;
    case 'RestElement':
      declarePattern(reader, pattern.argument, value, isVar);
      return;
    case 'ObjectPattern':
      for (const property of pattern.properties) {
        if (property.type === 'RestElement') declarePattern(reader, property.argument, value, isVar);
        else {
          const key = readKey(reader, property.key, property.computed);
          declarePattern(reader, property.value, takeMember(reader, value, key, property.start), isVar);
        }
      }
      return;
    case 'ArrayPattern':
      for (const [index, element] of pattern.elements.entries()) {
        if (element)
          declarePattern(reader, element, takeMember(reader, value, String(index), element.start), isVar);
      }
      return;
    default:
  }
}

/** The names that a pattern binds, in order. */
export function* boundNames(pattern: Node): Generator<string> {
  switch (pattern.type) {
    case 'Identifier':
      yield interned(pattern.name);
      return;
    case 'AssignmentPattern':
      yield* boundNames(pattern.left);
      return;
    case 'RestElement':
      yield* boundNames(pattern.argument);
      return;
    case 'Property':
      yield* boundNames(pattern.value);
      return;
    case 'ObjectPattern':
      for (const property of pattern.properties) yield* boundNames(property);
      return;
    case 'ArrayPattern':
      for (const element of pattern.elements) if (element) yield* boundNames(element);
      return;
    default:
  }
}

/** Adds a value to a variable; the result of `require` makes it an import. */
function give(reader: Reader, variable: Variable, value: Expression): void {
  variable.values.push(value);
  variable.origin ??= originOfValue(value);
  reader.steps.push({ kind: 'declare', variable, value });
}

function withDefault(reader: Reader, value: Expression | null, node: Node): Expression {
  const fallback = reader.expression(node);
  return value ? { kind: 'either', options: [value, fallback], isFallback: true, test: null } : fallback;
}

function takeMember(
  reader: Reader,
  value: Expression | null,
  key: string | Expression,
  offset: number,
): Expression | null {
  if (!value) return null;
  return { kind: 'member', object: value, property: key, line: reader.lineAt(offset) };
}

/** An assignment: to a name, to a member, or to every name of a pattern. */
export function readAssignment(reader: Reader, node: Node & { type: 'AssignmentExpression' }): Expression {
  const { left } = node;
  const value = withHint(reader, nameOfTarget(reader, left), () => reader.expression(node.right));
  if (node.operator === '+=') return { kind: 'concat', left: reader.expression(left), right: value };
  if (left.type === 'ObjectPattern' || left.type === 'ArrayPattern')
    return assignPattern(reader, left, value);
  return assign(reader, reader.expression(left), value);
}

/** What a function assigned here is called: `exports.list` is `list`, `orders.list` is `orders.list`. */
function nameOfTarget(reader: Reader, target: Node): string {
  if (target.type === 'Identifier') return target.name;
  if (target.type !== 'MemberExpression' || target.computed) return '';
  const { object, property } = target;
  if (object.type === 'ThisExpression')
    return reader.self ? `${reader.self.name}.${property.name}` : property.name;
  const isExport = object.type !== 'Identifier' || object.name === 'module' || object.name === 'exports';
  return isExport ? property.name : `${object.name}.${property.name}`;
}

function assign(reader: Reader, target: Expression, value: Expression): Expression {
  if (target.kind === 'name') {
    reader.assigned.push({ target, value, line: lastUse(reader, target)?.line ?? 1 });
    return { kind: 'assign', target, value };
  }
  if (target.kind !== 'member') return value;
  if (target.object.kind === 'this' && typeof target.property === 'string') {
    reader.self?.members.get(target.property)?.values.push(value);
    if (reader.self && !reader.self.members.has(target.property))
      addField(reader, target.property, target.line, value);
  }
  noteCommonExport(reader, target.object, target.property, value);
  return { kind: 'assign', target, value };
}

function addField(reader: Reader, name: string, line: number, value: Expression): void {
  reader.self?.members.set(name, {
    name,
    line,
    kind: 'field',
    code: null,
    values: [value],
    type: null,
    decorators: [],
  });
}

function assignPattern(reader: Reader, pattern: Node, value: Expression): Expression {
  const parts: Expression[] = [];
  if (pattern.type === 'ObjectPattern') {
    for (const property of pattern.properties) {
      if (property.type !== 'Property') continue;
      const key = readKey(reader, property.key, property.computed);
      const target = property.value.type === 'AssignmentPattern' ? property.value.left : property.value;
      const taken = takeMember(reader, value, key, property.start);
      if (taken && (target.type === 'Identifier' || (target.type as string) === 'MemberExpression')) {
        parts.push(assign(reader, reader.expression(target), taken));
      }
    }
  }
  return { kind: 'other', parts: [value, ...parts], text: '' };
}

/** `module.exports = value`, `module.exports.name = value` and `exports.name = value`. */
function noteCommonExport(
  reader: Reader,
  object: Expression,
  property: string | Expression,
  value: Expression,
): void {
  if (typeof property !== 'string') return;
  if (object.kind === 'name' && object.name === 'module' && property === 'exports') {
    reader.commonExports.push({ name: '=', value, root: object });
    return;
  }
  const isModuleExports = object.kind === 'member' && object.property === 'exports';
  const root = isModuleExports ? object.object : object;
  if (root.kind !== 'name' || (isModuleExports && root.name !== 'module')) return;
  reader.commonExports.push({ name: property, value, root });
}
