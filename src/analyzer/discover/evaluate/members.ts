import { externalConstant } from './builtin-globals.ts';
import type { Machine } from './machine.ts';
import {
  type ClassValue,
  type ClosureValue,
  externalAt,
  type ExternalValue,
  type ObjectValue,
  optionsOf,
  severalOf,
  text,
  undefinedValue,
  unknown,
  type Value,
} from './value.ts';

/** What a property of a value gives. */
export function propertyOf(machine: Machine, object: Value, name: string): Value {
  switch (object.kind) {
    case 'several':
      return severalOf(object.options.map((each) => machine.property(each, name)));
    case 'object':
      return (
        object.properties.get(name) ?? fromClass(machine, object, name) ?? missing(machine, object, name)
      );
    case 'class':
      return (
        staticOf(machine, object, name) ??
        (name === 'name' ? text(object.code.name) : { kind: 'method', self: object, name })
      );
    case 'namespace':
      return name === 'then' ? { kind: 'method', self: object, name } : machine.exported(object.file, name);
    case 'closure':
      return object.properties.get(name) ?? { kind: 'method', self: object, name };
    case 'array':
      // An empty array may have been filled by what is not followed.
      if (name === 'length' && object.items.length > 0) return { kind: 'scalar', value: object.items.length };
      return /^\d+$/.test(name)
        ? (object.items[Number(name)] ?? undefinedValue)
        : { kind: 'method', self: object, name };
    case 'external':
      return name === 'default' || name === 'promises' ? object : externalMember(object, name);
    case 'unknown':
      if (object.isLateModule && name === 'default') return object;
      return unknown(object.text === '' ? '' : `${object.text}.${name}`);
    case 'text':
      if (name === 'href' || name === 'pathname') return object;
      return name === 'length' && object.isExact
        ? { kind: 'scalar', value: object.value.length }
        : { kind: 'method', self: object, name };
    case 'scalar':
      return unknown(name);
    case 'made': {
      const model = machine.models.find((each) => each.name === object.model);
      return model?.property?.(object, name) ?? { kind: 'method', self: object, name };
    }
    default:
      return { kind: 'method', self: object, name };
  }
}

function externalMember(object: ExternalValue, name: string): Value {
  const member = externalAt(object, name, object.wraps);
  return externalConstant(member.package, member.path) ?? member;
}

/** The property under which an instance keeps what a class of a package, which its own class extends, made. */
export const madeBase = '#base';

/** An object without class may have got more properties than the source shows. */
function missing(machine: Machine, object: ObjectValue, name: string): Value {
  const base = object.properties.get(madeBase);
  if (base) return machine.property(base, name);
  return object.class === null && builtinOnObjects.has(name)
    ? { kind: 'method', self: object, name }
    : unknown(name);
}

const builtinOnObjects = new Set([
  'then',
  'hasOwnProperty',
  'toString',
  'get',
  'set',
  'has',
  'add',
  'values',
  'keys',
  'entries',
  'forEach',
]);

function fromClass(machine: Machine, object: ObjectValue, name: string): Value | null {
  const found = object.class && classMember(machine, object.class, name);
  if (!found) return null;
  return found.kind === 'getter'
    ? machine.invoke({ ...found.closure, self: object }, [])
    : { ...found.closure, self: object };
}

/** A method or getter of a class or of what it extends. */
function classMember(
  machine: Machine,
  type: ClassValue,
  name: string,
): { readonly kind: 'method' | 'getter'; readonly closure: ClosureValue } | null {
  let place: ClassValue | null = type;
  for (let depth = 0; place && depth < 32; depth++) {
    const member = place.code.members.get(name);
    if (member?.code && member.kind !== 'field') {
      const closure: ClosureValue = {
        kind: 'closure',
        code: member.code,
        frame: place.frame,
        self: null,
        wraps: [],
        properties: new Map(),
      };
      return { kind: member.kind, closure };
    }
    place = baseOf(machine, place);
  }
  return null;
}

/** The class of the project that a class extends; null when there is none or it is from elsewhere. */
export function baseOf(machine: Machine, type: ClassValue): ClassValue | null {
  if (!type.code.base) return null;
  const base = optionsOf(machine.evaluate(type.frame, type.code.base)).find((each) => each.kind === 'class');
  return base && base.code !== type.code ? base : null;
}

function staticOf(machine: Machine, type: ClassValue, name: string): Value | null {
  let place: ClassValue | null = type;
  for (let depth = 0; place && depth < 32; depth++) {
    const known = place.statics.get(name);
    if (known) return known;
    const member = place.code.statics.get(name);
    if (member?.code) {
      return {
        kind: 'closure',
        code: member.code,
        frame: place.frame,
        self: place,
        wraps: [],
        properties: new Map(),
      };
    }
    const [value] = member?.values ?? [];
    if (value) {
      const given = machine.evaluate(place.frame, value);
      place.statics.set(name, given);
      return given;
    }
    place = baseOf(machine, place);
  }
  return null;
}

/** Sets a property, where the value can have any. */
export function assignProperty(object: Value, name: string, value: Value): void {
  if (object.kind === 'object' || object.kind === 'closure') object.properties.set(name, value);
  else if (object.kind === 'class') object.statics.set(name, value);
  else if (object.kind === 'array' && /^\d{1,3}$/.test(name)) object.items[Number(name)] = value;
}
