import type { Machine } from './machine.ts';
import { text, unknown, type Value } from './value.ts';

const maxDepth = 20;

/** The content of a JSON file of the project, one for all that import it; unknown when it is none or cannot be read. */
export function readJson(machine: Machine, path: string): Value {
  const known = machine.json.get(path);
  if (known) return known;
  const value = contentOf(machine, path);
  machine.json.set(path, value);
  return value;
}

function contentOf({ files, readText }: Machine, path: string): Value {
  const content = files.has(path) ? readText(path) : null;
  if (content === null) return unknown(path);
  try {
    return toValue(JSON.parse(content), 0);
  } catch {
    return unknown(path);
  }
}

function toValue(data: unknown, depth: number): Value {
  if (typeof data === 'string') return text(data);
  if (data === null || typeof data === 'number' || typeof data === 'boolean')
    return { kind: 'scalar', value: data };
  if (depth > maxDepth) return unknown('');
  if (Array.isArray(data)) return { kind: 'array', items: data.map((each) => toValue(each, depth + 1)) };
  const entries = Object.entries(data as object).map(
    ([key, each]) => [key, toValue(each, depth + 1)] as const,
  );
  return { kind: 'object', properties: new Map(entries), class: null, site: null, literal: null };
}
