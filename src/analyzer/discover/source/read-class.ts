import type { ClassElement, Node } from 'oxc-parser';
import type { ClassCode, Expression, Member, TypeCode } from './code.ts';
import { readKey } from './read-expression.ts';
import { readFunction } from './read-function.ts';
import { declareTypeParameters } from './read-type.ts';
import {
  declare,
  emptyFunction,
  inFunction,
  inScope,
  lastUse,
  linesOf,
  readDecorators,
  type Reader,
  refer,
  withHint,
} from './reader.ts';

type ClassNode = Node & { type: 'ClassDeclaration' | 'ClassExpression' };

/** Reads a class: heritage, decorators, members; field initialisers become the steps of its initialiser. */
export function readClass(reader: Reader, node: ClassNode): ClassCode {
  const name = node.id?.name ?? reader.hint;
  const lines = linesOf(reader, node);
  const [line, endLine] = lines;
  const isDeclaration = node.type === 'ClassDeclaration' && node.id !== null;
  const variable = isDeclaration && node.id ? declare(reader, node.id.name, node.id.start) : null;
  const decorators = readDecorators(reader, node.decorators);
  const initialiser = emptyFunction(`${name}.<fields>`, lines, reader.code, null);
  const code: ClassCode & {
    base: Expression | null;
    typeParameters: readonly string[];
    baseArguments: TypeCode[];
    implements: TypeCode[];
  } = {
    name,
    line,
    endLine,
    variable,
    base: null,
    typeParameters: [],
    baseArguments: [],
    implements: [],
    decorators,
    members: new Map(),
    statics: new Map(),
    construct: null,
    initialiser: Object.assign(initialiser, { self: null }),
  };
  Object.assign(initialiser, { self: code });
  variable?.values.push({ kind: 'class', code });
  reader.classes.push(code);
  reader.code.nested.push(initialiser);
  inScope(reader, () => {
    if (!isDeclaration && node.id)
      declare(reader, node.id.name, node.id.start).values.push({ kind: 'class', code });
    code.typeParameters = declareTypeParameters(reader, node.typeParameters ?? null);
    code.base = node.superClass ? readBase(reader, node.superClass) : null;
    for (const each of node.superTypeArguments?.params ?? []) code.baseArguments.push(reader.type(each));
    for (const each of node.implements ?? []) code.implements.push(reader.type(each, 'extends'));
    const { self, hint } = reader;
    reader.self = code;
    reader.hint = '';
    const isDecorated = decorators.length > 0;
    for (const element of node.body.body) readElement(reader, code, element, isDecorated);
    Object.assign(reader, { self, hint });
  });
  return code;
}

function readBase(reader: Reader, node: Node): Expression {
  const base =
    node.type === 'Identifier' ? refer(reader, node.name, node.start, 'extends') : reader.expression(node);
  const name = base.kind === 'member' && base.object.kind === 'name' ? base.object : null;
  const use = name && lastUse(reader, name);
  if (use) use.position = 'extends';
  return base;
}

function readElement(reader: Reader, code: ClassCode, element: ClassElement, isDecorated: boolean): void {
  switch (element.type) {
    case 'MethodDefinition':
    case 'TSAbstractMethodDefinition':
      readMethod(reader, code, element, isDecorated);
      return;
    case 'StaticBlock':
      inScope(reader, () => {
        for (const statement of element.body) reader.statement(statement);
      });
      return;
    case 'TSIndexSignature':
      reader.type(element.typeAnnotation.typeAnnotation);
      return;
    default:
      readField(reader, code, element);
  }
}

function readMethod(
  reader: Reader,
  code: ClassCode,
  element: ClassElement & { type: 'MethodDefinition' | 'TSAbstractMethodDefinition' },
  isDecorated: boolean,
): void {
  const decorators = readDecorators(reader, element.decorators);
  const key = readKey(reader, element.key, element.computed);
  const name = typeof key === 'string' ? key : computedName(key);
  const isConstructor = element.kind === 'constructor';
  const method = readFunction(reader, element.value, {
    name: `${code.name}.${name}`,
    isStatic: element.static,
    isConstructor,
    isDecorated: isConstructor ? isDecorated : decorators.length > 0,
  });
  if (isConstructor) {
    if (element.value.body || !code.construct) code.construct = method;
    return;
  }
  if (name === '' || (!element.value.body && code.members.get(name)?.code)) return;
  const member: Member = {
    name,
    line: reader.lineAt(element.start),
    kind: element.kind === 'get' ? 'getter' : 'method',
    code: method,
    values: [],
    type: element.kind === 'get' ? method.returnType : null,
    decorators,
  };
  if (element.kind !== 'set') (element.static ? code.statics : code.members).set(name, member);
}

/** `[name]` for a method whose name an expression gives: nothing calls it by that, but decorators stand on it. */
function computedName(key: Expression): string {
  if (key.kind === 'name') return `[${key.name}]`;
  if (key.kind !== 'member' || key.object.kind !== 'name' || typeof key.property !== 'string') return '';
  return `[${key.object.name}.${key.property}]`;
}

function readField(
  reader: Reader,
  code: ClassCode,
  element: Exclude<
    ClassElement,
    { type: 'StaticBlock' | 'TSIndexSignature' | 'MethodDefinition' | 'TSAbstractMethodDefinition' }
  >,
): void {
  const decorators = readDecorators(reader, element.decorators);
  const key = readKey(reader, element.key, element.computed);
  const name = typeof key === 'string' ? key : '';
  const position = decorators.length > 0 ? 'metadata' : 'type';
  const type = element.typeAnnotation ? reader.type(element.typeAnnotation.typeAnnotation, position) : null;
  const known = element.static ? undefined : code.members.get(name)?.values;
  const line = reader.lineAt(element.start);
  const member: Member = {
    name,
    line,
    kind: 'field',
    code: null,
    values: [...(known ?? [])],
    type,
    decorators,
  };
  (element.static ? code.statics : code.members).set(name, member);
  const { value } = element;
  if (!value) return;
  const read = () => withHint(reader, `${code.name}.${name}`, () => reader.expression(value));
  if (element.static) {
    member.values.push(read());
    return;
  }
  inFunction(reader, code.initialiser, () => {
    const initial = read();
    member.values.push(initial);
    const target = { kind: 'member', object: { kind: 'this' }, property: name, line } as const;
    reader.steps.push({ kind: 'run', value: { kind: 'assign', target, value: initial } });
  });
}
