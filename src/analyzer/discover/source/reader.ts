import type { Node } from 'oxc-parser';
import type {
  CallExpression,
  ClassCode,
  Expression,
  FunctionCode,
  NameExpression,
  Origin,
  Step,
  TypeCode,
  Use,
  UsePosition,
  Variable,
} from './code.ts';
import { interned } from './interned.ts';
import { exact } from './settle.ts';
import { stepsIn } from './walk-code.ts';
import { closeScope, declareIn, nameIn, openScope, type Scope } from './scope.ts';

/** The state of one walk through a file, and the parts of the walk, which call each other. */
export interface Reader {
  readonly text: string;
  readonly lineAt: (offset: number) => number;
  readonly classes: ClassCode[];
  /** `import()`, `require()` and `import('…')` types. */
  readonly lateImports: LateImport[];
  /** `module.exports = …` under `=` and `exports.name = …` under its name. */
  readonly commonExports: CommonExport[];
  /** Assignments to names, for when the names are bound. */
  readonly assigned: { readonly target: NameExpression; readonly value: Expression; readonly line: number }[];
  /** Every identifier of the file outside of its import declarations, with counts. */
  readonly identifiers: Map<string, number>;
  scope: Scope;
  /** The function being read, and where its steps go. */
  code: FunctionCode;
  steps: Step[];
  self: ClassCode | null;
  /** What a function written next would be called. */
  hint: string;
  readonly expression: (node: Node) => Expression;
  readonly statement: (node: Node) => void;
  readonly type: (node: Node, position?: UsePosition) => TypeCode;
}

interface CommonExport {
  readonly name: string;
  readonly value: Expression;
  /**
   * The `module` or `exports` that was written: a local variable of that name exports nothing, unless it is another name
   * for one of them.
   */
  readonly root: NameExpression | null;
}

interface LateImport {
  /** Null when it is not a literal. */
  readonly specifier: string | null;
  readonly line: number;
  readonly kind: 'dynamic' | 'require' | 'type';
  /** Members that are taken from it on the spot: `require('./orders').place`. */
  readonly names: string[];
}

export function emptyFunction(
  name: string,
  [line, endLine]: readonly [line: number, endLine: number],
  parent: FunctionCode | null,
  self: ClassCode | null,
  traits: { isArrow?: boolean; isStatic?: boolean } = {},
): FunctionCode {
  return {
    name,
    line,
    endLine,
    parameters: [],
    steps: [],
    returnType: null,
    parent,
    self,
    isArrow: traits.isArrow ?? false,
    isStatic: traits.isStatic ?? false,
    nested: [],
    calls: [],
    dropped: [],
    templates: [],
    uses: [],
  };
}

/** Notes the use of a name; it is bound when the scope closes. */
export function refer(
  reader: Reader,
  identifier: string,
  offset: number,
  position: UsePosition = 'value',
): NameExpression {
  const name = countIdentifier(reader, identifier);
  const expression = nameIn(reader.scope, name, position === 'value');
  reader.code.uses.push({ name: expression, line: reader.lineAt(offset), position, member: null });
  return expression;
}

/** The use that `refer` just noted for a name. */
export function lastUse(reader: Reader, name: NameExpression): Use | undefined {
  const last = reader.code.uses.at(-1);
  return last?.name === name ? last : undefined;
}

/** The first and the last line of a node. */
export function linesOf({ lineAt }: Reader, { start, end }: Node): readonly [line: number, endLine: number] {
  return [lineAt(start), lineAt(end)];
}

/** The identifier, interned. */
export function countIdentifier(reader: Reader, identifier: string): string {
  const name = interned(identifier);
  reader.identifiers.set(name, (reader.identifiers.get(name) ?? 0) + 1);
  return name;
}

export function declare(reader: Reader, identifier: string, offset: number, isVar = false): Variable {
  const name = countIdentifier(reader, identifier);
  return declareIn(reader.scope, name, reader.lineAt(offset), isVar);
}

/** A variable that has no name in the source, such as a destructured parameter. */
export function unnamed(reader: Reader, offset: number): Variable {
  return {
    name: '',
    line: reader.lineAt(offset),
    owner: reader.code,
    isTopLevel: false,
    origin: null,
    values: [],
    type: null,
    typeDeclaration: null,
  };
}

export function nameOf(variable: Variable): NameExpression {
  return { kind: 'name', name: variable.name, variable };
}

export function inScope(reader: Reader, read: () => void): void {
  const outer = reader.scope;
  reader.scope = openScope(outer, reader.code);
  read();
  closeScope(reader.scope);
  reader.scope = outer;
}

/** Reads into another function: its own scope, its own steps. */
export function inFunction(reader: Reader, code: FunctionCode, read: () => void): void {
  const { code: outerCode, steps, self, hint } = reader;
  reader.code = code;
  reader.steps = code.steps;
  reader.self = code.self;
  reader.hint = '';
  inScope(reader, read);
  Object.assign(reader, { code: outerCode, steps, self, hint });
}

/** Reads with another name for functions written directly inside. */
export function withHint<T>(reader: Reader, hint: string, read: () => T): T {
  const outer = reader.hint;
  reader.hint = hint;
  const result = read();
  reader.hint = outer;
  return result;
}

export function readDecorators(reader: Reader, nodes: readonly Node[] | undefined): Expression[] {
  return exact(
    (nodes ?? []).flatMap((node) => (node.type === 'Decorator' ? [reader.expression(node.expression)] : [])),
  );
}

/** Where a variable comes from that holds the result of `require` or `await import`, or a member of it. */
export function originOfValue(value: Expression): Origin | null {
  const source = value.kind === 'member' ? value.object : value;
  if (source.kind !== 'import' || source.specifier === null) return null;
  const { specifier, line, isRequire } = source;
  const whole = isRequire ? '=' : '*';
  const imported = value.kind === 'member' ? value.property : whole;
  if (typeof imported !== 'string') return null;
  return { specifier, imported, line, isType: false, isLate: isRequire ? 'require' : 'dynamic' };
}

/** `import('./orders').then((orders) => …)`: the parameter is what was imported, or holds members of it. */
export function noteLoaded({ callee, arguments: [first] }: CallExpression): void {
  if (callee.kind !== 'member' || callee.property !== 'then' || first?.kind !== 'function') return;
  const origin = originOfValue(callee.object);
  const variable = first.code.parameters[0]?.variable;
  if (!origin || !variable) return;
  if (variable.name !== '') variable.origin ??= origin;
  for (const step of stepsIn(first.code.steps)) {
    if (step.kind !== 'declare' || step.value.kind !== 'member') continue;
    const { object, property } = step.value;
    if (object.kind === 'name' && object.variable === variable && typeof property === 'string')
      step.variable.origin ??= { ...origin, imported: property };
  }
}
