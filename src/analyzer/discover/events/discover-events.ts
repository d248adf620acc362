import { by, byCodeUnit, sortedUnique } from '../../../lib/ordered.ts';
import type { CallExpression, ClassCode, Expression, FunctionCode } from '../source/code.ts';
import type { SourceModule } from '../source/read-code.ts';
import { withBases } from '../shapes/member-shapes.ts';
import type { Shape } from '../shapes/shape.ts';
import type { Place, Shaper } from '../shapes/shaper.ts';

/** An event by its name, or by its class where the class is the name; places are `file:line`. */
interface FoundEvent {
  readonly name: string;
  readonly publishers: string[];
  readonly subscribers: string[];
}

export interface FoundEvents {
  readonly events: readonly FoundEvent[];
  /** Names of the events that a function publishes. */
  readonly publishedBy: ReadonlyMap<FunctionCode, readonly string[]>;
  /** Functions that listen to an event. */
  readonly listeners: ReadonlyMap<string, readonly FunctionCode[]>;
}

const publishing = new Set(['emit', 'emitAsync', 'publish', 'dispatch', 'fire', 'trigger', 'raise']);
const subscribing = new Set([
  'on',
  'once',
  'addListener',
  'prependListener',
  'subscribe',
  'ofType',
  'listen',
]);
const emitterPackages = new Set([
  'node:events',
  'events',
  'eventemitter2',
  'eventemitter3',
  'emittery',
  'mitt',
  '@nestjs/event-emitter',
]);

/** Finds who publishes and who listens: on emitters of Node and of packages, and on a project's own bus. */
export function discoverEvents(modules: Iterable<SourceModule>, shaper: Shaper): FoundEvents {
  const found = new Map<string, { publishers: Set<string>; subscribers: Set<string> }>();
  const publishedBy = new Map<FunctionCode, string[]>();
  const listeners = new Map<string, FunctionCode[]>();
  const entryOf = (name: string) => {
    const known = found.get(name) ?? { publishers: new Set<string>(), subscribers: new Set<string>() };
    found.set(name, known);
    return known;
  };
  for (const { path, functions } of modules) {
    for (const code of functions) {
      for (const call of code.calls) {
        const use = busUse(shaper, call, { file: path, code });
        if (!use) continue;
        const place = `${path}:${call.line}`;
        for (const name of use.names) {
          if (use.isPublishing) {
            entryOf(name).publishers.add(place);
            publishedBy.set(code, [...(publishedBy.get(code) ?? []), name]);
          } else {
            entryOf(name).subscribers.add(place);
            listeners.set(name, [...(listeners.get(name) ?? []), ...use.functions]);
          }
        }
      }
    }
  }
  return { events: toEvents(found), publishedBy, listeners };
}

function toEvents(
  found: ReadonlyMap<string, { publishers: Set<string>; subscribers: Set<string> }>,
): FoundEvent[] {
  return [...found]
    .map(([name, { publishers, subscribers }]) => ({
      name,
      publishers: sortedUnique(publishers),
      subscribers: sortedUnique(subscribers),
    }))
    .sort(by(({ name }) => name));
}

interface BusUse {
  readonly isPublishing: boolean;
  readonly names: readonly string[];
  readonly functions: readonly FunctionCode[];
}

function busUse(shaper: Shaper, call: CallExpression, place: Place): BusUse | null {
  const { callee } = call;
  if (callee.kind !== 'member' || typeof callee.property !== 'string') return null;
  const isPublishing = publishing.has(callee.property);
  if (!isPublishing && !subscribing.has(callee.property)) return null;
  const [first, ...rest] = call.arguments;
  if (!first) return null;
  if (!shaper.ofExpression(callee.object, place).some((shape) => isEmitter(shaper, shape))) return null;
  const functions = rest.flatMap((each) =>
    shaper.ofExpression(each, place).flatMap((shape) => (shape.kind === 'function' ? [shape.code] : [])),
  );
  return { isPublishing, names: namesOf(shaper, first, place), functions };
}

/** Texts, and classes whose instances are published. */
function namesOf(shaper: Shaper, expression: Expression, place: Place): string[] {
  const names = shaper.ofExpression(expression, place).flatMap((shape) => {
    if (shape.kind === 'text') return [shape.value];
    return (shape.kind === 'instance' || shape.kind === 'class') && shape.code.name !== ''
      ? [shape.code.name]
      : [];
  });
  return [...new Set(names)].sort(byCodeUnit);
}

/** An emitter of a package, a class that extends one, or a class with methods for both publishing and subscribing. */
function isEmitter(shaper: Shaper, shape: Shape): boolean {
  if (shape.kind === 'external') return emitterPackages.has(shape.package);
  if (shape.kind !== 'instance' && shape.kind !== 'class') return false;
  for (const { code, file } of withBases(shaper, shape)) {
    if (code === null) return emitterPackages.has(file.package);
    if (hasBoth(code)) return true;
  }
  return false;
}

function hasBoth({ members, statics }: ClassCode): boolean {
  const names = [...members.keys(), ...statics.keys()];
  return names.some((name) => publishing.has(name)) && names.some((name) => subscribing.has(name));
}
