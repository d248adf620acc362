import type { ClosureValue, Value } from '../evaluate/value.ts';
import { externalShape } from './external-shape.ts';
import type { Shape } from './shape.ts';

/** A value of the evaluation as a shape; null for what has none. */
export function shapeOfValue(value: Value): Shape | null {
  switch (value.kind) {
    case 'closure':
      return shapeOfClosure(value);
    case 'class':
      return { kind: 'class', code: value.code, file: value.frame.file };
    case 'object':
      if (value.class) return { kind: 'instance', code: value.class.code, file: value.class.frame.file };
      return value.literal
        ? { kind: 'object', expression: value.literal, file: value.site?.file ?? '' }
        : null;
    case 'namespace':
      return { kind: 'namespace', file: value.file };
    case 'external':
      return externalShape(value.package, value.path);
    default:
      return null;
  }
}

function shapeOfClosure({ code, frame }: ClosureValue): Shape {
  return { kind: 'function', code, file: frame.file };
}
