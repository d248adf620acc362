import type { ClassCode, FunctionCode, ObjectExpression, Variable } from '../source/code.ts';
import type { Site } from './site.ts';

/** What an expression can be at run time, as far as the source says. */
export type Value =
  /** A string; `isExact` is false where a part of it is a `{placeholder}` or one of several guesses. */
  | { readonly kind: 'text'; readonly value: string; readonly isExact: boolean }
  | { readonly kind: 'pattern'; readonly source: string }
  | { readonly kind: 'scalar'; readonly value: number | boolean | null | undefined }
  | ArrayValue
  | ObjectValue
  | ClosureValue
  | ClassValue
  /** The exports of a module in ECMAScript syntax. */
  | { readonly kind: 'namespace'; readonly file: string }
  | ExternalValue
  | MadeValue
  /** A method of one of these, taken but not called. */
  | { readonly kind: 'method'; readonly self: Value; readonly name: string }
  /** `isCut` says that there are more options. */
  | { readonly kind: 'several'; readonly options: readonly Value[]; readonly isCut: boolean }
  | UnknownValue;

export interface ArrayValue {
  readonly kind: 'array';
  readonly items: Value[];
}

/** An object literal or an instance of a class of the project. */
export interface ObjectValue {
  readonly kind: 'object';
  readonly properties: Map<string, Value>;
  readonly class: ClassValue | null;
  /** Where the literal stands; null for instances and what the evaluation made. */
  readonly site: Site | null;
  readonly literal: ObjectExpression | null;
}

export interface ClosureValue {
  readonly kind: 'closure';
  readonly code: FunctionCode;
  readonly frame: Frame;
  readonly self: Value | null;
  /** Functions that a wrapper was given: `asyncHandler(orders.list)` wraps `orders.list`. */
  readonly wraps: readonly ClosureValue[];
  /** Functions can carry properties. */
  readonly properties: Map<string, Value>;
}

export interface ClassValue {
  readonly kind: 'class';
  readonly code: ClassCode;
  readonly frame: Frame;
  readonly statics: Map<string, Value>;
}

/** Something of a package: `express.Router` is `['Router']`, what it returns `['Router', '()']`. */
export interface ExternalValue {
  readonly kind: 'external';
  readonly package: string;
  readonly path: readonly string[];
  readonly wraps: readonly ClosureValue[];
}

/** Something that a framework model made: a router, a server. */
export interface MadeValue {
  readonly kind: 'made';
  readonly model: string;
  readonly thing: object;
}

export interface UnknownValue {
  readonly kind: 'unknown';
  /** A short source form for placeholders. */
  readonly text: string;
  readonly wraps: readonly ClosureValue[];
  /** A module of the project whose name the code does not say. */
  readonly isLateModule?: true;
}

/** One activation of a function; the frame of a module holds its top-level names. */
export interface Frame {
  readonly code: FunctionCode;
  readonly file: string;
  readonly parent: Frame | null;
  readonly self: Value | null;
  readonly variables: Map<Variable, Value>;
  /** Variables that were needed before their declaration ran; null while there are none. */
  early: Set<Variable> | null;
  readonly returns: Value[];
}

export const undefinedValue: Value = { kind: 'scalar', value: undefined };

/** Longer texts are no paths; loops that double a string must end. */
export const maxTextLength = 10_000;

/** A text; one of more than 10,000 characters is cut and no longer exact. */
export function text(value: string, isExact = true): Value {
  if (value.length <= maxTextLength) return { kind: 'text', value, isExact };
  return { kind: 'text', value: value.slice(0, maxTextLength), isExact: false };
}

/** An object that the evaluation made. */
export function objectOf(properties: Map<string, Value>): ObjectValue {
  return { kind: 'object', properties, class: null, site: null, literal: null };
}

/** Of what wraps nothing, as nearly everything does. */
export const noWraps: readonly ClosureValue[] = [];

export function unknown(source: string, wraps = noWraps): UnknownValue {
  return { kind: 'unknown', text: source, wraps };
}

/** A module that is loaded by a name that is not known. */
export const lateModule: UnknownValue = { kind: 'unknown', text: '', wraps: noWraps, isLateModule: true };

const maxSteps = 8;

/** What a member of something of a package gives, or with `()` calling it; the last eight steps are kept. */
export function externalAt(
  { package: from, path }: ExternalValue,
  step: string,
  wraps: readonly ClosureValue[],
): ExternalValue {
  const steps = path.length < maxSteps ? [...path, step] : [...path.slice(1 - maxSteps), step];
  return { kind: 'external', package: from, path: steps, wraps };
}

export const maxOptions = 16;

/** One value for several, duplicates removed, at most 16. */
export function severalOf(values: readonly Value[]): Value {
  const [only] = values;
  if (only === undefined) return undefinedValue;
  if (values.length === 1) return only;
  const options: Value[] = [];
  let isCut = false;
  for (const value of values) {
    if (value.kind !== 'several') isCut = !addOption(options, value);
    else {
      isCut = value.isCut;
      for (const each of value.options) if (!addOption(options, each)) isCut = true;
    }
    if (isCut) break;
  }
  // Many of these stay: without the room that a list has to grow.
  return options.length === 1 ? only : { kind: 'several', options: options.slice(), isCut };
}

/** False where there is no room for it. */
function addOption(options: Value[], value: Value): boolean {
  for (const known of options) if (isSame(known, value)) return true;
  if (options.length === maxOptions) return false;
  options.push(value);
  return true;
}

function isSame(one: Value, other: Value): boolean {
  if (one === other) return true;
  return (
    one.kind === 'text' && other.kind === 'text' && one.value === other.value && one.isExact === other.isExact
  );
}

export function optionsOf(value: Value): readonly Value[] {
  return value.kind === 'several' ? value.options : [value];
}

export function isKnown(value: Value): boolean {
  return value.kind !== 'unknown' && !(value.kind === 'scalar' && value.value == null);
}

/** The functions among values, also those in arrays and behind wrappers of other values; the first 50 of each array. */
export function closuresAmong(values: readonly Value[], depth = 0): readonly ClosureValue[] {
  if (values.length === 0) return noWraps;
  const found: ClosureValue[] = [];
  for (const value of values) {
    if (value.kind === 'closure') found.push(value);
    else if (value.kind === 'external' || value.kind === 'unknown') found.push(...value.wraps);
    else if (value.kind === 'several') found.push(...closuresAmong(value.options, depth));
    else if (value.kind === 'array' && depth < 3)
      found.push(...closuresAmong(value.items.slice(0, 50), depth + 1));
  }
  return found;
}

export function newFrame(code: FunctionCode, file: string, parent: Frame | null, self: Value | null): Frame {
  return { code, file, parent, self, variables: new Map(), early: null, returns: [] };
}
