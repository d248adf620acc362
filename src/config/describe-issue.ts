import type { z } from 'zod';
import { nearest } from '../lib/nearest.ts';
import type { ConfigPath } from './yaml-document.ts';

/** A schema issue as sentences, one per place; `part` says whether the key or the value is meant. */
export interface DescribedIssue {
  readonly path: ConfigPath;
  readonly part: 'value' | 'key';
  readonly what: string;
}

/** What a zod issue means to the person who wrote the configuration; unknown keys come with a suggestion. */
export function describeIssue(issue: z.core.$ZodIssue, schema: z.ZodType, data: unknown): DescribedIssue[] {
  if (issue.code === 'unrecognized_keys') {
    const known = knownKeys(schema, issue.path);
    return issue.keys.map((key) => ({
      path: [...issue.path, key],
      part: 'key',
      what: `${formatPath([...issue.path, key])} is not a known key${suggestion(key, known)}`,
    }));
  }
  const subject = issue.path.length === 0 ? 'the configuration' : formatPath(issue.path);
  const requirement = issue.message.startsWith('Invalid input') ? 'must be a map of keys' : issue.message;
  const what = valueAt(data, issue.path) === undefined ? `is missing; it ${requirement}` : requirement;
  return [{ path: issue.path, part: 'value', what: `${subject} ${what}` }];
}

/** `; did you mean x? (known: …)`, without the question where nothing is close. */
export function suggestion(word: string, known: readonly string[]): string {
  const close = nearest(word, known);
  return `${close === undefined ? '' : `; did you mean ${close}?`} (known: ${known.join(', ')})`;
}

/** `routeSets[0].routes[2].path`. */
function formatPath(path: ConfigPath): string {
  return path
    .map((step, index) =>
      typeof step === 'number' ? `[${step}]` : index === 0 ? String(step) : `.${String(step)}`,
    )
    .join('');
}

function knownKeys(schema: z.ZodType, path: ConfigPath): string[] {
  let current = unwrapped(schema);
  for (const step of path) current = unwrapped(child(current, step));
  return Object.keys(current?.def.shape ?? {});
}

/** As much of the definition of a schema as leads from a path to its keys. */
interface SchemaNode {
  readonly def: {
    readonly innerType?: SchemaNode;
    readonly in?: SchemaNode;
    readonly element?: SchemaNode;
    readonly shape?: Readonly<Record<string, SchemaNode>>;
    readonly catchall?: SchemaNode;
    readonly valueType?: SchemaNode;
  };
}

function unwrapped(schema: unknown): SchemaNode | undefined {
  let current = schema as SchemaNode | undefined;
  for (;;) {
    const inner = current?.def.innerType ?? current?.def.in;
    if (inner === undefined) return current;
    current = inner;
  }
}

function child(schema: SchemaNode | undefined, step: PropertyKey): SchemaNode | undefined {
  if (typeof step === 'number') return schema?.def.element;
  const shape = schema?.def.shape ?? {};
  return Object.hasOwn(shape, step) ? shape[String(step)] : (schema?.def.catchall ?? schema?.def.valueType);
}

/** What stands at a path; undefined where nothing does. */
export function valueAt(data: unknown, path: ConfigPath): unknown {
  let value = data;
  for (const step of path) {
    if (typeof value !== 'object' || value === null || !Object.hasOwn(value, step)) return undefined;
    value = (value as Record<PropertyKey, unknown>)[step];
  }
  return value;
}
