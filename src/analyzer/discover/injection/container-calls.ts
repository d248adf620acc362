import type { Shape } from '../shapes/shape.ts';
import type { Place } from '../shapes/shaper.ts';
import type { CallExpression, ClassCode } from '../source/code.ts';
import type { Injection, Search } from './container.ts';

/** A call of a method of something of a container's package. */
export interface ContainerCall {
  readonly call: CallExpression;
  readonly method: string;
  readonly place: Place;
}

/** Calls in the application of some methods, on receivers that packages made or gave. */
export function callsOn(
  { program, shaper }: Search,
  isOf: (packageName: string) => boolean,
  methods: ReadonlySet<string>,
): ContainerCall[] {
  const isReceiver = (shape: Shape) => shape.kind === 'external' && isOf(shape.package);
  const found: ContainerCall[] = [];
  for (const { path: file, functions } of program.application) {
    for (const code of functions) {
      for (const call of code.calls) {
        const { callee } = call;
        if (callee.kind !== 'member' || typeof callee.property !== 'string') continue;
        if (!methods.has(callee.property)) continue;
        const place = { file, code };
        if (shaper.ofExpression(callee.object, place).some(isReceiver))
          found.push({ call, method: callee.property, place });
      }
    }
  }
  return found;
}

export interface CallRules {
  readonly isOf: (packageName: string) => boolean;
  readonly methods: ReadonlySet<string>;
  /** Of these methods, those that give all that a token has. */
  readonly lists?: ReadonlySet<string>;
  readonly scopesOf?: (type: ClassCode) => readonly object[];
}

/** Calls that take something out of a container: `moduleRef.get(Orders)`, `container.resolve('orders')`. */
export function takenFrom(search: Search, { isOf, methods, lists, scopesOf }: CallRules): Injection[] {
  return callsOn(search, isOf, methods).flatMap(({ call, method, place }): Injection[] => {
    const [first] = call.arguments;
    const tokens = first ? search.tokensOf(first, place) : [];
    const scopes = place.code.self ? (scopesOf?.(place.code.self) ?? []) : [];
    const isList = lists?.has(method) ?? false;
    return tokens.length > 0
      ? [{ file: place.file, line: call.line, tokens, key: call, isList, isNamed: true, scopes }]
      : [];
  });
}
