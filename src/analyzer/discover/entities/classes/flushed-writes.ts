import { outermost } from '../declaration.ts';
import type { FoundAccess } from '../discoverer.ts';
import type { FunctionCode } from '../../source/code.ts';
import { methodOf } from '../callee.ts';

/** A managed entity that is read and then flushed may have been changed between. */
const flushedConfidence = 0.5;

/** MikroORM writes at `flush()` what was changed: entities that the same function has read may be among it. */
export function flushedWrites(accesses: readonly FoundAccess[]): FoundAccess[] {
  const byFunction = new Map<FunctionCode, FoundAccess[]>();
  for (const access of accesses) {
    if (!access.via.startsWith('mikro-orm.')) continue;
    const owner = outermost(access.code);
    byFunction.set(owner, [...(byFunction.get(owner) ?? []), access]);
  }
  return [...byFunction].flatMap(([owner, own]) => {
    const flush = flushIn(owner);
    if (!flush) return [];
    const written = new Set(own.flatMap(({ target, op }) => (op === 'write' ? [target] : [])));
    const read = new Map(
      own.flatMap((each) => (each.op === 'read' && !each.isJoin ? [[each.target, each]] : [])),
    );
    return [...read].flatMap(([target, access]): FoundAccess[] =>
      written.has(target)
        ? []
        : [{ ...access, ...flush, op: 'write', via: 'mikro-orm.flush', confidence: flushedConfidence }],
    );
  });
}

function flushIn(code: FunctionCode): Pick<FoundAccess, 'node' | 'line' | 'code'> | null {
  const node = code.calls.find(({ callee }) => methodOf(callee) === 'flush');
  if (node) return { node, line: node.line, code };
  for (const inner of code.nested) {
    const found = flushIn(inner);
    if (found) return found;
  }
  return null;
}
