import { substitute } from './bindings.ts';
import type { Expression, FunctionCode, Step } from '../source/code.ts';
import { stepOf } from './external-shape.ts';
import type { Shape } from './shape.ts';
import type { Shaper } from './shaper.ts';

/** What calling, or instantiating, something gives; promises count as what they resolve to. */
export function resultShapes(shaper: Shaper, shape: Shape): readonly Shape[] {
  switch (shape.kind) {
    case 'function':
      return returnShapes(shaper, shape);
    case 'class':
      return [{ kind: 'instance', code: shape.code, file: shape.file }];
    case 'signature':
      return shape.result ? shaper.ofType(shape.result, shape.file) : [];
    case 'external':
      return [stepOf(shape, '()')];
    default:
      return [];
  }
}

function returnShapes(
  shaper: Shaper,
  { code, file, bindings }: Shape & { kind: 'function' },
): readonly Shape[] {
  const typed = code.returnType ? shaper.ofType(substitute(code.returnType, bindings), file) : [];
  const isConcrete = typed.some(({ kind }) => kind !== 'typed' && kind !== 'signature');
  if (isConcrete) return typed;
  const given = returnedBy(code).flatMap((value) => shaper.ofExpression(value, { file, code }));
  return [...typed, ...given];
}

/** Every expression that a function may return. */
export function returnedBy(code: FunctionCode): readonly Expression[] {
  return [...returned(code.steps)];
}

function* returned(steps: readonly Step[]): Generator<Expression> {
  for (const step of steps) {
    if (step.kind === 'return') yield step.value;
    else if (step.kind === 'if') {
      yield* returned(step.whenTrue);
      yield* returned(step.whenFalse);
    } else if (step.kind === 'each') yield* returned(step.body);
  }
}
