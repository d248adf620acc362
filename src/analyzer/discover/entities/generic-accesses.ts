import { withBases } from '../shapes/member-shapes.ts';
import type { Shape } from '../shapes/shape.ts';
import type { CallExpression, ClassCode, FunctionCode } from '../source/code.ts';
import { methodOf } from './callee.ts';
import type { EntitySources, FoundAccess } from './discoverer.ts';
import { type Heir, indexHeirs, type Scope } from './heirs.ts';

/** An access of a base class, for one of the classes that extend it. */
interface GenericAccess {
  readonly heir: Heir;
  readonly access: FoundAccess;
}

type Touch = Pick<FoundAccess, 'target' | 'op' | 'via' | 'isCertain'>;
/** What a method of a base class does for each heir. */
type Touches = ReadonlyMap<
  ClassCode,
  { readonly heir: Heir; readonly touches: Set<string>; readonly list: Touch[] }
>;

const maxRounds = 4;

/**
 * Accesses in a base class belong to the classes that say which entity: each is found at the heir, run by whoever calls
 * the method on it. What nobody calls is found at the heir alone. O(calls).
 */
function placeAtHeirs(sources: EntitySources, generic: readonly GenericAccess[]): FoundAccess[] {
  if (generic.length === 0) return [];
  const methods = new Map<
    FunctionCode,
    Map<ClassCode, { heir: Heir; touches: Set<string>; list: Touch[] }>
  >();
  const add = (method: FunctionCode, heir: Heir, touch: Touch) => {
    const heirs =
      methods.get(method) ?? new Map<ClassCode, { heir: Heir; touches: Set<string>; list: Touch[] }>();
    methods.set(method, heirs);
    const known = heirs.get(heir.code) ?? { heir, touches: new Set<string>(), list: [] };
    heirs.set(heir.code, known);
    const key = `${touch.op} ${touch.via} ${nameOf(touch.target)}`;
    if (known.touches.has(key)) return false;
    known.touches.add(key);
    known.list.push(touch);
    return true;
  };
  for (const { heir, access } of generic) add(methodAround(access.code), heir, access);
  for (let round = 0; round < maxRounds && spread(methods, add); round++);
  const found = [...methods.values()].flatMap((heirs) =>
    [...heirs.values()].flatMap(({ heir, list }) => list.map((touch) => atHeir(generic, heir, touch))),
  );
  return [...distinct(found), ...callersOf(sources, generic, methods)];
}

function nameOf(target: FoundAccess['target']): string {
  return 'orm' in target ? `${target.file}:${target.line}:${target.name}` : target.name;
}

/** The method that a function is written in. */
function methodAround(code: FunctionCode): FunctionCode {
  let place = code;
  while (place.parent?.self && place.parent.self === place.self && place.isArrow) place = place.parent;
  return place;
}

/** Methods that call such methods of `this` do the same; whether something was added. */
function spread(
  methods: ReadonlyMap<FunctionCode, Touches>,
  add: (method: FunctionCode, heir: Heir, touch: Touch) => boolean,
): boolean {
  const bases = new Set([...methods.keys()].flatMap(({ self }) => self ?? []));
  let isChanged = false;
  for (const base of bases) {
    for (const { code } of base.members.values()) {
      for (const call of code ? callsWithin(code) : []) {
        const { callee } = call;
        const called =
          callee.kind === 'member' && callee.object.kind === 'this'
            ? base.members.get(methodOf(callee))?.code
            : null;
        for (const { heir, list } of called && called !== code ? (methods.get(called)?.values() ?? []) : []) {
          for (const touch of list) if (code && add(code, heir, touch)) isChanged = true;
        }
      }
    }
  }
  return isChanged;
}

function* callsWithin(code: FunctionCode): Generator<CallExpression> {
  yield* code.calls;
  for (const inner of code.nested) yield* callsWithin(inner);
}

function atHeir(
  generic: readonly GenericAccess[],
  heir: Heir,
  touch: Touch,
  code: FunctionCode = heir.code.construct ?? heir.code.initialiser,
): FoundAccess {
  const node = generic[0]?.access.node as FoundAccess['node'];
  return { ...touch, file: heir.file, line: heir.code.line, code, node, isOfHeir: true };
}

function distinct(found: readonly FoundAccess[]): FoundAccess[] {
  const seen = new Set<string>();
  return found.filter(({ target, op, via, file, line }) => {
    const key = `${nameOf(target)} ${op} ${via} ${file}:${line}`;
    return !seen.has(key) && seen.add(key).size > 0;
  });
}

/** The calls of such methods, by what they are called on. */
function callersOf(
  sources: EntitySources,
  generic: readonly GenericAccess[],
  methods: ReadonlyMap<FunctionCode, Touches>,
): FoundAccess[] {
  const names = new Set([...methods.keys()].map(({ name }) => name.slice(name.lastIndexOf('.') + 1)));
  for (const name of names) sources.soughtCalls.add(name);
  return sources.application.flatMap(({ path: file, functions }) =>
    functions.flatMap((code) =>
      code.calls.flatMap((node) => {
        const { callee } = node;
        const name = methodOf(callee);
        if (!names.has(name) || callee.kind !== 'member') return [];
        const shapes = sources.shaper.ofExpression(callee.object, { file, code });
        return shapes.flatMap((shape) =>
          touchesOf(sources, methods, shape, name).flatMap(({ heir, list }) =>
            list.map((touch) => ({ ...atHeir(generic, heir, touch, code), node })),
          ),
        );
      }),
    ),
  );
}

function touchesOf(
  { shaper }: EntitySources,
  methods: ReadonlyMap<FunctionCode, Touches>,
  shape: Shape,
  name: string,
): { readonly heir: Heir; readonly list: readonly Touch[] }[] {
  if (shape.kind !== 'instance' && shape.kind !== 'class') return [];
  for (const step of withBases(shaper, shape)) {
    const member = step.code?.members.get(name) ?? step.code?.statics.get(name);
    if (!member?.code) continue;
    const found = methods.get(member.code)?.get(shape.code);
    return found ? [found] : [];
  }
  return [];
}

/**
 * What every call does: in its own scope, or, where that says nothing and the class around it has heirs, for each heir.
 */
export function accessesOfCalls(
  sources: EntitySources,
  find: (node: CallExpression, scope: Scope) => readonly FoundAccess[],
  mayTouch: (node: CallExpression) => boolean,
): FoundAccess[] {
  const heirs = indexHeirs(sources);
  const generic: GenericAccess[] = [];
  const own = sources.application.flatMap(({ path: file, functions }) =>
    functions.flatMap((code) =>
      code.calls.flatMap((node) => {
        if (!mayTouch(node)) return [];
        const place = { file, code };
        const found = find(node, { place, heir: null });
        for (const heir of found.length === 0 && code.self ? (heirs.get(code.self) ?? []) : [])
          for (const access of find(node, { place, heir })) generic.push({ heir, access });
        return found;
      }),
    ),
  );
  return [...own, ...placeAtHeirs(sources, generic)];
}
