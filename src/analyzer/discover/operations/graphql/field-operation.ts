import type { Site } from '../../evaluate/model.ts';
import { closuresAmong, optionsOf, type Value } from '../../evaluate/value.ts';
import type { FoundOperation } from '../../routes/discoverer.ts';
import { handlerOf } from '../../routes/handler.ts';
import type { FunctionCode } from '../../source/code.ts';

/** The function of a field is not shown by the code. */
const unknownConfidence = 0.7;
const rootTypes = new Set(['Query', 'Mutation', 'Subscription']);

/** What resolves a field. */
export interface Resolved {
  readonly type: string;
  readonly field: string;
  /** A function, or an object with `resolve` or `subscribe`. */
  readonly value: Value;
  readonly site: Site;
}

/** The fields of types that a library builds, as operations. */
export function toFieldOperations(
  resolved: readonly Resolved[],
  framework: string,
  roots: ReadonlySet<string> = rootTypes,
): FoundOperation[] {
  return resolved.flatMap((each) => toFieldOperation(each, roots.has(each.type), framework) ?? []);
}

/**
 * A field as an operation; null where nothing resolves it, or where it only picks something from its parent: such a
 * function calls nothing, and nobody but a client asks for it.
 */
function toFieldOperation(
  { type, field, value, site }: Resolved,
  isRoot: boolean,
  framework: string,
): FoundOperation | null {
  const resolver = resolverIn(value);
  if (!resolver) return null;
  const handler = handlerOf([resolver]);
  if (!isRoot && handler.functions.length > 0 && !handler.functions.some(callsSomething)) return null;
  if (!isRoot && handler.functions.length === 0) return null;
  const [closure] = closuresAmong([resolver]).filter(({ code }) => handler.functions.includes(code));
  return {
    protocol: 'graphql',
    name: `${type}.${field}`,
    apis: [],
    file: closure?.frame.file ?? site.file,
    line: closure?.code.line ?? site.line,
    handler,
    framework,
    confidence: handler.functions.length > 0 ? 1 : unknownConfidence,
  };
}

function resolverIn(value: Value): Value | null {
  for (const each of optionsOf(value)) {
    if (each.kind === 'object' && each.class === null) {
      const inner = each.properties.get('resolve') ?? each.properties.get('subscribe');
      if (inner) return innermost(inner);
    } else if (isCallable(each)) return innermost(each);
  }
  return null;
}

/** A wrapper of another package runs the last function that it was given: those before it are guards. */
function innermost(value: Value): Value {
  return value.kind === 'external' || value.kind === 'unknown' ? (value.wraps.at(-1) ?? value) : value;
}

function isCallable({ kind }: Value): boolean {
  return kind === 'closure' || kind === 'unknown' || kind === 'external' || kind === 'method';
}

function callsSomething(code: FunctionCode): boolean {
  return code.calls.length > 0 || code.templates.length > 0 || code.nested.some(callsSomething);
}
