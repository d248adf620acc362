import type { CallExpression, Expression, FunctionCode } from '../source/code.ts';
import type { SourceModule } from '../source/read-code.ts';
import { chainOf, innermostName, namesOf } from './callee.ts';
import type { AccessNode, FoundTransaction } from './discoverer.ts';

/** Methods that run what they are given in one transaction. */
const runners = new Set(
  'transaction $transaction transactional withTransaction inTransaction runInTransaction begin tx transacting'.split(
    ' ',
  ),
);
/** Methods that open a transaction, after which the function itself runs inside. */
const openers = new Set(['startTransaction', 'beginTransaction']);
const decorators = new Set(['Transactional', 'Transaction']);

/** Every place of a module that opens a transaction by a method or decorator, whatever library it is of. */
export function* transactionsIn({
  path: file,
  functions,
  classes,
}: SourceModule): Generator<FoundTransaction> {
  for (const code of functions) {
    for (const call of code.calls) {
      const found = transactionOf(call);
      if (found) yield { file, code, line: call.line, ...found };
    }
  }
  for (const { members } of classes) {
    for (const { code, decorators: written } of members.values()) {
      const line = code?.line ?? 0;
      if (code && written.some((each) => decorators.has(innermostName(each))))
        yield { file, code, line, inside: null, via: '@Transactional' };
    }
  }
}

function transactionOf({
  callee,
  arguments: args,
}: CallExpression): Pick<FoundTransaction, 'inside' | 'via'> | null {
  if (callee.kind !== 'member' || typeof callee.property !== 'string') return null;
  const { property: method, object } = callee;
  const work = args.filter(isWork);
  // Kysely: `transaction().setIsolationLevel(…).execute(work)`.
  if (method === 'execute' && work.length > 0 && chainOf(object).includes('transaction')) {
    return { inside: work, via: 'transaction' };
  }
  if (runners.has(method) && work.length > 0) return { inside: work, via: method };
  const isOpener =
    openers.has(method) || (method === 'transaction' && args.length === 0 && isAwaited(object));
  return isOpener ? { inside: null, via: method } : null;
}

/** Sequelize and Knex: `const t = await sequelize.transaction()`; Kysely's builder goes on with a call. */
function isAwaited(object: Expression): boolean {
  return namesOf(object).some((name) => /^(?:sequelize|knex)$/i.test(name));
}

function isWork({ kind }: Expression): boolean {
  return kind === 'function' || kind === 'array' || kind === 'name' || kind === 'member';
}

/** Whether a node that stands in a function is lexically inside what a transaction runs. */
export function isInside(transaction: FoundTransaction, code: FunctionCode, node: AccessNode): boolean {
  const { inside } = transaction;
  if (inside === null) return isWithin(code, transaction.code);
  return inside.some((work) => {
    if (work.kind === 'function') return isWithin(code, work.code);
    const written = functionOf(work);
    return written ? isWithin(code, written) : contains(work, node);
  });
}

function isWithin(code: FunctionCode, outer: FunctionCode): boolean {
  for (let place: FunctionCode | null = code; place; place = place.parent) if (place === outer) return true;
  return false;
}

/** The function that a name of the same file stands for. */
function functionOf(work: Expression): FunctionCode | null {
  const [value] = work.kind === 'name' ? (work.variable?.values ?? []) : [];
  return value?.kind === 'function' ? value.code : null;
}

/** Whether a node is written in an expression, outside of functions in it. */
function contains(expression: Expression, node: AccessNode): boolean {
  if (expression === node) return true;
  switch (expression.kind) {
    case 'array':
      return expression.items.some((each) => contains(each, node));
    case 'call':
      return [expression.callee, ...expression.arguments].some((each) => contains(each, node));
    case 'member':
      return contains(expression.object, node);
    case 'spread':
    case 'cast':
      return contains(expression.value, node);
    default:
      return false;
  }
}
