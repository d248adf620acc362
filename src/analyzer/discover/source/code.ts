/**
 * The reduced form of a file's code: what evaluation, linking and counting need, as plain data that outlives the syntax
 * tree. Names are bound to variables, control flow is reduced to conditions and loops.
 */

/** A name of a file: everything that scopes can hold, with all that is ever assigned to it. */
export interface Variable {
  readonly name: string;
  readonly line: number;
  /** The function whose activation holds it; the module's own function for top-level names. */
  readonly owner: FunctionCode;
  readonly isTopLevel: boolean;
  /** Where it comes from, when it is an import binding or holds the result of `require`. */
  origin: Origin | null;
  /** Initialisers and assignments, in source order. */
  readonly values: Expression[];
  type: TypeCode | null;
  /** What it means as a type: an interface or alias. */
  typeDeclaration: TypeDeclaration | null;
}

export interface Origin {
  readonly specifier: string;
  /** `default`, `*` for the namespace, `=` for what `require` returns, or a name. */
  readonly imported: string;
  readonly line: number;
  readonly isType: boolean;
  /** Null for an import declaration. */
  readonly isLate: 'require' | 'dynamic' | null;
}

export type Expression =
  | LiteralExpression
  | { readonly kind: 'regexp'; readonly source: string }
  | TemplateExpression
  | NameExpression
  | { readonly kind: 'this' }
  | { readonly kind: 'super' }
  | MemberExpression
  | CallExpression
  | { readonly kind: 'function'; readonly code: FunctionCode }
  | { readonly kind: 'class'; readonly code: ClassCode }
  | ObjectExpression
  | { readonly kind: 'array'; readonly items: readonly Expression[] }
  | { readonly kind: 'spread'; readonly value: Expression; readonly line: number }
  /** What a loop visits. */
  | { readonly kind: 'element'; readonly list: Expression }
  /** One of several: the branches of a condition, or with `??`, `||` and defaults the first that is there. */
  | {
      readonly kind: 'either';
      readonly options: readonly Expression[];
      readonly isFallback: boolean;
      /** What decides between the two branches of a condition. */
      readonly test: Expression | null;
    }
  /** `===` and `!==`, also the loose forms. */
  | {
      readonly kind: 'equal';
      readonly left: Expression;
      readonly right: Expression;
      readonly isNegated: boolean;
    }
  | { readonly kind: 'not'; readonly value: Expression }
  /** `left && right`. */
  | { readonly kind: 'and'; readonly left: Expression; readonly right: Expression }
  | { readonly kind: 'concat'; readonly left: Expression; readonly right: Expression }
  | AssignExpression
  /** `value as Type`, also `satisfies`. */
  | { readonly kind: 'cast'; readonly value: Expression; readonly type: TypeCode }
  /** `import('…')` or `require('…')`; a null specifier is not a literal. */
  | {
      readonly kind: 'import';
      readonly specifier: string | null;
      readonly source: Expression;
      readonly isRequire: boolean;
      readonly line: number;
    }
  /** Anything else; its parts may still call something. `text` is a short source form for `{…}` placeholders. */
  | { readonly kind: 'other'; readonly parts: readonly Expression[]; readonly text: string };

/** The same one wherever a value is written. */
export interface LiteralExpression {
  readonly kind: 'literal';
  readonly value: string | number | boolean | null;
}

/** The same one wherever a scope uses a name as a value; one of its own for each name of a type. */
export interface NameExpression {
  readonly kind: 'name';
  readonly name: string;
  /** Null for a global. */
  variable: Variable | null;
}

export interface MemberExpression {
  readonly kind: 'member';
  readonly object: Expression;
  readonly property: string | Expression;
  readonly line: number;
}

export interface CallExpression {
  readonly kind: 'call';
  readonly callee: Expression;
  readonly arguments: readonly Expression[];
  readonly typeArguments: readonly TypeCode[];
  readonly isNew: boolean;
  readonly line: number;
}

interface AssignExpression {
  readonly kind: 'assign';
  readonly target: NameExpression | MemberExpression;
  readonly value: Expression;
}

export interface TemplateExpression {
  readonly kind: 'template';
  /** One more than `holes`. */
  readonly texts: readonly string[];
  readonly holes: readonly Expression[];
  readonly tag: Expression | null;
  readonly line: number;
}

export interface ObjectExpression {
  readonly kind: 'object';
  /** The function that it is written in. */
  readonly owner: FunctionCode;
  /** A null key is a spread. */
  readonly entries: readonly { readonly key: string | Expression | null; readonly value: Expression }[];
  readonly line: number;
}

/** One thing that running a function does. */
export type Step =
  /** A declaration takes its value. */
  | { readonly kind: 'declare'; readonly variable: Variable; readonly value: Expression }
  | { readonly kind: 'run'; readonly value: Expression }
  | { readonly kind: 'return'; readonly value: Expression }
  | {
      readonly kind: 'if';
      readonly test: Expression;
      readonly whenTrue: readonly Step[];
      readonly whenFalse: readonly Step[];
    }
  /** A loop over values, or over keys for `for … in`; the body starts with what binds the item. */
  | {
      readonly kind: 'each';
      readonly item: Variable;
      readonly over: Expression;
      readonly isKeys: boolean;
      readonly body: readonly Step[];
    };

export interface FunctionCode {
  /** `place`, `OrderService.place`; empty when it has no name; `<module>` for a file's top level. */
  readonly name: string;
  readonly line: number;
  /** The last line of it. */
  readonly endLine: number;
  readonly parameters: Parameter[];
  readonly steps: Step[];
  returnType: TypeCode | null;
  /** The enclosing function; null for the module itself. */
  readonly parent: FunctionCode | null;
  /** The class whose instance `this` is; arrow functions have that of their parent. */
  readonly self: ClassCode | null;
  readonly isArrow: boolean;
  readonly isStatic: boolean;
  /** Functions written directly inside this one. */
  readonly nested: FunctionCode[];
  /** Every call and `new` written directly in this function. */
  readonly calls: CallExpression[];
  /** Those that are statements of their own and not waited for: nothing is done with what they give. */
  readonly dropped: CallExpression[];
  /** Every tagged template written directly in this function. */
  readonly templates: TemplateExpression[];
  /** Uses of imported and top-level names, and of names that hold functions. */
  uses: Use[];
}

interface Parameter {
  /** A destructured parameter has a variable without name; the steps take it apart. */
  readonly variable: Variable;
  readonly isRest: boolean;
  readonly decorators: readonly Expression[];
}

/** One place where a name is used. */
export interface Use {
  readonly name: NameExpression;
  readonly line: number;
  position: UsePosition;
  /** The member taken from it: `orders` in `services.orders`; null for the name itself. */
  member: string | null;
}

/**
 * `injection` is the type of a constructor parameter, `metadata` a type that a decorator keeps at run time; a
 * constructor parameter of a decorated class is both.
 */
export type UsePosition = 'value' | 'type' | 'extends' | 'injection' | 'metadata' | 'injection-metadata';

export interface ClassCode {
  readonly name: string;
  readonly line: number;
  /** The last line of it. */
  readonly endLine: number;
  readonly variable: Variable | null;
  readonly base: Expression | null;
  /** `T` in `class Base<T>`. */
  readonly typeParameters: readonly string[];
  /** `Order` in `extends Repository<Order>`. */
  readonly baseArguments: readonly TypeCode[];
  readonly implements: readonly TypeCode[];
  readonly decorators: readonly Expression[];
  readonly members: Map<string, Member>;
  readonly statics: Map<string, Member>;
  construct: FunctionCode | null;
  /** Runs before the constructor: `this.field = initialiser`, in source order. */
  readonly initialiser: FunctionCode;
}

export interface Member {
  readonly name: string;
  readonly line: number;
  readonly kind: 'method' | 'getter' | 'field';
  /** The method or getter. */
  readonly code: FunctionCode | null;
  /** What a field holds: initialiser, constructor parameter, assignments to `this.field`. */
  readonly values: Expression[];
  readonly type: TypeCode | null;
  readonly decorators: readonly Expression[];
}

export type TypeCode =
  | {
      readonly kind: 'reference';
      readonly name: NameExpression;
      /** Names after the first: `Router` in `express.Router`. */
      readonly path: readonly string[];
      readonly arguments: readonly TypeCode[];
    }
  | { readonly kind: 'members'; readonly members: ReadonlyMap<string, TypeCode> }
  /** `typeof value`. */
  | { readonly kind: 'query'; readonly value: Expression }
  /** A union or intersection. */
  | { readonly kind: 'several'; readonly types: readonly TypeCode[] }
  | { readonly kind: 'array'; readonly element: TypeCode }
  | { readonly kind: 'text'; readonly value: string }
  | {
      readonly kind: 'callable';
      /** Null for a parameter without type. */
      readonly parameters: readonly (TypeCode | null)[];
      readonly result: TypeCode | null;
    }
  /** `Type['key']`. */
  | { readonly kind: 'indexed'; readonly object: TypeCode; readonly key: TypeCode }
  /** `import('specifier').Name`. */
  | { readonly kind: 'imported'; readonly specifier: string; readonly path: readonly string[] }
  /** A type of another file, where it stands for a type parameter. */
  | { readonly kind: 'placed'; readonly type: TypeCode; readonly file: string }
  /** Anything else; `string` and its like keep their keyword. */
  | { readonly kind: 'other'; readonly keyword?: string };

export interface TypeDeclaration {
  readonly line: number;
  readonly isInterface: boolean;
  readonly parameters: readonly string[];
  readonly extends: readonly TypeCode[];
  readonly type: TypeCode;
  /** Line of each member of an interface. */
  readonly memberLines: ReadonlyMap<string, number>;
}
