import type { CallExpression, Expression } from '../discover/source/code.ts';
import type { Comparison } from './comparison.ts';

/** Whether two calls call the same, with arguments that only differ in the texts and numbers that are written in them. */
export function areAlikeCalls(
  isSame: Comparison['isSame'],
  before: CallExpression,
  after: CallExpression,
): boolean {
  const called = ({ callee, typeArguments, isNew }: CallExpression) => ({ callee, typeArguments, isNew });
  return isSame(called(before), called(after)) && areAlikeLists(isSame, before.arguments, after.arguments);
}

function areAlikeLists(
  isSame: Comparison['isSame'],
  before: readonly Expression[],
  after: readonly Expression[],
): boolean {
  return (
    before.length === after.length &&
    before.every((each, index) => areAlike(isSame, each, after[index] as Expression))
  );
}

function areAlike(isSame: Comparison['isSame'], before: Expression, after: Expression): boolean {
  if (isSame(before, after)) return true;
  if (before.kind === 'literal')
    return after.kind === 'literal' && typeof before.value === typeof after.value;
  if (before.kind === 'template')
    return (
      after.kind === 'template' &&
      before.tag === null &&
      after.tag === null &&
      areAlikeLists(isSame, before.holes, after.holes)
    );
  if (before.kind === 'concat')
    return (
      after.kind === 'concat' && areAlikeLists(isSame, [before.left, before.right], [after.left, after.right])
    );
  if (before.kind === 'array')
    return after.kind === 'array' && areAlikeLists(isSame, before.items, after.items);
  return before.kind === 'call' && after.kind === 'call' && areAlikeCalls(isSame, before, after);
}

/** The texts that are written in arguments, as far as `areAlikeCalls` looks. */
export function textsWrittenIn(expressions: readonly Expression[]): string[] {
  return expressions.flatMap((each) => {
    if (each.kind === 'literal') return typeof each.value === 'string' ? [each.value] : [];
    if (each.kind === 'template') return [...each.texts, ...textsWrittenIn(each.holes)];
    if (each.kind === 'concat') return textsWrittenIn([each.left, each.right]);
    if (each.kind === 'array') return textsWrittenIn(each.items);
    return each.kind === 'call' ? textsWrittenIn(each.arguments) : [];
  });
}
