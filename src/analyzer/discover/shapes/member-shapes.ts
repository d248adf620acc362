import type { ClassCode, Member, TypeCode } from '../source/code.ts';
import { bind, type Bindings, substitute, substituteAll } from './bindings.ts';
import { elementsOf } from './lists.ts';
import { externalShape, stepOf } from './external-shape.ts';
import type { Shape } from './shape.ts';
import type { Shaper } from './shaper.ts';

const maxBases = 16;

/** What a member of something is. */
export function memberShapes(shaper: Shaper, shape: Shape, name: string): readonly Shape[] {
  switch (shape.kind) {
    case 'instance':
      return instanceMember(shaper, shape, name);
    case 'class':
      return staticMember(shaper, shape, name);
    case 'object':
      return entryShapes(shaper, shape, name);
    case 'typed':
      return typedMember(shaper, shape, name);
    case 'namespace':
      return shaper.ofExport(shape.file, name);
    case 'external':
      return [stepOf(shape, name)];
    case 'function':
      return name === 'bind' || name === 'call' || name === 'apply' ? [shape] : [];
    case 'list':
      return /^\d+$/.test(name)
        ? elementsOf(shaper, shape)
        : [{ kind: 'list-method', list: shape, name, file: shape.file }];
    default:
      return [];
  }
}

function instanceMember(shaper: Shaper, shape: Shape & { kind: 'instance' }, name: string): readonly Shape[] {
  for (const step of withBases(shaper, shape)) {
    const { code, file } = step;
    if (code === null) return [externalShape(file.package, [...file.path, '()', name])];
    const member = code.members.get(name);
    if (member) return ownMember(shaper, code, member, file, step.bindings);
  }
  return [];
}

interface OwnStep {
  readonly code: ClassCode;
  readonly file: string;
  readonly bindings?: Bindings | null;
}

type BaseStep = OwnStep | { readonly code: null; readonly file: Shape & { kind: 'external' } };

/** A class and what it extends, innermost first; ends with the package that the last one extends. */
export function* withBases(
  shaper: Shaper,
  start: Shape & { kind: 'instance' | 'class' },
): Generator<BaseStep> {
  let current: OwnStep | null = start;
  for (let depth = 0; current && depth < maxBases; depth++) {
    yield current;
    const { code, file, bindings }: OwnStep = current;
    if (!code.base) return;
    const bases = shaper.ofExpression(code.base, { file, code: code.initialiser.parent ?? code.initialiser });
    const external = bases.find((each) => each.kind === 'external');
    const base = bases.find((each) => each.kind === 'class');
    if (!base && external?.kind === 'external') yield { code: null, file: external };
    current =
      base?.kind === 'class' ? { ...base, bindings: baseBindings(base.code, code, file, bindings) } : null;
  }
}

/** `extends Store<Order>`: what the parameters of the base stand for, seen from the instance. */
function baseBindings(
  base: ClassCode,
  heir: ClassCode,
  file: string,
  bindings: Bindings | null | undefined,
): Bindings | null {
  if (base.typeParameters.length === 0) return null;
  return bind(base.typeParameters, substituteAll(heir.baseArguments, bindings), file);
}

function ownMember(
  shaper: Shaper,
  owner: ClassCode,
  member: Member,
  file: string,
  bindings?: Bindings | null,
): readonly Shape[] {
  if (member.code && member.kind !== 'field') {
    const shape = { kind: 'function', code: member.code, file, bindings: bindings ?? null } as const;
    return member.kind === 'method' ? [shape] : shaper.ofResult(shape);
  }
  const typed = member.type
    ? shaper.ofType(substitute(member.type, bindings), file)
    : (shaper.injected(member) ?? []);
  const isConcrete = typed.some(({ kind }) => kind !== 'typed' && kind !== 'signature');
  if (isConcrete) return typed;
  const given = member.values.flatMap((value) =>
    shaper.ofExpression(value, { file, code: owner.construct ?? owner.initialiser }),
  );
  return [...typed, ...given];
}

function staticMember(shaper: Shaper, shape: Shape & { kind: 'class' }, name: string): readonly Shape[] {
  for (const { code, file } of withBases(shaper, shape)) {
    if (code === null) return [externalShape(file.package, [...file.path, name], file.arguments, file.file)];
    const member = code.statics.get(name);
    if (member) return ownMember(shaper, code, member, file);
  }
  return [];
}

function entryShapes(
  shaper: Shaper,
  { expression, file }: Shape & { kind: 'object' },
  name: string,
): readonly Shape[] {
  const place = { file, code: expression.owner };
  const found: Shape[] = [];
  for (const { key, value } of expression.entries) {
    if (key === name) found.push(...shaper.ofExpression(value, place));
    else if (key === null)
      found.push(...shaper.ofExpression(value, place).flatMap((each) => shaper.ofMember(each, name)));
  }
  for (const { value, place: at } of shaper.assigned(expression, name, file))
    found.push(...shaper.ofExpression(value, at));
  return found;
}

/** A member of an interface: by its type, and by the classes that implement it. */
function typedMember(shaper: Shaper, shape: Shape & { kind: 'typed' }, name: string): readonly Shape[] {
  const type: TypeCode | undefined = shape.members.get(name);
  const own = type ? shaper.ofType(type, shape.file) : [];
  const inherited = type
    ? []
    : (shape.declaration?.extends ?? []).flatMap((each) =>
        shaper
          .ofType(substitute(each, shape.bindings), shape.file)
          .flatMap((base) => shaper.ofMember(base, name)),
      );
  const made = shape.variable
    ? shaper.implementers(shape.variable).flatMap((each) => shaper.ofMember(each, name))
    : [];
  return [...own, ...inherited, ...made];
}
