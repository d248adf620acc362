import { type Node, visitorKeys } from 'oxc-parser';
import { lineOf, parseSource } from '../parse.ts';
import { evaluate, type Reading } from './evaluate-literal.ts';
import type { Literal } from './literal.ts';
import { bindDeclarations, calleeName, keyOf, memberName, type Names } from './names.ts';

/** What a configuration file in JavaScript or TypeScript gives to properties of a name. */
export interface WrittenLiterals {
  readonly values: (key: string) => readonly Literal[];
  readonly calls: (name: string) => readonly (readonly Literal[])[];
}

const maxSteps = 50_000;

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

function childrenOf(node: Node): Node[] {
  const children: Node[] = [];
  for (const key of visitorKeys[node.type] ?? []) {
    const child = (node as unknown as Record<string, unknown>)[key];
    for (const each of Array.isArray(child) ? child : [child])
      if (typeof each === 'object' && each !== null && 'type' in each) children.push(each as Node);
  }
  return children;
}
