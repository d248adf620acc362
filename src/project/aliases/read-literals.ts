import { type Node, visitorKeys } from 'oxc-parser';
import { lineOf, parseSource } from '../parse.ts';
import type { Literal } from './literal.ts';
import { evaluatePathCall } from './path-calls.ts';

/** What a configuration file in JavaScript or TypeScript gives to properties of a name. */
export interface WrittenLiterals {
  readonly values: (key: string) => readonly Literal[];
  readonly calls: (name: string) => readonly (readonly Literal[])[];
}

/** Names that a scope binds: to an expression that is read where it is used, or to a value. */
export interface Names {
  readonly parent: Names | null;
  readonly bound: Map<string, Node | { readonly value: Literal }>;
}

/** One reading of a file: where it lies and how much may still be evaluated. */
export interface Reading {
  /** The folder of the file, below `rootMark`. */
  readonly folder: string;
  /** What the program that reads the configuration would have as its working folder, below `rootMark`. */
  readonly workingFolder: string;
  readonly lineAt: (offset: number) => number;
  steps: number;
}

const maxSteps = 50_000;
const maxDepth = 40;

/**
 * Reads a configuration file without running it: literals, names that are bound once, paths that are put together by
 * `node:path` and `URL`, and functions of the file that return such. Null when the file cannot be parsed.
 */
export function readLiterals(
  path: string,
  text: string,
  place: Pick<Reading, 'folder' | 'workingFolder'>,
): WrittenLiterals | null {
  const parsed = parseSource(path, text);
  if ('failure' in parsed) return null;
  const lineAt = (offset: number) => lineOf(parsed.lineStarts, offset);
  const reading: Reading = { ...place, lineAt, steps: maxSteps };
  const found: Found = { values: [], calls: [] };
  collect(parsed.program, { parent: null, bound: new Map() }, found);
  return {
    values: (key) =>
      found.values
        .filter((each) => each.key === key)
        .map(({ node, names }) => evaluate(reading, names, node)),
    calls: (name) =>
      found.calls
        .filter((each) => each.name === name)
        .map(({ args, names }) => args.map((arg) => evaluate(reading, names, arg))),
  };
}

interface Found {
  readonly values: { readonly key: string; readonly node: Node; readonly names: Names }[];
  readonly calls: { readonly name: string; readonly args: readonly Node[]; readonly names: Names }[];
}

/** Visits what is given to properties, with the names in scope there; nested too deep is passed over. */
function collect(node: Node, names: Names, found: Found, depth = 0): void {
  if (depth > 200) return;
  const inner = isScope(node) ? { parent: names, bound: new Map() } : names;
  if (isScope(node)) bindDeclarations(node, inner);
  if (node.type === 'Property' && !node.computed) {
    const key = keyOf(node.key);
    if (key !== null) found.values.push({ key, node: node.value, names: inner });
  }
  if (node.type === 'AssignmentExpression') noteAssignment(node, inner, found);
  if (node.type === 'CallExpression') noteCall(node, inner, found);
  for (const child of childrenOf(node)) collect(child, inner, found, depth + 1);
}

function isScope({ type }: Node): boolean {
  return type === 'Program' || type === 'BlockStatement' || /Function/.test(type);
}

/** `x.key = value`, `x.key.name = value` and `x.key['name'] = value`. */
function noteAssignment(
  { left, right }: Node & { type: 'AssignmentExpression' },
  names: Names,
  found: Found,
) {
  if (left.type !== 'MemberExpression') return;
  const key = memberName(left);
  if (key === null) return;
  found.values.push({ key, node: right, names });
  const outer = left.object.type === 'MemberExpression' ? memberName(left.object) : null;
  if (outer !== null)
    found.values.push({ key: outer, node: pairOf(left.property, left.computed, right), names });
}

/** Any call; `x.key.set('name', value)`, as chained configurations have it, also gives `key` a value. */
function noteCall(
  { callee, arguments: args }: Node & { type: 'CallExpression' },
  names: Names,
  found: Found,
): void {
  const name = calleeName(callee);
  if (name === null) return;
  found.calls.push({ name, args, names });
  const [key, value] = args;
  if (name !== 'set' || !key || !value || callee.type !== 'MemberExpression') return;
  const outer = callee.object.type === 'MemberExpression' ? memberName(callee.object) : null;
  if (outer !== null) found.values.push({ key: outer, node: pairOf(key, true, value), names });
}

function calleeName(callee: Node): string | null {
  if (callee.type === 'Identifier') return callee.name;
  return callee.type === 'MemberExpression' ? memberName(callee) : null;
}

/** An object with one property, as a node. */
function pairOf(key: Node, computed: boolean, value: Node): Node {
  const property = { type: 'Property', key, computed, value, start: value.start, end: value.end };
  return {
    type: 'ObjectExpression',
    properties: [property],
    start: value.start,
    end: value.end,
  } as unknown as Node;
}

function memberName(node: Node & { type: 'MemberExpression' }): string | null {
  return node.computed
    ? node.property.type === 'Literal'
      ? String(node.property.value)
      : null
    : keyOf(node.property);
}

function keyOf(key: Node): string | null {
  if (key.type === 'Identifier') return key.name;
  return key.type === 'Literal' ? String(key.value) : null;
}

function bindDeclarations(node: Node, names: Names): void {
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

function childrenOf(node: Node): Node[] {
  const children: Node[] = [];
  for (const key of visitorKeys[node.type] ?? []) {
    const child = (node as unknown as Record<string, unknown>)[key];
    for (const each of Array.isArray(child) ? child : [child])
      if (typeof each === 'object' && each !== null && 'type' in each) children.push(each as Node);
  }
  return children;
}

/** What an expression gives. */
export function evaluate(reading: Reading, names: Names, node: Node, depth = 0): Literal {
  const unread: Literal = { kind: 'unread', line: reading.lineAt(node.start) };
  if (depth > maxDepth || reading.steps-- <= 0) return unread;
  const next = (each: Node, scope = names) => evaluate(reading, scope, each, depth + 1);
  switch (node.type) {
    case 'Literal':
      if ('regex' in node) return { kind: 'pattern', source: node.regex.pattern };
      return typeof node.value === 'bigint' ? unread : node.value;
    case 'TemplateLiteral':
      return concat(
        node.quasis.flatMap((quasi, index) => {
          const hole = node.expressions[index];
          return [quasi.value.cooked ?? '', ...(hole ? [next(hole)] : [])];
        }),
        unread,
      );
    case 'BinaryExpression':
      return node.operator === '+' ? concat([next(node.left), next(node.right)], unread) : unread;
    case 'ArrayExpression':
      return node.elements.flatMap((each): Literal[] => {
        if (each === null) return [];
        if (each.type !== 'SpreadElement') return [next(each)];
        const spread = next(each.argument);
        return Array.isArray(spread) ? (spread as Literal[]) : [unread];
      });
    case 'ObjectExpression':
      return evaluateObject(node, next);
    case 'Identifier':
      return evaluateName(reading, names, node, depth, unread);
    case 'MemberExpression':
      return evaluateMember(reading, node, next, unread);
    case 'ConditionalExpression':
      return firstRead([next(node.consequent), next(node.alternate)], unread);
    case 'LogicalExpression':
      return firstRead([next(node.right), next(node.left)], unread);
    case 'NewExpression':
    case 'CallExpression':
      return evaluateCall(reading, names, node, depth, unread);
    case 'TSAsExpression':
    case 'TSSatisfiesExpression':
    case 'TSNonNullExpression':
      return next(node.expression);
    default:
      return unread;
  }
}

function concat(parts: readonly Literal[], unread: Literal): Literal {
  return parts.every((part) => typeof part === 'string') ? parts.join('').slice(0, 10_000) : unread;
}

function firstRead(options: readonly Literal[], unread: Literal): Literal {
  return (
    options.find(
      (each) => typeof each === 'string' || (typeof each === 'object' && each !== null && !('line' in each)),
    ) ?? unread
  );
}

function evaluateObject(
  { properties }: Node & { type: 'ObjectExpression' },
  next: (node: Node) => Literal,
): Literal {
  const entries = new Map<string, Literal>();
  for (const property of properties) {
    if (property.type === 'SpreadElement') {
      const spread = next(property.argument);
      if (typeof spread === 'object' && spread !== null && 'entries' in spread && 'kind' in spread)
        for (const [key, value] of spread.entries) entries.set(key, value);
      continue;
    }
    const key = property.computed ? next(property.key) : keyOf(property.key);
    if (typeof key === 'string') entries.set(key, next(property.value));
  }
  return { kind: 'object', entries };
}

function evaluateName(
  reading: Reading,
  names: Names,
  { name }: { readonly name: string },
  depth: number,
  unread: Literal,
): Literal {
  if (name === '__dirname') return reading.folder;
  for (let scope: Names | null = names; scope; scope = scope.parent) {
    const bound = scope.bound.get(name);
    if (bound)
      return 'value' in bound && !('type' in bound)
        ? bound.value
        : evaluate(reading, scope, bound, depth + 1);
  }
  return unread;
}

function evaluateMember(
  { folder }: Reading,
  node: Node & { type: 'MemberExpression' },
  next: (node: Node) => Literal,
  unread: Literal,
): Literal {
  const name = memberName(node);
  if (node.object.type === 'MetaProperty') {
    if (name === 'dirname') return folder;
    return name === 'url' || name === 'filename' ? `${folder}/config` : unread;
  }
  const object = next(node.object);
  if (typeof object === 'string') return name === 'pathname' || name === 'href' ? object : unread;
  if (typeof object !== 'object' || object === null || name === null) return unread;
  if ('kind' in object && object.kind === 'object') return object.entries.get(name) ?? unread;
  return Array.isArray(object) && /^\d+$/.test(name)
    ? ((object[Number(name)] as Literal | undefined) ?? unread)
    : unread;
}

function evaluateCall(
  reading: Reading,
  names: Names,
  node: Node & { type: 'CallExpression' | 'NewExpression' },
  depth: number,
  unread: Literal,
): Literal {
  const { callee } = node;
  const args = node.arguments.map((each) => evaluate(reading, names, each, depth + 1));
  const name = calleeName(callee);
  const local = callee.type === 'Identifier' ? functionNamed(names, callee.name) : null;
  if (local) return evaluateFunction(reading, local.names, local.code, args, depth) ?? unread;
  return (name === null ? null : evaluatePathCall(reading.workingFolder, name, args)) ?? unread;
}

interface LocalFunction {
  readonly params: readonly Node[];
  readonly body: Node;
}

function functionNamed(
  names: Names,
  name: string,
): { readonly code: LocalFunction; readonly names: Names } | null {
  for (let scope: Names | null = names; scope; scope = scope.parent) {
    const bound = scope.bound.get(name);
    if (!bound) continue;
    if (!('type' in bound) || !/Function/.test(bound.type)) return null;
    return { code: bound as unknown as LocalFunction, names: scope };
  }
  return null;
}

/** What a function returns last; null when it returns nothing that is written in its body. */
function evaluateFunction(
  reading: Reading,
  names: Names,
  { params, body }: LocalFunction,
  args: readonly Literal[],
  depth: number,
): Literal | null {
  const inner: Names = { parent: names, bound: new Map() };
  for (const [index, param] of params.entries()) {
    const value = args[index];
    if (param.type === 'Identifier' && value !== undefined) inner.bound.set(param.name, { value });
    if (param.type === 'RestElement' && param.argument.type === 'Identifier')
      inner.bound.set(param.argument.name, { value: args.slice(index) });
  }
  if (body.type !== 'BlockStatement') return evaluate(reading, inner, body, depth + 1);
  bindDeclarations(body, inner);
  const last = body.body.findLast((statement) => statement.type === 'ReturnStatement');
  return last?.type === 'ReturnStatement' && last.argument
    ? evaluate(reading, inner, last.argument, depth + 1)
    : null;
}
