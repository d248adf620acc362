import { withBases } from '../shapes/member-shapes.ts';
import { returnedBy } from '../shapes/result-shapes.ts';
import type { Place } from '../shapes/shaper.ts';
import type { ClassCode, Expression, FunctionCode, Member, TypeCode, Variable } from '../source/code.ts';
import type { EntitySources } from './discoverer.ts';

interface PlacedType {
  readonly type: TypeCode;
  readonly file: string;
}

interface PlacedExpression {
  readonly expression: Expression;
  readonly place: Place;
}

/** A class that extends another one, with what it gives for the type parameters and parameters of that one. */
export interface Heir {
  readonly code: ClassCode;
  readonly file: string;
  readonly base: ClassCode;
  readonly types: ReadonlyMap<string, PlacedType>;
  /** By parameter of a constructor above, or of the function that makes a class above. */
  readonly values: ReadonlyMap<Variable, PlacedExpression>;
}

const maxHeirs = 300;

/** The classes that extend each class of the project, through other classes too. O(classes × depth). */
export function indexHeirs(sources: EntitySources): ReadonlyMap<ClassCode, readonly Heir[]> {
  const index = new Map<ClassCode, Heir[]>();
  for (const { path: file, classes } of sources.application) {
    for (const code of classes) {
      for (const heir of code.base ? heirsOf(sources, code, file) : []) {
        const known = index.get(heir.base) ?? [];
        if (known.length < maxHeirs) known.push(heir);
        index.set(heir.base, known);
      }
    }
  }
  return index;
}

/** One for each class of the project above, nearest first. */
function heirsOf(sources: EntitySources, code: ClassCode, file: string): Heir[] {
  const found: Heir[] = [];
  const values = new Map<Variable, PlacedExpression>();
  let types: ReadonlyMap<string, PlacedType> = new Map();
  let below: { readonly code: ClassCode; readonly file: string } | null = null;
  for (const step of withBases(sources.shaper, { kind: 'class', code, file })) {
    if (step.code === null) break;
    if (below) {
      types = typesGiven(below.code, below.file, step.code, types);
      valuesGiven(sources, below.code, below.file, step.code, values);
      found.push({ code, file, base: step.code, types, values });
    }
    below = step;
  }
  return found;
}

/** `class OrderRepository extends BaseRepository<Order>` gives `Order` for the `T` of `BaseRepository<T>`. */
function typesGiven(
  { baseArguments }: ClassCode,
  file: string,
  { typeParameters }: ClassCode,
  known: ReadonlyMap<string, PlacedType>,
): ReadonlyMap<string, PlacedType> {
  return new Map(
    typeParameters.flatMap((name, index) => {
      const type = baseArguments[index];
      if (!type) return [];
      return [[name, boundType(type, known) ?? { type, file }]];
    }),
  );
}

/** What stands for a type that is the name of a type parameter. */
function boundType(type: TypeCode, types: ReadonlyMap<string, PlacedType>): PlacedType | undefined {
  return type.kind === 'reference' && type.path.length === 0 ? types.get(type.name.name) : undefined;
}

/** Arguments of `super(…)`, or of this constructor where it hands on its own, and of a function that makes the base. */
function valuesGiven(
  sources: EntitySources,
  { construct, base: expression, initialiser }: ClassCode,
  file: string,
  base: ClassCode,
  values: Map<Variable, PlacedExpression>,
): void {
  const call = construct?.calls.find(({ callee }) => callee.kind === 'super');
  const give = (owner: FunctionCode, args: readonly Expression[], place: Place) => {
    for (const [index, { variable }] of owner.parameters.entries()) {
      const argument = args[index];
      if (argument) values.set(variable, { expression: argument, place });
    }
  };
  if (call && construct && base.construct) give(base.construct, call.arguments, { file, code: construct });
  if (expression?.kind !== 'call') return;
  const place = { file, code: initialiser.parent ?? initialiser };
  for (const shape of sources.shaper.ofExpression(expression.callee, place)) {
    const isMaker =
      shape.kind === 'function' &&
      returnedBy(shape.code).some((each) => each.kind === 'class' || each.kind === 'name');
    if (isMaker) give(shape.code, expression.arguments, place);
  }
}

/** Where an expression is looked at: its place, and for code of a base class the heir that it runs for. */
export interface Scope {
  readonly place: Place;
  readonly heir: Heir | null;
}

/** What an heir gives for a type parameter; the type itself otherwise. */
export function typeIn({ place, heir }: Scope, type: TypeCode): PlacedType {
  return (heir && boundType(type, heir.types)) ?? { type, file: place.file };
}

/** What an heir gives for a parameter of a constructor or of a function that makes classes; undefined otherwise. */
export function valueIn({ heir }: Scope, variable: Variable): PlacedExpression | undefined {
  return heir?.values.get(variable);
}

/** A member of `this`: of the heir first, then of what it extends; with the scope that its values stand in. */
export function ownMember(
  sources: EntitySources,
  { place, heir }: Scope,
  name: string,
): { readonly member: Member; readonly scope: Scope } | null {
  const self = heir ?? (place.code.self && { code: place.code.self, file: place.file });
  if (!self) return null;
  const kind = place.code.isStatic ? 'class' : 'instance';
  for (const step of withBases(sources.shaper, { kind, code: self.code, file: self.file })) {
    if (step.code === null) return null;
    const members = place.code.isStatic ? step.code.statics : step.code.members;
    const member = members.get(name) ?? step.code.members.get(name) ?? step.code.statics.get(name);
    if (!member || (member.kind === 'field' && !member.type && member.values.length === 0)) continue;
    const code = step.code.construct ?? step.code.initialiser;
    return { member, scope: { place: { file: step.file, code }, heir } };
  }
  return null;
}
