import type { Node } from 'oxc-parser';
import type { Literal } from './literal.ts';
import { bindDeclarations, calleeName, keyOf, memberName, type Names } from './names.ts';
import { evaluatePathCall } from './path-calls.ts';

/** One reading of a file: where it lies and how much may still be evaluated. */
export interface Reading {
  /** The folder of the file, below `rootMark`. */
  readonly folder: string;
  /** What the program that reads the configuration would have as its working folder, below `rootMark`. */
  readonly workingFolder: string;
  readonly lineAt: (offset: number) => number;
  steps: number;
}

const maxDepth = 40;

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
