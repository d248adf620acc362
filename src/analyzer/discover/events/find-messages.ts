import { methodOf } from '../entities/callee.ts';
import type { EntitySources } from '../entities/discoverer.ts';
import { entryOf } from '../entities/object-entries.ts';
import type { Place } from '../shapes/shaper.ts';
import type { ExternalShape } from '../shapes/external-shape.ts';
import type { CallExpression, ClassCode, Expression } from '../source/code.ts';
import type { SourceModule } from '../source/read-code.ts';
import { emitters } from './libraries/emitters.ts';
import type { Channel, EventLibrary, LibraryCall, Message } from './library.ts';
import { makersOf } from './makers.ts';
import { ownBusOf } from './own-bus.ts';
import { eventLibraries } from './registry.ts';

/** A message with the library that it goes by and where it is written. */
export interface FoundMessage extends Message {
  readonly library: EventLibrary;
  readonly place: Place;
  readonly line: number;
  /** The class of the project that it goes through; absent for a library's own. */
  readonly bus?: ClassCode;
}

/** Every place of a code base that sends something, waits for it, or asks to be called at a time. */
export function* findMessages(sources: EntitySources): Generator<FoundMessage> {
  const libraries = eventLibraries.filter(({ packages }) =>
    packages.some((each) => sources.packages.has(each)),
  );
  const methods = new Set([...libraries, emitters].flatMap(({ calls = {} }) => Object.keys(calls)));
  const decorators = new Set(libraries.flatMap(({ decorators = {} }) => Object.keys(decorators)));
  for (const module of sources.application) {
    for (const code of module.functions) {
      const place = { file: module.path, code };
      for (const call of code.calls) {
        const isMethod = call.callee.kind === 'member';
        if (isMethod ? methods.has(methodOf(call.callee)) : call.callee.kind === 'name')
          yield* ofCall(sources, libraries, call, place);
      }
    }
    if (decorators.size > 0)
      for (const type of module.classes) yield* ofClass(sources, libraries, module, type);
  }
}

function* ofCall(
  sources: EntitySources,
  libraries: readonly EventLibrary[],
  call: CallExpression,
  place: Place,
): Generator<FoundMessage> {
  const { shaper } = sources;
  const { callee, line } = call;
  const callees = shaper.ofExpression(callee, place);
  for (const library of libraries) {
    const shape = callees.find(
      (each) => each.kind === 'external' && library.packages.includes(each.package),
    ) as ExternalShape | undefined;
    const name = shape?.path.findLast((each) => each !== '()') ?? '';
    const read = shape && own(library.calls, name);
    const message = read?.(libraryCall(sources, call, pathOf(shape as ExternalShape), place));
    if (message) yield { ...message, library, place, line };
  }
  if (callee.kind !== 'member' || callees.some(({ kind }) => kind === 'external')) return;
  const read = own(emitters.calls, methodOf(callee));
  if (!read || call.arguments.length === 0) return;
  const [bus] = shaper.ofExpression(callee.object, place).flatMap((shape) => ownBusOf(shaper, shape) ?? []);
  if (!bus) return;
  const message = read(libraryCall(sources, call, '', place));
  if (message) yield { ...message, library: emitters, place, line, bus };
}

function own<T>(table: Readonly<Record<string, T>> | undefined, name: string): T | undefined {
  return table && Object.hasOwn(table, name) ? table[name] : undefined;
}

/** `Queue().add` for `['Queue', '()', 'add']`. */
function pathOf({ path }: ExternalShape): string {
  return path.reduce((all, each) => (each === '()' ? `${all}()` : all === '' ? each : `${all}.${each}`), '');
}

function libraryCall(
  { shaper }: EntitySources,
  call: CallExpression,
  path: string,
  place: Place,
): LibraryCall {
  const made = (): readonly CallExpression[] => {
    if (call.callee.kind !== 'member') return [];
    return makersOf(shaper, call.callee.object, place).map((each) => each.call);
  };
  return {
    call,
    within: place.code,
    path,
    argument: (index, key) => argumentOf(call, index, key),
    made: (index, key) => made().flatMap((each) => argumentOf(each, index, key)),
  };
}

function argumentOf(call: CallExpression, index: number, key?: string): Channel {
  const argument = call.arguments[index];
  const found = key === undefined ? argument : entryOf(argument, key);
  return found ? [found] : [];
}

function* ofClass(
  sources: EntitySources,
  libraries: readonly EventLibrary[],
  { path: file }: SourceModule,
  type: ClassCode,
): Generator<FoundMessage> {
  const members = [...type.members.values()].filter(({ decorators }) => decorators.length > 0);
  if (type.decorators.length === 0 && members.length === 0) return;
  const place = { file, code: type.initialiser };
  const ofClass = (decorator: string, index: number, key?: string): Channel =>
    type.decorators.flatMap((each) =>
      each.kind === 'call' && nameOf(sources, each, place)?.path.at(-1) === decorator
        ? argumentOf(each, index, key)
        : [],
    );
  const decorated = [
    ...type.decorators.map((decorator) => ({ decorator, method: null, line: type.line })),
    ...members.flatMap(({ decorators, code, line }) =>
      decorators.map((decorator) => ({ decorator, method: code, line })),
    ),
  ];
  for (const { decorator, method, line } of decorated) {
    if (decorator.kind !== 'call') continue;
    const shape = nameOf(sources, decorator, place);
    for (const library of shape ? libraries : []) {
      if (!shape || !library.packages.includes(shape.package)) continue;
      const message = own(
        library.decorators,
        shape.path.at(-1) ?? '',
      )?.({
        argument: (index, key) => argumentOf(decorator, index, key),
        all: () => decorator.arguments,
        class: type,
        method,
        ofClass,
      });
      if (message) yield { ...message, library, place, line };
    }
  }
}

function nameOf(
  { shaper }: EntitySources,
  { callee }: Expression & { kind: 'call' },
  place: Place,
): ExternalShape | undefined {
  return shaper.ofExpression(callee, place).find((each) => each.kind === 'external');
}
