import type { Function as FunctionSyntax, Node } from 'oxc-parser';
import type { Expression, NameExpression, Step, Variable } from './code.ts';
import { readClass } from './read-class.ts';
import { literal } from './interned.ts';
import { readFunction } from './read-function.ts';
import { declarePattern } from './read-pattern.ts';
import { readTypeDeclaration } from './read-type.ts';
import { declare, inScope, lastUse, nameOf, type Reader, unnamed, withHint } from './reader.ts';
import { exact } from './settle.ts';

/** Reads a statement into steps of the current function; the branches of control flow follow each other. */
export function readStatement(reader: Reader, node: Node): void {
  switch (node.type) {
    case 'VariableDeclaration':
      for (const { id, init } of node.declarations) readDeclarator(reader, id, init, node.kind === 'var');
      return;
    case 'FunctionDeclaration':
    case 'TSDeclareFunction':
      readFunctionDeclaration(reader, node);
      return;
    case 'ClassDeclaration':
      readClass(reader, node);
      return;
    case 'ExpressionStatement':
      runStatement(reader, node.expression);
      return;
    case 'ReturnStatement':
      if (node.argument) reader.steps.push({ kind: 'return', value: reader.expression(node.argument) });
      return;
    case 'BlockStatement':
    case 'TSModuleBlock':
      inScope(reader, () => readAll(reader, node.body));
      return;
    case 'ForOfStatement':
    case 'ForInStatement':
      readLoop(reader, node);
      return;
    case 'TSInterfaceDeclaration':
    case 'TSTypeAliasDeclaration':
      readTypeDeclaration(reader, node);
      return;
    case 'TSEnumDeclaration':
      readEnum(reader, node);
      return;
    case 'ExportNamedDeclaration':
      if (node.declaration) reader.statement(node.declaration);
      else if (!node.source) readAll(reader, node.specifiers);
      return;
    case 'ExportDefaultDeclaration':
      readDefaultExport(reader, node.declaration);
      return;
    default:
      readRest(reader, node);
  }
}

function readRest(reader: Reader, node: Node): void {
  switch (node.type) {
    case 'IfStatement':
      reader.steps.push({
        kind: 'if',
        test: reader.expression(node.test),
        whenTrue: readInto(reader, [node.consequent]),
        whenFalse: node.alternate ? readInto(reader, [node.alternate]) : [],
      });
      return;
    case 'ForStatement':
      inScope(reader, () => {
        if (node.init?.type === 'VariableDeclaration') reader.statement(node.init);
        else run(reader, node.init);
        run(reader, node.test);
        run(reader, node.update);
        reader.statement(node.body);
      });
      return;
    case 'WhileStatement':
    case 'DoWhileStatement':
      run(reader, node.test);
      reader.statement(node.body);
      return;
    case 'TryStatement':
      readAll(reader, [node.block, node.handler, node.finalizer]);
      return;
    case 'CatchClause':
      inScope(reader, () => {
        if (node.param) declarePattern(reader, node.param, null);
        readAll(reader, node.body.body);
      });
      return;
    case 'SwitchStatement':
      inScope(reader, () => readSwitch(reader, node));
      return;
    case 'ThrowStatement':
      run(reader, node.argument);
      return;
    case 'LabeledStatement':
      reader.statement(node.body);
      return;
    default:
      readModuleStatement(reader, node);
  }
}

function readModuleStatement(reader: Reader, node: Node): void {
  switch (node.type) {
    case 'ExportSpecifier':
      if (node.local.type === 'Identifier' && !isImported(reader, node.local.name))
        reader.expression(node.local);
      return;
    case 'TSModuleDeclaration':
      if (node.id.type === 'Identifier' && !node.global && node.body) {
        readNamespace(reader, node.id, node.body);
        return;
      }
      if (node.id.type === 'Literal') noteAugmented(reader, node.id);
      if (node.body) reader.statement(node.body);
      return;
    case 'TSImportEqualsDeclaration':
      readImportEquals(reader, node);
      return;
    case 'TSExportAssignment':
      reader.commonExports.push({ name: '=', value: reader.expression(node.expression), root: null });
      return;
    default:
  }
}

/** A namespace is an object of what is declared in it. */
function readNamespace(reader: Reader, { name, start }: { name: string; start: number }, body: Node): void {
  const variable = declare(reader, name, start);
  inScope(reader, () => {
    readAll(reader, body.type === 'TSModuleBlock' ? body.body : [body]);
    const entries = [...reader.scope.variables.values()].map((each) => ({
      key: each.name,
      value: nameOf(each),
    }));
    variable.values.push({ kind: 'object', owner: reader.code, entries, line: reader.lineAt(start) });
  });
}

/** What is imported and exported again is a re-export, and no use; a namespace is a use. */
function isImported(reader: Reader, name: string): boolean {
  const origin = reader.scope.variables.get(name)?.origin;
  return origin != null && origin.isLate === null && origin.imported !== '*';
}

/** `declare module './order' { … }` adds to the types of another file. */
function noteAugmented(reader: Reader, { value, start }: Node & { type: 'Literal' }): void {
  if (typeof value === 'string' && value.startsWith('.'))
    reader.lateImports.push({ specifier: value, line: reader.lineAt(start), kind: 'type', names: [] });
}

function readAll(reader: Reader, nodes: readonly (Node | null)[]): void {
  for (const node of nodes) if (node) reader.statement(node);
}

/**
 * A `switch` is one condition for each of its bodies, the default one holding where no other does; a body that runs on into
 * the next is not followed there.
 */
function readSwitch(reader: Reader, { discriminant, cases }: Node & { type: 'SwitchStatement' }): void {
  const left = reader.expression(discriminant);
  const all: Expression[] = [];
  let group: Expression[] = [];
  let isDefault = false;
  for (const { test, consequent } of cases) {
    if (test) group.push({ kind: 'equal', left, right: reader.expression(test), isNegated: false });
    else isDefault = true;
    if (consequent.length === 0) continue;
    all.push(...group);
    const whenTrue = readInto(reader, consequent);
    // The tests of later cases are added to the same list.
    const holds: Expression = isDefault ? { kind: 'not', value: anyOf(all) } : anyOf(group);
    reader.steps.push({ kind: 'if', test: holds, whenTrue, whenFalse: [] });
    group = [];
    isDefault = false;
  }
}

function anyOf(options: readonly Expression[]): Expression {
  return { kind: 'either', options, isFallback: true, test: null };
}

/** Reads a statement into steps of its own. */
function readInto(reader: Reader, nodes: readonly Node[]): Step[] {
  const { steps } = reader;
  const own: Step[] = [];
  reader.steps = own;
  readAll(reader, nodes);
  reader.steps = steps;
  return exact(own);
}

function run(reader: Reader, node: Node | null): void {
  if (node) reader.steps.push({ kind: 'run', value: reader.expression(node) });
}

function readDeclarator(reader: Reader, id: Node, init: Node | null, isVar: boolean): void {
  const hint = id.type === 'Identifier' ? id.name : '';
  const value = init ? withHint(reader, hint, () => reader.expression(init)) : null;
  if (id.type === 'ObjectPattern' && value?.kind === 'name') noteMembers(reader, id, value);
  declarePattern(reader, id, value, isVar);
}

/** `const { place, cancel } = orders` uses two members of `orders`. */
function noteMembers(
  reader: Reader,
  { properties }: Node & { type: 'ObjectPattern' },
  name: NameExpression,
): void {
  const use = lastUse(reader, name);
  const members = properties.map((each) =>
    each.type === 'Property' && !each.computed && each.key.type === 'Identifier' ? each.key.name : null,
  );
  const [first, ...rest] = members;
  if (!use || first == null || rest.includes(null)) return;
  use.member = first;
  for (const member of rest) reader.code.uses.push({ ...use, member });
}

function readFunctionDeclaration(reader: Reader, node: FunctionSyntax): void {
  if (!node.id) return;
  const variable = declare(reader, node.id.name, node.id.start);
  const code = readFunction(reader, node);
  if (node.body) variable.values.unshift({ kind: 'function', code });
}

function readLoop(reader: Reader, node: Node & { type: 'ForOfStatement' | 'ForInStatement' }): void {
  const over = reader.expression(node.right);
  const { steps } = reader;
  const body: Step[] = [];
  const item: Variable = unnamed(reader, node.left.start);
  if (node.type === 'ForOfStatement') item.values.push({ kind: 'element', list: over });
  reader.steps = body;
  inScope(reader, () => {
    if (node.left.type === 'VariableDeclaration') {
      for (const { id } of node.left.declarations)
        declarePattern(reader, id, nameOf(item), node.left.kind === 'var');
    }
    reader.statement(node.body);
  });
  reader.steps = steps;
  steps.push({ kind: 'each', item, over, isKeys: node.type === 'ForInStatement', body: exact(body) });
}

/** An enum is an object of its constant members; numbers count up. */
function readEnum(reader: Reader, node: Node & { type: 'TSEnumDeclaration' }): void {
  const variable = declare(reader, node.id.name, node.id.start);
  let next = 0;
  const entries = node.body.members.map(({ id, initializer }) => {
    const key = id.type === 'Identifier' ? id.name : id.type === 'Literal' ? id.value : '';
    const value: Expression = initializer ? reader.expression(initializer) : literal(next);
    if (value.kind === 'literal' && typeof value.value === 'number') next = value.value + 1;
    return { key, value };
  });
  const value: Expression = { kind: 'object', owner: reader.code, entries, line: reader.lineAt(node.start) };
  variable.values.push(value);
  reader.steps.push({ kind: 'declare', variable, value });
}

/** The value of a default export is held by a variable called `default`. */
function readDefaultExport(reader: Reader, node: Node): void {
  const isNamed =
    (node.type === 'FunctionDeclaration' || node.type === 'ClassDeclaration') && node.id !== null;
  if (isNamed || node.type === 'TSInterfaceDeclaration') {
    reader.statement(node);
    return;
  }
  const value: Expression =
    node.type === 'FunctionDeclaration'
      ? { kind: 'function', code: readFunction(reader, node) }
      : node.type === 'ClassDeclaration'
        ? { kind: 'class', code: readClass(reader, node) }
        : reader.expression(node);
  const variable = declare(reader, 'default', node.start);
  variable.values.push(value);
  reader.steps.push({ kind: 'declare', variable, value });
}

function readImportEquals(reader: Reader, node: Node & { type: 'TSImportEqualsDeclaration' }): void {
  const { id, moduleReference, start } = node;
  const variable = declare(reader, id.name, id.start);
  const line = reader.lineAt(start);
  if (moduleReference.type === 'TSExternalModuleReference') {
    const specifier = moduleReference.expression.value;
    reader.lateImports.push({ specifier, line, kind: 'require', names: [] });
    variable.origin = {
      specifier,
      imported: '=',
      line,
      isType: node.importKind === 'type',
      isLate: 'require',
    };
    return;
  }
  variable.values.push(reader.expression(moduleReference));
}

function runStatement(reader: Reader, node: Node): void {
  const value = reader.expression(node);
  reader.steps.push({ kind: 'run', value });
  if (node.type === 'AwaitExpression') return;
  const operand = node.type === 'UnaryExpression' && value.kind === 'other' ? value.parts[0] : value;
  const call = operand && withoutHandlers(operand);
  if (call?.kind === 'call' && !call.isNew) reader.code.dropped.push(call);
}

/** `send()` of `send().catch(log)`: what handles a failure waits for nothing. */
function withoutHandlers(value: Expression): Expression {
  if (value.kind !== 'call' || value.callee.kind !== 'member') return value;
  const { object, property } = value.callee;
  const isHandled = property === 'catch' || property === 'finally';
  return isHandled && object.kind === 'call' ? withoutHandlers(object) : value;
}
