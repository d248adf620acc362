import { type Node, visitorKeys } from 'oxc-parser';
import type { CallExpression, Expression, MemberExpression } from './code.ts';
import { interned, literal } from './interned.ts';
import { countIdentifier, lastUse, noteLoaded, type Reader, refer, withHint } from './reader.ts';
import { detached, exact, exactMap } from './settle.ts';

/** Reads an expression; whatever has no form of its own becomes `other` with its parts. */
export function readExpression(reader: Reader, node: Node): Expression {
  switch (node.type) {
    case 'Literal':
      return readLiteral(node);
    case 'Identifier':
      return refer(reader, node.name, node.start);
    case 'ThisExpression':
      return self;
    case 'Super':
      return { kind: 'super' };
    case 'TemplateLiteral':
      return readTemplate(reader, node, null);
    case 'TaggedTemplateExpression':
      return readTemplate(reader, node.quasi, reader.expression(node.tag), node.typeArguments ?? null);
    case 'MemberExpression':
      return readMember(reader, node);
    case 'CallExpression':
    case 'NewExpression':
      return readCall(reader, node);
    case 'ImportExpression':
      return readImport(reader, node.source, false);
    case 'ArrayExpression':
      return {
        kind: 'array',
        items: node.elements.map((each) => (each ? reader.expression(each) : nothing)),
      };
    case 'SpreadElement':
      return { kind: 'spread', value: reader.expression(node.argument), line: reader.lineAt(node.start) };
    case 'ObjectExpression':
      return readObject(reader, node);
    case 'ConditionalExpression':
      return {
        kind: 'either',
        test: reader.expression(node.test),
        options: [reader.expression(node.consequent), reader.expression(node.alternate)],
        isFallback: false,
      };
    case 'LogicalExpression':
      return readLogical(reader, node);
    case 'BinaryExpression':
      return readBinary(reader, node);
    case 'AwaitExpression':
      return reader.expression(node.argument);
    case 'ChainExpression':
    case 'ParenthesizedExpression':
    case 'TSNonNullExpression':
      return reader.expression(node.expression);
    default:
      return readRareExpression(reader, node);
  }
}

function readRareExpression(reader: Reader, node: Node): Expression {
  switch (node.type) {
    case 'SequenceExpression':
      for (const each of node.expressions.slice(0, -1)) run(reader, reader.expression(each));
      return reader.expression(node.expressions.at(-1) as Node);
    case 'TSAsExpression':
    case 'TSSatisfiesExpression':
    case 'TSTypeAssertion':
      return readCast(reader, node);
    case 'TSInstantiationExpression':
      reader.type(node.typeArguments);
      return reader.expression(node.expression);
    case 'UnaryExpression':
      return node.operator === '!'
        ? { kind: 'not', value: reader.expression(node.argument) }
        : readParts(reader, node);
    case 'MetaProperty':
      return other([], `${node.meta.name}.${node.property.name}`);
    case 'JSXIdentifier':
      return readJsxName(reader, node);
    case 'JSXAttribute':
      return node.value ? reader.expression(node.value) : nothing;
    case 'JSXText':
      return nothing;
    default:
      return readParts(reader, node);
  }
}

const nothing = literal(null);
/** One for all code: what it means follows from its place. */
const self: Expression = { kind: 'this' };

function other(parts: readonly Expression[], text: string): Expression {
  return { kind: 'other', parts, text };
}

function run(reader: Reader, value: Expression): void {
  if (value.kind !== 'name' && value.kind !== 'literal') reader.steps.push({ kind: 'run', value });
}

function readLiteral(node: Node & { type: 'Literal' }): Expression {
  if ('regex' in node) return { kind: 'regexp', source: node.regex.pattern };
  const { value } = node;
  return literal(typeof value === 'bigint' ? Number(value) : value);
}

function readTemplate(
  reader: Reader,
  { quasis, expressions, start }: Node & { type: 'TemplateLiteral' },
  tag: Expression | null,
  typeArguments: Node | null = null,
): Expression {
  if (typeArguments) reader.type(typeArguments);
  const template = {
    kind: 'template',
    texts: quasis.map(({ value }) => value.cooked ?? value.raw),
    holes: expressions.map((each) => reader.expression(each)),
    tag,
    line: reader.lineAt(start),
  } as const;
  if (template.holes.length === 0 && tag === null) return literal(template.texts[0] ?? '');
  if (tag !== null) reader.code.templates.push(template);
  return template;
}

function readMember(reader: Reader, node: Node & { type: 'MemberExpression' }): MemberExpression {
  const object = reader.expression(node.object);
  const line = reader.lineAt(node.property.start);
  if (node.computed) {
    const key = reader.expression(node.property);
    const property = key.kind === 'literal' && key.value !== null ? String(key.value) : key;
    return { kind: 'member', object, property, line };
  }
  const property = countIdentifier(reader, node.property.name);
  const use = object.kind === 'name' ? lastUse(reader, object) : undefined;
  if (use) use.member = property;
  if (object.kind === 'import' && (object.isRequire || !ofPromises.has(property)))
    reader.lateImports.at(-1)?.names.push(property);
  return { kind: 'member', object, property, line };
}

const ofPromises = new Set(['then', 'catch', 'finally']);

function readCall(reader: Reader, node: Node & { type: 'CallExpression' | 'NewExpression' }): Expression {
  const { callee } = node;
  const isNew = node.type === 'NewExpression';
  if (callee.type === 'Identifier' && callee.name === 'require' && node.arguments.length === 1) {
    const [source] = node.arguments;
    if (source) return readImport(reader, source, true);
  }
  const code = callee.type === 'Super' ? ({ kind: 'super' } as const) : reader.expression(callee);
  const { hint } = reader;
  const typeArguments = exactMap(node.typeArguments?.params ?? [], (each) => reader.type(each));
  const values = exact(
    node.arguments.map((each, index) =>
      withHint(reader, index === 0 ? hint : '', () => reader.expression(each)),
    ),
  );
  const line = callee.type === 'MemberExpression' ? callee.property.start : node.start;
  const call: CallExpression = {
    kind: 'call',
    callee: code,
    arguments: values,
    typeArguments,
    isNew,
    line: reader.lineAt(line),
  };
  reader.code.calls.push(call);
  noteLoaded(call);
  return call;
}

function readImport(reader: Reader, source: Node, isRequire: boolean): Expression {
  const value = reader.expression(source);
  const specifier = value.kind === 'literal' && typeof value.value === 'string' ? value.value : null;
  const line = reader.lineAt(source.start);
  reader.lateImports.push({ specifier, line, kind: isRequire ? 'require' : 'dynamic', names: [] });
  return { kind: 'import', specifier, source: value, isRequire, line };
}

function readObject(reader: Reader, node: Node & { type: 'ObjectExpression' }): Expression {
  const { hint } = reader;
  const entries = node.properties.map((property) => {
    if (property.type === 'SpreadElement') return { key: null, value: reader.expression(property.argument) };
    const key = readKey(reader, property.key, property.computed);
    const named = typeof key === 'string' ? (hint === '' ? key : `${hint}.${key}`) : '';
    const value = withHint(reader, named, () => reader.expression(property.value));
    if (property.kind !== 'get') return { key, value };
    const line = reader.lineAt(property.start);
    const got: Expression = {
      kind: 'call',
      callee: value,
      arguments: [],
      typeArguments: [],
      isNew: false,
      line,
    };
    return { key, value: got };
  });
  return { kind: 'object', owner: reader.code, entries, line: reader.lineAt(node.start) };
}

/** A property name, or its expression when it is computed. */
export function readKey(reader: Reader, node: Node, isComputed: boolean): string | Expression {
  if (isComputed) {
    const key = reader.expression(node);
    return key.kind === 'literal' ? String(key.value) : key;
  }
  if (node.type === 'Identifier' || node.type === 'PrivateIdentifier') {
    return countIdentifier(reader, node.name);
  }
  return node.type === 'Literal' ? interned(String(node.value)) : reader.expression(node);
}

function readLogical(reader: Reader, node: Node & { type: 'LogicalExpression' }): Expression {
  const left = reader.expression(node.left);
  if (node.operator === '&&') return { kind: 'and', left, right: reader.expression(node.right) };
  return { kind: 'either', options: [left, reader.expression(node.right)], isFallback: true, test: null };
}

/** Long chains of one operator lean to the left: they are read in a loop. */
function readBinary(reader: Reader, node: Node & { type: 'BinaryExpression' }): Expression {
  const rest: { operator: string; right: Node }[] = [];
  let first: Node = node;
  while (first.type === 'BinaryExpression' && first.left.type !== 'PrivateIdentifier') {
    rest.push(first);
    first = first.left;
  }
  let value = reader.expression(first);
  for (const { operator, right } of rest.reverse()) {
    const second = reader.expression(right);
    value = combine(operator, value, second);
  }
  return value;
}

function combine(operator: string, left: Expression, right: Expression): Expression {
  switch (operator) {
    case '+':
      return { kind: 'concat', left, right };
    case '===':
    case '==':
      return { kind: 'equal', left, right, isNegated: false };
    case '!==':
    case '!=':
      return { kind: 'equal', left, right, isNegated: true };
    default:
      return other([left, right], operator);
  }
}

function readCast(
  reader: Reader,
  node: Node & { type: 'TSAsExpression' | 'TSSatisfiesExpression' | 'TSTypeAssertion' },
): Expression {
  const value = reader.expression(node.expression);
  const { typeAnnotation } = node;
  const isConst =
    typeAnnotation.type === 'TSTypeReference' &&
    typeAnnotation.typeName.type === 'Identifier' &&
    typeAnnotation.typeName.name === 'const';
  if (isConst) return value;
  const type = reader.type(typeAnnotation);
  return type.kind === 'other' || value.kind === 'object' ? value : { kind: 'cast', value, type };
}

/** Components are names in scope; lower-case elements are not. */
function readJsxName(reader: Reader, node: Node & { type: 'JSXIdentifier' }): Expression {
  return /^[a-z]/.test(node.name) ? nothing : refer(reader, node.name, node.start);
}

function readParts(reader: Reader, node: Node): Expression {
  const parts: Expression[] = [];
  for (const key of visitorKeys[node.type] ?? []) {
    const child = (node as unknown as Record<string, unknown>)[key];
    for (const each of Array.isArray(child) ? child : [child]) {
      if (isNode(each) && each.type !== 'JSXClosingElement')
        addPart(parts, reader.expression(each), each.type.startsWith('JSX'));
    }
  }
  const text = reader.text.slice(node.start, Math.min(node.end, node.start + 40));
  return other(exact(parts), interned(detached(text.replace(/\s+/g, ' '))));
}

/** Of markup only what it evaluates is kept, and not how that is nested. */
function addPart(parts: Expression[], part: Expression, isMarkup: boolean): void {
  if (!isMarkup) parts.push(part);
  else if (part.kind === 'other') for (const each of part.parts) parts.push(each);
  else if (part !== nothing) parts.push(part);
}

function isNode(value: unknown): value is Node {
  return typeof value === 'object' && value !== null && 'type' in value;
}
