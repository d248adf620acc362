import type { ArrowFunctionExpression, Function as FunctionSyntax, Node } from 'oxc-parser';
import type { Expression, FunctionCode, UsePosition, Variable } from './code.ts';
import { declarePattern } from './read-pattern.ts';
import {
  declare,
  emptyFunction,
  inFunction,
  linesOf,
  nameOf,
  readDecorators,
  type Reader,
  unnamed,
} from './reader.ts';
import { declareTypeParameters } from './read-type.ts';

type FunctionNode = FunctionSyntax | ArrowFunctionExpression;

export interface FunctionTraits {
  readonly name?: string;
  readonly isStatic?: boolean;
  readonly isConstructor?: boolean;
  /** Whether it, or for a constructor its class, is decorated: its types exist at run time. */
  readonly isDecorated?: boolean;
}

/** Reads a function in its own scope and adds it to the enclosing one. */
export function readFunction(reader: Reader, node: FunctionNode, traits: FunctionTraits = {}): FunctionCode {
  const isArrow = node.type === 'ArrowFunctionExpression';
  const name = traits.name ?? node.id?.name ?? reader.hint;
  const isMethod = traits.name !== undefined;
  const self = isArrow || isMethod ? reader.self : null;
  const code = emptyFunction(name, linesOf(reader, node), reader.code, self, {
    isArrow,
    isStatic: traits.isStatic ?? false,
  });
  reader.code.nested.push(code);
  const decorators = node.params.map((parameter) => readParameterDecorators(reader, parameter));
  const isDecorated = traits.isDecorated === true || decorators.some(({ length }) => length > 0);
  inFunction(reader, code, () => {
    if (node.type === 'FunctionExpression' && node.id) {
      declare(reader, node.id.name, node.id.start).values.push({ kind: 'function', code });
    }
    declareTypeParameters(reader, node.typeParameters ?? null);
    for (const [index, parameter] of node.params.entries())
      readParameter(reader, code, parameter, decorators[index] ?? [], parameterPosition(traits, isDecorated));
    if (node.returnType) {
      const position = traits.isDecorated && !traits.isConstructor ? 'metadata' : 'type';
      code.returnType = reader.type(node.returnType.typeAnnotation, position);
    }
    readBody(reader, node.body);
  });
  return code;
}

function readBody(reader: Reader, body: FunctionNode['body']): void {
  if (!body) return;
  if (body.type === 'BlockStatement') for (const statement of body.body) reader.statement(statement);
  else reader.steps.push({ kind: 'return', value: reader.expression(body) });
}

function readParameter(
  reader: Reader,
  code: FunctionCode,
  node: Node,
  decorators: readonly Expression[],
  position: UsePosition,
): void {
  const property = node.type === 'TSParameterProperty' ? node : null;
  const rest = node.type === 'RestElement' ? node : null;
  const outer: Node = property?.parameter ?? rest?.argument ?? node;
  const pattern = outer.type === 'AssignmentPattern' ? outer.left : outer;
  const variable =
    pattern.type === 'Identifier'
      ? declare(reader, pattern.name, pattern.start)
      : unnamed(reader, pattern.start);
  code.parameters.push({ variable, isRest: rest !== null, decorators });
  const typed: Node = rest ?? pattern;
  const annotation = 'typeAnnotation' in typed ? typed.typeAnnotation : null;
  if (annotation) variable.type = reader.type(annotation, position);
  if (outer.type === 'AssignmentPattern') addDefault(reader, variable, reader.expression(outer.right));
  if (pattern.type !== 'Identifier') declarePattern(reader, pattern, nameOf(variable));
  if (property) keepProperty(reader, variable, property);
}

/** Decorators of parameters run where the class is declared, not when the function is called. */
function readParameterDecorators(reader: Reader, node: Node): Expression[] {
  const property = node.type === 'TSParameterProperty' ? node : null;
  const outer: Node = property?.parameter ?? node;
  const own = 'decorators' in outer ? ((outer.decorators ?? []) as Node[]) : [];
  return readDecorators(reader, property ? [...own, ...property.decorators] : own);
}

/** Parameters of constructors are injected; decorators keep the types of what they stand on at run time. */
function parameterPosition({ isConstructor }: FunctionTraits, isDecorated: boolean): UsePosition {
  if (isConstructor) return isDecorated ? 'injection-metadata' : 'injection';
  return isDecorated ? 'metadata' : 'type';
}

function addDefault(reader: Reader, variable: Variable, fallback: Expression): void {
  variable.values.push(fallback);
  reader.steps.push({
    kind: 'declare',
    variable,
    value: { kind: 'either', options: [nameOf(variable), fallback], isFallback: true, test: null },
  });
}

/** `constructor(private readonly orders: OrderService)` is a field and an assignment to it. */
function keepProperty(reader: Reader, variable: Variable, { start }: Node): void {
  const line = reader.lineAt(start);
  const value = nameOf(variable);
  reader.self?.members.set(variable.name, {
    name: variable.name,
    line,
    kind: 'field',
    code: null,
    values: [value],
    type: variable.type,
    decorators: [],
  });
  const target = { kind: 'member', object: { kind: 'this' }, property: variable.name, line } as const;
  reader.steps.push({ kind: 'run', value: { kind: 'assign', target, value } });
}
