import type { Place } from '../shapes/shaper.ts';
import { methodOf } from './callee.ts';
import { outermost } from './declaration.ts';
import type { EntitySources } from './discoverer.ts';
import { parseTableName, tableKey } from './table-key.ts';
import { textsOf } from './written-text.ts';

/** Keys of the names that `with` introduces anywhere in the enclosing declaration: in a query they are no tables. */
export function expressionNames(sources: EntitySources, { file, code }: Place): ReadonlySet<string> {
  const names = new Set<string>();
  const open = [outermost(code)];
  for (let next = open.pop(); next; next = open.pop()) {
    open.push(...next.nested);
    for (const {
      callee,
      arguments: [name],
    } of next.calls) {
      const isWith = /^with(?:Recursive)?$/.test(methodOf(callee));
      if (!isWith || !name || name.kind === 'function') continue;
      for (const text of textsOf(sources, name, { file, code: next })) {
        names.add(tableKey(parseTableName(text.replace(/\(.*$/s, ''))));
      }
    }
  }
  return names;
}
