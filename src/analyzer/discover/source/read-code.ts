import type { Node } from 'oxc-parser';
import { lineOf, type ParsedSource } from '../../../project/index.ts';
import type {
  ClassCode,
  Expression,
  FunctionCode,
  NameExpression,
  TypeCode,
  Use,
  UsePosition,
  Variable,
} from './code.ts';
import { type ImportFact, type ModuleRecord, readModuleRecord } from './module-record.ts';
import { readAssignment } from './read-pattern.ts';
import { readClass } from './read-class.ts';
import { readExpression } from './read-expression.ts';
import { readFunction } from './read-function.ts';
import { readStatement } from './read-statement.ts';
import { readType } from './read-type.ts';
import { emptyFunction, originOfValue, type Reader } from './reader.ts';
import { closeScope, declareIn, openScope } from './scope.ts';
import { exact, settleClass, settledMap, settleFunction, type Writable } from './settle.ts';
import { toTerms } from './terms.ts';

/** What one file says, as plain data; the syntax tree is gone. */
export interface SourceModule {
  readonly path: string;
  readonly lines: number;
  /** Imports of every kind, also `require`, `import()` and types; exports and stars in ECMAScript syntax. */
  readonly record: ModuleRecord;
  /** `module.exports` under `=`, `exports.name` under its name. */
  readonly commonExports: ReadonlyMap<string, Expression>;
  /** The top level of the file. */
  readonly code: FunctionCode;
  /** Every function, the top level first, in source order. */
  readonly functions: readonly FunctionCode[];
  readonly classes: readonly ClassCode[];
  /** Top-level names. */
  readonly variables: ReadonlyMap<string, Variable>;
  readonly terms: ReadonlyMap<string, number>;
  /** Whether the first comments say that the file is generated. */
  readonly isMarkedGenerated: boolean;
  /** Whether nothing of it exists at run time. */
  readonly isTypeOnly: boolean;
}

/** Walks a parsed file once. Throws `RangeError` when the tree is too deep to be walked. */
export function readCode(path: string, text: string, { program, lineStarts }: ParsedSource): SourceModule {
  const record = readModuleRecord(program, lineStarts);
  const reader = createReader(text, lineStarts, program.body.at(-1)?.end ?? 0);
  declareImports(reader, record);
  for (const statement of program.body) reader.statement(statement);
  declareImplicitGlobals(reader);
  closeScope(reader.scope);
  for (const { target, value } of reader.assigned) addValue(target.variable, value);
  const functions = allFunctions(reader.code);
  for (const code of functions) {
    code.uses = code.uses.filter(isWorthKeeping);
    settleFunction(code);
  }
  for (const code of reader.classes) settleClass(code);
  return {
    path,
    lines: lineStarts.length,
    record: { ...record, imports: [...record.imports, ...lateImports(reader)] },
    commonExports: settledMap(commonExports(reader)),
    code: reader.code,
    functions,
    classes: exact(reader.classes),
    variables: reader.scope.variables,
    terms: toTerms(reader.identifiers),
    isMarkedGenerated: /@generated\b|\bdo not edit\b|auto-?generated/i.test(headOf(text)),
    isTypeOnly: program.body.length > 0 && program.body.every(isTypeStatement),
  };
}

/** What is assigned but declared nowhere is a global that the file makes: `count = function () {}` in a script. */
function declareImplicitGlobals({ scope, assigned }: Reader): void {
  const free = new Set([...scope.values.values(), ...scope.pending]);
  for (const { target, line } of assigned) {
    if (free.has(target) && !ofModules.has(target.name)) declareIn(scope, target.name, line);
  }
}

const ofModules = new Set(['module', 'exports', 'require']);

/** The lists of variables are settled by now. */
function addValue(variable: Writable<Variable> | null, value: Expression): void {
  if (!variable) return;
  if (variable.values.length === 0) variable.origin ??= originOfValue(value);
  variable.values = [...variable.values, value];
}

function createReader(text: string, lineStarts: readonly number[], end: number): Reader {
  const code = emptyFunction('<module>', [1, lineOf(lineStarts, end)], null, null);
  const reader: Reader = {
    text,
    lineAt: (offset) => lineOf(lineStarts, offset),
    classes: [],
    lateImports: [],
    commonExports: [],
    assigned: [],
    identifiers: new Map(),
    scope: openScope(null, code),
    code,
    steps: code.steps,
    self: null,
    hint: '',
    expression: (node) => dispatchExpression(reader, node),
    statement: (node) => readStatement(reader, node),
    type: (node, position) => dispatchType(reader, node, position),
  };
  return reader;
}

function dispatchExpression(reader: Reader, node: Node): Expression {
  switch (node.type) {
    case 'FunctionExpression':
    case 'ArrowFunctionExpression':
      return { kind: 'function', code: readFunction(reader, node) };
    case 'ClassExpression':
      return { kind: 'class', code: readClass(reader, node) };
    case 'AssignmentExpression':
      return readAssignment(reader, node);
    default:
      if (!node.type.startsWith('TS') || isTypedExpression(node)) return readExpression(reader, node);
      readType(reader, node);
      return { kind: 'other', parts: [], text: '' };
  }
}

function isTypedExpression({ type }: Node): boolean {
  return type.endsWith('Expression') || type === 'TSTypeAssertion';
}

function dispatchType(reader: Reader, node: Node, position?: UsePosition): TypeCode {
  if (node.type.startsWith('TS')) return readType(reader, node, position);
  dispatchExpression(reader, node);
  return { kind: 'other' };
}

function declareImports(reader: Reader, { imports }: ModuleRecord): void {
  for (const { specifier, line, kind, names } of imports) {
    if (kind !== 'static') continue;
    for (const { imported, local, isType } of names) {
      declareIn(reader.scope, local, line).origin = { specifier, imported, line, isType, isLate: null };
    }
  }
}

function lateImports({ lateImports }: Reader): ImportFact[] {
  return lateImports.map(({ specifier, line, kind, names }) => ({
    specifier: specifier ?? '',
    line,
    kind: kind === 'type' ? 'static' : kind,
    isTypeOnly: kind === 'type',
    names: names.map((imported) => ({ imported, local: '', isType: kind === 'type' })),
  }));
}

/** Of several assignments the last one holds; object literals also export each of their entries. */
function commonExports({ commonExports }: Reader): Map<string, Expression> {
  const byName = new Map<string, Expression>();
  for (const { name, value, root } of commonExports) {
    if (root && !isExports(root)) continue;
    byName.set(name, value);
    if (name !== '=' || value.kind !== 'object') continue;
    for (const entry of value.entries) if (typeof entry.key === 'string') byName.set(entry.key, entry.value);
  }
  return byName;
}

/** `module`, `exports`, or a name that was given one of them: `const helpers = module.exports`. */
function isExports({ name, variable }: NameExpression): boolean {
  if (!variable) return name === 'module' || name === 'exports';
  return variable.isTopLevel && variable.values.some(isModuleExports);
}

function isModuleExports(value: Expression): boolean {
  if (value.kind === 'assign') return isModuleExports(value.target);
  if (value.kind === 'name') return value.name === 'exports' && !value.variable;
  if (value.kind !== 'member' || value.property !== 'exports') return false;
  return value.object.kind === 'name' && value.object.name === 'module' && !value.object.variable;
}

function allFunctions(module: FunctionCode): FunctionCode[] {
  const found: FunctionCode[] = [];
  const open = [module];
  for (let next = open.pop(); next; next = open.pop()) {
    found.push(next);
    for (let i = next.nested.length - 1; i >= 0; i--) open.push(next.nested[i] as FunctionCode);
  }
  return exact(found);
}

function isWorthKeeping({ name: { variable } }: Use): boolean {
  if (!variable) return false;
  return (
    variable.isTopLevel || variable.origin !== null || variable.values.some(({ kind }) => kind === 'function')
  );
}

/** The comments before the first statement, at most 2,000 characters. */
function headOf(text: string): string {
  return /^(?:\s|\/\/[^\n]*|\/\*[^]*?\*\/|#![^\n]*)*/.exec(text.slice(0, 2_000))?.[0] ?? '';
}

function isTypeStatement(node: Node): boolean {
  switch (node.type) {
    case 'TSInterfaceDeclaration':
    case 'TSTypeAliasDeclaration':
      return true;
    case 'TSModuleDeclaration':
      return node.declare;
    case 'ImportDeclaration':
      return node.specifiers.length > 0;
    case 'ExportNamedDeclaration':
      return node.exportKind === 'type' || (node.declaration !== null && isTypeStatement(node.declaration));
    case 'ExportAllDeclaration':
      return node.exportKind === 'type';
    default:
      return false;
  }
}
