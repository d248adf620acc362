import type { Bindings } from './bindings.ts';
import type {
  ClassCode,
  Expression,
  FunctionCode,
  ObjectExpression,
  TypeCode,
  TypeDeclaration,
  Variable,
} from '../source/code.ts';

/** What an expression is by its declarations: enough to say which function a call reaches. */
export type Shape =
  | {
      readonly kind: 'function';
      readonly code: FunctionCode;
      readonly file: string;
      /** Of the instance that it is a method of. */
      readonly bindings?: Bindings | null;
    }
  | { readonly kind: 'class'; readonly code: ClassCode; readonly file: string }
  | {
      readonly kind: 'instance';
      readonly code: ClassCode;
      readonly file: string;
      readonly bindings?: Bindings | null;
    }
  | { readonly kind: 'object'; readonly expression: ObjectExpression; readonly file: string }
  /** A value of an interface or object type. */
  | {
      readonly kind: 'typed';
      readonly members: ReadonlyMap<string, TypeCode>;
      readonly declaration: TypeDeclaration | null;
      readonly variable: Variable | null;
      readonly file: string;
      readonly bindings?: Bindings | null;
    }
  /** Something that can be called, of which only the result type is known. */
  | {
      readonly kind: 'signature';
      readonly parameters: readonly (TypeCode | null)[];
      readonly result: TypeCode | null;
      readonly file: string;
    }
  | { readonly kind: 'text'; readonly value: string; readonly file: string }
  | ListShape
  | { readonly kind: 'list-method'; readonly list: ListShape; readonly name: string; readonly file: string }
  | { readonly kind: 'namespace'; readonly file: string }
  /** `['Router', '()']` is what calling or instantiating `Router` of a package gives. */
  | {
      readonly kind: 'external';
      readonly package: string;
      readonly path: readonly string[];
      /** Type arguments of a type of the package, with the file that they stand in; without any, none. */
      readonly arguments: readonly TypeCode[];
      readonly file: string;
    };

/** A list by the type of its elements or by the expressions of them. */
interface ListShape {
  readonly kind: 'list';
  readonly element: TypeCode | null;
  readonly items: readonly Expression[];
  readonly place: Place;
  readonly file: string;
}

/** Where an expression stands: its file and the function that it is written in. */
export interface Place {
  readonly file: string;
  readonly code: FunctionCode;
}

/** Whether two shapes stand for the same, also where each was made anew. */
export function isSameShape(a: Shape, b: Shape): boolean {
  if (a.kind === 'list' && b.kind === 'list') return a.element === b.element && isSameList(a.items, b.items);
  if (a.kind === 'list-method' && b.kind === 'list-method')
    return a.name === b.name && isSameShape(a.list, b.list);
  if (a.kind === 'signature' && b.kind === 'signature')
    return a.result === b.result && isSameList(a.parameters, b.parameters);
  return a.kind === b.kind && identityOf(a) === identityOf(b) && bindingsOf(a) === bindingsOf(b);
}

function isSameList(a: readonly unknown[], b: readonly unknown[]): boolean {
  return a === b || (a.length === b.length && a.every((each, index) => each === b[index]));
}

/** What makes a shape of a kind the one that it is, apart from what its type parameters stand for. */
export function identityOf(shape: Shape): object | string {
  switch (shape.kind) {
    case 'instance':
    case 'function':
    case 'class':
      return shape.code;
    case 'object':
      return shape.expression;
    case 'typed':
      return shape.members;
    case 'text':
      return shape.value;
    case 'namespace':
      return shape.file;
    case 'external':
      return `${shape.package}:${shape.path.join('.')}`;
    default:
      return shape;
  }
}

/** Methods are the same whatever their instance is of. */
export function bindingsOf(shape: Shape): Bindings | null {
  return shape.kind === 'instance' || shape.kind === 'typed' ? (shape.bindings ?? null) : null;
}
