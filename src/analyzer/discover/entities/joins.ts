import type { CallExpression, FunctionCode } from '../source/code.ts';
import type { ResolvedAccess } from './access.ts';
import type { AccessNode } from './discoverer.ts';
import { methodOf } from './callee.ts';

/** One statement, query or relation path over several entities. */
export interface Join {
  readonly file: string;
  readonly line: number;
  readonly declaration: string;
  /** At least two names, sorted. */
  readonly entities: readonly string[];
  /** What was seen first: `knex.join`, `sql`. */
  readonly via: string;
}

/**
 * The queries that use more than one entity: those of one call, of one chain of calls, and of the chains that go on with
 * a name that holds a query. O(accesses + calls).
 */
export function joinsIn(accesses: readonly ResolvedAccess[]): Join[] {
  const statements = createStatements(accesses);
  const groups = new Map<object, ResolvedAccess[]>();
  for (const each of accesses) {
    if (each.isOfHeir || each.isAlternative) continue;
    const statement = statements(each);
    const known = groups.get(statement);
    if (known) known.push(each);
    else groups.set(statement, [each]);
  }
  return [...groups.values()].flatMap(toJoin);
}

function toJoin(group: readonly ResolvedAccess[]): Join[] {
  const names = [...new Set(group.map(({ access }) => access.entity))].sort();
  const [first] = group.map(({ access }) => access).sort((a, b) => a.line - b.line);
  if (!first || names.length < 2) return [];
  const { file, line, declaration, via } = first;
  return [{ file, line, declaration, entities: names, via }];
}

/** The statement that an access belongs to, as an object that is the same for all of its accesses. */
function createStatements(accesses: readonly ResolvedAccess[]): (access: ResolvedAccess) => object {
  const tops = new Map<FunctionCode, ReadonlyMap<AccessNode, CallExpression>>();
  const topOf = (node: AccessNode, code: FunctionCode): AccessNode => {
    const known = tops.get(code) ?? topsOf(code);
    tops.set(code, known);
    return known.get(node) ?? node;
  };
  const queries = new Set<object>(accesses.map(({ node, written }) => topOf(node, written)));
  const around = new Map<FunctionCode, AccessNode>();
  for (const top of queries) for (const inner of callbacksOf(top)) around.set(inner, top as AccessNode);
  return ({ node, written, isJoin }) => {
    const outer = isJoin ? outerQuery(written, around) : null;
    const top = outer ?? topOf(node, written);
    return (isJoin && heldQuery(top, topOf, queries)) || top;
  };
}

/** The outermost call that each call of a function is the start of. */
function topsOf({ calls }: FunctionCode): ReadonlyMap<AccessNode, CallExpression> {
  const tops = new Map<AccessNode, CallExpression>();
  for (const call of calls) {
    let below = call.callee;
    while (below.kind === 'member' && below.object.kind === 'call') {
      const { object } = below;
      const known = tops.get(object);
      if (known && lengthOf(known) >= lengthOf(call)) break;
      tops.set(object, call);
      below = object.callee;
    }
  }
  return tops;
}

function lengthOf(call: CallExpression): number {
  let length = 0;
  for (let place = call.callee; place.kind === 'member' && place.object.kind === 'call'; length++)
    place = place.object.callee;
  return length;
}

/** Methods whose callback runs when the query has been answered. */
const afterwards = new Set(
  'then catch finally tap map each asCallback nodeify transaction execute'.split(' '),
);

/** Functions given to the calls of a chain: conditions and subqueries of the same statement. */
function* callbacksOf(top: object): Generator<FunctionCode> {
  let place = top as AccessNode;
  while (place.kind === 'call') {
    const { callee, arguments: args } = place;
    const isAfter = afterwards.has(methodOf(callee));
    for (const each of args) if (each.kind === 'function' && !isAfter) yield each.code;
    if (callee.kind !== 'member' || callee.object.kind !== 'call') return;
    place = callee.object;
  }
}

/** The query around a callback that a join is written in. */
function outerQuery(code: FunctionCode, around: ReadonlyMap<FunctionCode, AccessNode>): AccessNode | null {
  for (let place: FunctionCode | null = code; place; place = place.parent) {
    const found = around.get(place);
    if (found) return found;
  }
  return null;
}

/** The query that the name at the start of a chain holds: `query.leftJoin(…)` after `const query = db('orders')`. */
function heldQuery(
  top: AccessNode,
  topOf: (node: AccessNode, code: FunctionCode) => AccessNode,
  queries: ReadonlySet<object>,
): AccessNode | null {
  let start = top.kind === 'call' ? top.callee : null;
  while (start?.kind === 'member' || start?.kind === 'call')
    start = start.kind === 'member' ? start.object : start.callee;
  const variable = start?.kind === 'name' ? start.variable : null;
  for (const value of variable?.values ?? []) {
    const held = value.kind === 'call' && variable ? topOf(value, variable.owner) : null;
    if (held && held !== top && queries.has(held)) return held;
  }
  return null;
}
