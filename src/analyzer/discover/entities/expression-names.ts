import type { FunctionCode } from '../source/code.ts';
import type { Place } from '../shapes/shaper.ts';
import { methodOf } from './callee.ts';
import { outermost } from './declaration.ts';
import type { EntitySources } from './discoverer.ts';
import { parseTableName, tableKey } from './table-key.ts';
import { textsOf } from './written-text.ts';

/**
 * Says which names `with` introduces anywhere in the declaration around a place, by key: in its queries they are no
 * tables. Each declaration is read once.
 */
export function expressionNames(sources: EntitySources): (place: Place) => ReadonlySet<string> {
  const known = new Map<FunctionCode, ReadonlySet<string>>();
  return ({ file, code }) => {
    const start = outermost(code);
    const found = known.get(start) ?? namesIn(sources, start, file);
    known.set(start, found);
    return found;
  };
}

function namesIn(sources: EntitySources, start: FunctionCode, file: string): Set<string> {
  const names = new Set<string>();
  const open = [start];
  for (let code = open.pop(); code; code = open.pop()) {
    open.push(...code.nested);
    for (const { callee, arguments: args } of code.calls) {
      const [name] = args;
      const isWith = /^with(?:Recursive)?$/.test(methodOf(callee));
      if (!isWith || !name || name.kind === 'function') continue;
      for (const text of textsOf(sources, name, { file, code })) {
        names.add(tableKey(parseTableName(text.replace(/\(.*$/s, ''))));
      }
    }
  }
  return names;
}
