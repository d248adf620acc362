import { type Node, type TSSignature, visitorKeys } from 'oxc-parser';
import type { Expression, NameExpression, TypeCode, TypeDeclaration, UsePosition } from './code.ts';
import { declareIn } from './scope.ts';
import { interned } from './interned.ts';
import { countIdentifier, declare, inScope, lastUse, type Reader, refer } from './reader.ts';
import { exact, exactMap } from './settle.ts';

const unknownType: TypeCode = { kind: 'other' };
const keywordTypes: ReadonlyMap<string, TypeCode> = new Map(
  ['string', 'number', 'boolean', 'bigint', 'null', 'object', 'unknown', 'any'].map((keyword) => [
    `TS${keyword === 'bigint' ? 'BigInt' : keyword.charAt(0).toUpperCase() + keyword.slice(1)}Keyword`,
    { kind: 'other', keyword },
  ]),
);

/** Reads a type; names in it are uses in the given position, nested ones are plain types. */
export function readType(reader: Reader, node: Node, position: UsePosition = 'type'): TypeCode {
  switch (node.type) {
    case 'TSTypeAnnotation':
    case 'TSParenthesizedType':
      return reader.type(node.typeAnnotation, position);
    case 'TSTypeReference':
      return readReference(reader, node.typeName, node.typeArguments, position);
    case 'TSClassImplements':
    case 'TSInterfaceHeritage':
      return readReference(reader, node.expression, node.typeArguments, position);
    case 'TSUnionType':
    case 'TSIntersectionType':
      return readSeveral(reader, node, position);
    case 'TSArrayType':
      return { kind: 'array', element: reader.type(node.elementType, withoutMetadata(position)) };
    case 'TSTypeOperator':
      return node.operator === 'readonly'
        ? reader.type(node.typeAnnotation, position)
        : readParts(reader, node);
    case 'TSTypeLiteral':
      return readMembers(reader, node.members);
    case 'TSTypeQuery':
      return readQuery(reader, node.exprName);
    case 'TSLiteralType':
      return node.literal.type === 'Literal' && typeof node.literal.value === 'string'
        ? { kind: 'text', value: interned(node.literal.value) }
        : readParts(reader, node);
    case 'TSIndexedAccessType':
      return { kind: 'indexed', object: reader.type(node.objectType), key: reader.type(node.indexType) };
    case 'TSFunctionType':
    case 'TSConstructorType':
      return readCallable(reader, node);
    case 'TSImportType':
      return readImportType(reader, node);
    case 'TSMappedType':
      return readMapped(reader, node);
    case 'TSTypePredicate':
      return node.typeAnnotation ? readOther(reader, node.typeAnnotation) : unknownType;
    default:
      return keywordTypes.get(node.type) ?? readParts(reader, node);
  }
}

/** Decorators keep no elements of lists, and of several types only one that may be absent. */
function withoutMetadata(position: UsePosition): UsePosition {
  if (position === 'metadata') return 'type';
  return position === 'injection-metadata' ? 'injection' : position;
}

function readSeveral(
  reader: Reader,
  { types }: Node & { type: 'TSUnionType' | 'TSIntersectionType' },
  position: UsePosition,
): TypeCode {
  const present = types.filter(({ type }) => type !== 'TSNullKeyword' && type !== 'TSUndefinedKeyword');
  const each = present.length === 1 ? position : withoutMetadata(position);
  return { kind: 'several', types: types.map((type) => reader.type(type, each)) };
}

function readOther(reader: Reader, node: Node): TypeCode {
  reader.type(node);
  return unknownType;
}

function readReference(
  reader: Reader,
  name: Node,
  typeArguments: (Node & { type: 'TSTypeParameterInstantiation' }) | null,
  position: UsePosition,
): TypeCode {
  const path: string[] = [];
  let first = name;
  while (first.type === 'TSQualifiedName' || (first.type === 'MemberExpression' && !first.computed)) {
    const property = first.type === 'TSQualifiedName' ? first.right : first.property;
    path.unshift(countIdentifier(reader, property.name));
    first = first.type === 'TSQualifiedName' ? first.left : first.object;
  }
  if (first.type !== 'Identifier') return unknownType;
  const reference = refer(reader, first.name, first.start, position);
  noteMember(reader, reference, path);
  const args = exactMap(typeArguments?.params ?? [], (each) => reader.type(each));
  return { kind: 'reference', name: reference, path: exact(path), arguments: args };
}

function noteMember(reader: Reader, name: NameExpression, path: readonly string[]): void {
  const use = lastUse(reader, name);
  if (use && path[0] !== undefined) use.member = path[0];
}

function readQuery(reader: Reader, node: Node): TypeCode {
  if (node.type === 'TSImportType') return reader.type(node);
  const reference = readReference(reader, node, null, 'type');
  if (reference.kind !== 'reference') return unknownType;
  const { name, path } = reference;
  const line = reader.lineAt(node.start);
  const value = path.reduce<Expression>(
    (object, property) => ({ kind: 'member', object, property, line }),
    name,
  );
  return { kind: 'query', value };
}

function readCallable(
  reader: Reader,
  node: Node & { type: 'TSFunctionType' | 'TSConstructorType' },
): TypeCode {
  let parameters: readonly (TypeCode | null)[] = [];
  let result: TypeCode | null = null;
  inScope(reader, () => {
    declareTypeParameters(reader, node.typeParameters);
    parameters = node.params.map((parameter) => readSignatureParameter(reader, parameter));
    result = reader.type(node.returnType);
  });
  return { kind: 'callable', parameters, result };
}

function readSignatureParameter(reader: Reader, node: Node): TypeCode | null {
  const annotation = 'typeAnnotation' in node ? node.typeAnnotation : null;
  return annotation ? reader.type(annotation) : null;
}

function readImportType(reader: Reader, node: Node & { type: 'TSImportType' }): TypeCode {
  const path: string[] = [];
  let qualifier = node.qualifier;
  while (qualifier) {
    path.unshift(qualifier.type === 'TSQualifiedName' ? qualifier.right.name : qualifier.name);
    qualifier = qualifier.type === 'TSQualifiedName' ? qualifier.left : null;
  }
  if (node.typeArguments) for (const each of node.typeArguments.params) reader.type(each);
  const specifier = node.source.value;
  const names = path.slice(0, 1);
  reader.lateImports.push({ specifier, line: reader.lineAt(node.start), kind: 'type', names });
  return { kind: 'imported', specifier, path };
}

function readMapped(reader: Reader, node: Node & { type: 'TSMappedType' }): TypeCode {
  inScope(reader, () => {
    declareIn(reader.scope, node.key.name, reader.lineAt(node.key.start));
    reader.type(node.constraint);
    if (node.nameType) reader.type(node.nameType);
    if (node.typeAnnotation) reader.type(node.typeAnnotation);
  });
  return unknownType;
}

function readParts(reader: Reader, node: Node): TypeCode {
  for (const key of visitorKeys[node.type] ?? []) {
    const child = (node as unknown as Record<string, unknown>)[key];
    for (const each of Array.isArray(child) ? child : [child]) {
      if (typeof each === 'object' && each !== null && 'type' in each) readPart(reader, each as Node);
    }
  }
  return unknownType;
}

function readPart(reader: Reader, node: Node): void {
  if (node.type === 'Identifier' || node.type === 'TSTypeParameter') return;
  if (node.type === 'TSNamedTupleMember') reader.type(node.elementType);
  else reader.type(node);
}

function readMembers(reader: Reader, signatures: readonly TSSignature[]): TypeCode {
  const members = new Map<string, TypeCode>();
  for (const signature of signatures) readSignature(reader, signature, members);
  return { kind: 'members', members };
}

function readSignature(reader: Reader, signature: TSSignature, members: Map<string, TypeCode>): void {
  if (signature.type === 'TSIndexSignature') {
    reader.type(signature.typeAnnotation);
    return;
  }
  const name = 'key' in signature ? nameOfKey(reader, signature.key) : null;
  if (signature.type === 'TSPropertySignature') {
    const type = signature.typeAnnotation ? reader.type(signature.typeAnnotation) : unknownType;
    if (name !== null) members.set(name, type);
    return;
  }
  inScope(reader, () => {
    declareTypeParameters(reader, signature.typeParameters);
    const parameters = signature.params.map((parameter) => readSignatureParameter(reader, parameter));
    const result = signature.returnType ? reader.type(signature.returnType) : null;
    if (name !== null) members.set(name, { kind: 'callable', parameters, result });
  });
}

function nameOfKey(reader: Reader, key: Node): string | null {
  if (key.type === 'Identifier') return countIdentifier(reader, key.name);
  return key.type === 'Literal' ? interned(String(key.value)) : null;
}

/** Type parameters hide outer names of the same spelling; each means what it is constrained to. */
export function declareTypeParameters(
  reader: Reader,
  node: (Node & { type: 'TSTypeParameterDeclaration' }) | null,
): string[] {
  const parameters = node?.params ?? [];
  const variables = parameters.map(({ name, start }) => ({
    variable: declareIn(reader.scope, name.name, reader.lineAt(name.start)),
    line: reader.lineAt(start),
  }));
  for (const [index, { constraint, default: fallback }] of parameters.entries()) {
    const declared = variables[index];
    if (constraint && declared)
      declared.variable.typeDeclaration = aliasOf(reader.type(constraint), declared.line);
    if (fallback) reader.type(fallback);
  }
  return parameters.map(({ name }) => name.name);
}

const noLines: ReadonlyMap<string, number> = new Map();

function aliasOf(type: TypeCode, line: number, parameters: readonly string[] = []): TypeDeclaration {
  return { line, isInterface: false, parameters, extends: [], type, memberLines: noLines };
}

/** Declares an interface or alias; interfaces of the same name merge. */
export function readTypeDeclaration(
  reader: Reader,
  node: Node & { type: 'TSInterfaceDeclaration' | 'TSTypeAliasDeclaration' },
): void {
  const variable = declare(reader, node.id.name, node.id.start);
  const line = reader.lineAt(node.start);
  inScope(reader, () => {
    const parameters = declareTypeParameters(reader, node.typeParameters);
    variable.typeDeclaration =
      node.type === 'TSTypeAliasDeclaration'
        ? aliasOf(reader.type(node.typeAnnotation), line, parameters)
        : readInterface(reader, node, parameters, variable.typeDeclaration);
  });
}

function readInterface(
  reader: Reader,
  node: Node & { type: 'TSInterfaceDeclaration' },
  parameters: readonly string[],
  known: TypeDeclaration | null,
): TypeDeclaration {
  const bases = node.extends.map((each) => reader.type(each, 'extends'));
  const own = readMembers(reader, node.body.body);
  const before = known?.type.kind === 'members' ? known.type.members : [];
  const memberLines = new Map(known?.memberLines);
  for (const signature of node.body.body) {
    if ('key' in signature && signature.key.type === 'Identifier') {
      memberLines.set(signature.key.name, reader.lineAt(signature.start));
    }
  }
  return {
    line: known?.line ?? reader.lineAt(node.start),
    isInterface: true,
    parameters,
    extends: [...(known?.extends ?? []), ...bases],
    type: { kind: 'members', members: new Map([...before, ...(own.kind === 'members' ? own.members : [])]) },
    memberLines,
  };
}
