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

/** What stands for what is only known at run time. */
export const unknownPart = '\0';

/** The texts that are written in arguments, each as a whole, as far as `areAlikeCalls` looks. */
export function textsWrittenIn(expressions: readonly Expression[]): string[] {
  return expressions.flatMap((each) => {
    if (each.kind === 'array') return textsWrittenIn(each.items);
    if (each.kind === 'call') return textsWrittenIn(each.arguments);
    const text = textOf(each);
    return text === unknownPart ? [] : [text];
  });
}

function textOf(expression: Expression): string {
  if (expression.kind === 'literal')
    return typeof expression.value === 'string' ? expression.value : unknownPart;
  if (expression.kind === 'template') return expression.texts.join(unknownPart);
  return expression.kind === 'concat' ? textOf(expression.left) + textOf(expression.right) : unknownPart;
}
