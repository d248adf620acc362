import { sortedUnique } from '../../lib/ordered.ts';
import type { AcceptedContext, BoundaryRule, Violation } from '../../model/boundaries.ts';
import type { CheckedCode, CheckRule } from '../rule.ts';

/** Tables of another context that are written, joined or taken into a transaction. */
export const dataRule: CheckRule = {
  names: ['table-write', 'join', 'transaction'],
  find(code) {
    const { facts } = code;
    return [
      ...facts.accesses
        .filter(({ op }) => op === 'write')
        .flatMap((access) => crossings(code, 'table-write', access, [access.entity])),
      ...facts.joins.flatMap((join) => crossings(code, 'join', join, join.entities)),
      ...facts.transactions.flatMap((each) => crossings(code, 'transaction', each, each.entities)),
    ];
  },
};

const sentences: Readonly<
  Record<string, { readonly does: string; readonly fix: string; readonly allow: 'writes' | 'joins' }>
> = {
  'table-write': { does: 'writes', fix: 'Ask its context to write it', allow: 'writes' },
  join: { does: 'joins', fix: 'Ask its context for the rows, or keep a copy of them', allow: 'joins' },
  transaction: {
    does: 'has in one transaction',
    fix: 'Make it a saga of one transaction per context',
    allow: 'joins',
  },
};

/** Of one statement: a violation for each table of another context that is not allowed. */
function crossings(
  { boundaries, territory }: CheckedCode,
  rule: BoundaryRule,
  {
    file,
    line,
    function: name,
  }: { readonly file: string; readonly line: number; readonly function?: string },
  entities: readonly string[],
): Violation[] {
  const claim = territory.claimOf(file);
  if (claim.kind !== 'context') return [];
  const { does, fix, allow } = sentences[rule] as (typeof sentences)[string];
  const own = boundaries.contexts.find(({ id }) => id === claim.id) as AcceptedContext;
  return sortedUnique(entities).flatMap((entity) => {
    const owner = territory.ownerOf(entity);
    const table = territory.tableOf(entity);
    if (owner === undefined || owner === claim.id) return [];
    if (own[allow].includes(table) || own[allow].includes(entity)) return [];
    return [
      {
        rule,
        key: `${rule} ${file}${name === undefined ? '' : `#${name}`} -> ${table}`,
        contexts: [claim.id, owner],
        location: `${file}:${line}`,
        what: `${claim.id} ${does} ${table}, which is a table of ${owner}.`,
        fix: `${fix}, or allow it: ${allow}: [${table}] in contexts.${claim.id}.`,
      },
    ];
  });
}
