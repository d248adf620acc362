import type { SourceModule } from '../discover/source/read-code.ts';

/**
 * Every object of a module's reduced code in one order, which is the same for the same text: its number is the name of a place
 * in code that outlives the process. Linear in the size of the file.
 */
export function nodesOf(module: SourceModule): readonly object[] {
  const nodes = new Set<object>();
  const open: unknown[] = [{ ...module, terms: null }];
  while (open.length > 0) {
    const next = open.pop();
    if (typeof next !== 'object' || next === null || nodes.has(next)) continue;
    nodes.add(next);
    for (const part of next instanceof Map ? next.values() : Object.values(next)) open.push(part);
  }
  return [...nodes];
}
