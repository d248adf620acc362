import type { ModuleFact } from '../facts.ts';

/**
 * What was worked out by module with every place in a file: `routes.js#login:12` becomes `routes.js:12`, the first line of a
 * part its own, and a field `file` the path of one. Names of modules stay. O(size).
 */
export function placeInFiles<Value>(value: Value, modules: readonly ModuleFact[]): Value {
  const parts = new Map(modules.flatMap(({ path, part }) => (part ? [[path, part] as const] : [])));
  const placed = (text: string): string => {
    const at = text.lastIndexOf(':');
    const part = parts.get(text.slice(0, at));
    return part ? `${part.file}:${Math.max(part.line, Number(text.slice(at + 1)))}` : text;
  };
  const walk = (each: unknown, key: string): unknown => {
    if (typeof each === 'string') return key === 'file' ? (parts.get(each)?.file ?? each) : placed(each);
    if (Array.isArray(each)) return each.map((item) => walk(item, ''));
    if (typeof each !== 'object' || each === null) return each;
    return Object.fromEntries(Object.entries(each).map(([name, inner]) => [name, walk(inner, name)]));
  };
  return parts.size === 0 ? value : (walk(value, '') as Value);
}
