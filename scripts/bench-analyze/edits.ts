import { parseSync, type Node, visitorKeys } from 'oxc-parser';

/** One edit of a text, null where it has no place for it. */
type Edit = (scene: Scene) => string | null;

interface Scene {
  readonly text: string;
  readonly nodes: readonly Place[];
  readonly random: () => number;
  readonly pick: (isWanted: (place: Place) => boolean) => Place | undefined;
  readonly source: (span: Span) => string;
  readonly insert: (at: number, what: string) => string;
}

const edits = {
  'a call added': ({ pick, source, insert }) => {
    const place = pick(({ isStatement }) => isStatement);
    const call = pick(isCallStatement);
    return place ? insert(place.start, call ? `${source(call)}\n` : "console.log('added');\n") : null;
  },
  'a call removed': ({ pick, text }) => {
    const call = pick((place) => place.isStatement && isCallStatement(place));
    return call ? text.slice(0, call.start) + text.slice(call.end) : null;
  },
  'a text changed': ({ pick, insert }) => {
    const literal = pick((place) => isText(place) && place.isInFunction && !place.isInDecorator);
    return literal ? insert(literal.end - 1, ' more') : null;
  },
  'a function added': ({ text, random }) =>
    `${text}\nexport function added${Math.floor(random() * 1e6)}(value) {\n  return value;\n}\n`,
  'an import added': ({ pick, source, insert }) => {
    const other = pick(({ type }) => type === 'ImportDeclaration');
    if (!other) return null;
    return insert(other.start, `${source(other).replace(/^import[^]*?(?=['"])/, 'import ')}\n`);
  },
  'a signature changed': ({ pick, insert, source, text }) => {
    const exported = pick(({ isExported, type }) => isExported && type === 'FunctionDeclaration');
    const end = exported ? /^[^{]*?\(([^()]*)\)/.exec(source(exported)) : null;
    if (!exported || !end) return null;
    const at = exported.start + end[0].length - 1;
    return insert(
      at,
      /[^\s,]\s*$/.test(text.slice(exported.start, at)) && end[1]?.trim() ? ', added?' : 'added?',
    );
  },
  'a route added': ({ pick, source, insert, text }) => {
    const route = pick(
      (place) => isCallStatement(place) && /^\w+\.(?:get|post|put|delete)\(\s*['"`]\//.test(source(place)),
    );
    if (route) return insert(route.end, `\n${source(route).replace(/(['"`]\/)/, '$1added/')}`);
    const method = pick(
      ({ type, start }) =>
        type === 'MethodDefinition' &&
        /^@(?:Get|Post|Put|Delete|Patch|Query|Mutation)\(/.test(text.slice(start)),
    );
    const named = /\b(\w+)\s*\((?=[^)]*\)\s*(?::[^{]*)?\{)/;
    return method ? insert(method.end, `\n${source(method).replace(named, '$1Added(')}`) : null;
  },
  'an argument of a decorator changed': ({ pick, insert }) => {
    const literal = pick((place) => isText(place) && place.isInDecorator);
    return literal ? insert(literal.end - 1, 'more') : null;
  },
  'a column added': ({ pick, insert, text }) => {
    const column = pick(
      ({ type, start }) => type === 'PropertyDefinition' && text.startsWith('@Column(', start),
    );
    return column ? insert(column.end, '\n@Column() addedColumn: string;') : null;
  },
} satisfies Readonly<Record<string, Edit>>;

/** Edits as people make them, each of one file. */
export type EditKind = keyof typeof edits;
export const kinds = Object.keys(edits) as EditKind[];

/** Another text of a file, or null where it has no place for an edit of that kind; `random` gives 0 to below 1. */
export function edit(kind: EditKind, path: string, text: string, random: () => number): string | null {
  const nodes = nodesIn(path, text);
  return edits[kind]({
    text,
    nodes,
    random,
    pick(isWanted) {
      const wanted = nodes.filter(isWanted);
      return wanted[Math.floor(random() * wanted.length)];
    },
    source: ({ start, end }) => text.slice(start, end),
    insert: (at, what) => text.slice(0, at) + what + text.slice(at),
  });
}

interface Span {
  readonly type: string;
  readonly start: number;
  readonly end: number;
}

interface Place extends Span {
  readonly node: Node;
  readonly isInFunction: boolean;
  readonly isInDecorator: boolean;
  readonly isExported: boolean;
  /** Whether it is a statement of the block of a function. */
  readonly isStatement: boolean;
}

function nodesIn(path: string, text: string): Place[] {
  const found: Place[] = [];
  const visit = (node: Node, around: Omit<Place, 'node' | keyof Span>): void => {
    const { type, start, end } = node;
    found.push({ type, start, end, node, ...around });
    const isFunction = /^(?:Function|ArrowFunction)/.test(type);
    for (const key of visitorKeys[type] ?? []) {
      const value = (node as unknown as Record<string, unknown>)[key];
      for (const each of Array.isArray(value) ? value : [value]) {
        if (typeof each !== 'object' || each === null || !('type' in each)) continue;
        visit(each as Node, {
          isInFunction: around.isInFunction || isFunction,
          isInDecorator: around.isInDecorator || type === 'Decorator',
          isExported: type.startsWith('Export'),
          isStatement: type === 'BlockStatement' && around.isInFunction,
        });
      }
    }
  };
  visit(parseSync(path, text).program, {
    isInFunction: false,
    isInDecorator: false,
    isExported: false,
    isStatement: false,
  });
  return found;
}

function isCallStatement({ node }: Place): boolean {
  if (node.type !== 'ExpressionStatement') return false;
  const { expression } = node;
  const inner = expression.type === 'AwaitExpression' ? expression.argument : expression;
  return inner.type === 'CallExpression';
}

function isText({ node }: Place): boolean {
  return node.type === 'Literal' && typeof node.value === 'string';
}
