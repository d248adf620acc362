import { maxTextLength } from '../evaluate/value.ts';
import type { Expression } from '../source/code.ts';
import { callShapes } from './call-shapes.ts';
import { externalShape } from './external-shape.ts';
import { lateImportShapes } from './late-imports.ts';
import { elementsOf } from './lists.ts';
import type { Place, Shape } from './shape.ts';
import type { Shaper } from './shaper.ts';

/** What an expression is. */
export function expressionShapes(shaper: Shaper, expression: Expression, place: Place): readonly Shape[] {
  const of = (each: Expression) => shaper.ofExpression(each, place);
  switch (expression.kind) {
    case 'literal':
      return typeof expression.value === 'string'
        ? [{ kind: 'text', value: expression.value, file: place.file }]
        : [];
    case 'template':
      if (expression.tag) return of(expression.tag).flatMap(shaper.ofResult);
      return textShapes(shaper, expression, place);
    case 'concat':
      return textShapes(shaper, expression, place);
    case 'name':
      if (expression.variable) return shaper.ofVariable(expression.variable, place.file);
      return [externalShape('global', [expression.name])];
    case 'this':
      return selfShapes(place);
    case 'super':
      return baseShapes(shaper, place);
    case 'member':
      return membersOf(shaper, of(expression.object), expression.property);
    case 'call':
      return callShapes(shaper, expression, place);
    case 'function':
      return [{ kind: 'function', code: expression.code, file: place.file }];
    case 'class':
      return [{ kind: 'class', code: expression.code, file: place.file }];
    case 'object':
      return [{ kind: 'object', expression, file: place.file }];
    case 'array':
      return [{ kind: 'list', element: null, items: expression.items, place, file: place.file }];
    case 'element':
      return of(expression.list).flatMap((list) => elementsOf(shaper, list));
    case 'spread':
      return of(expression.value).flatMap((list) => elementsOf(shaper, list));
    case 'and':
      return of(expression.right);
    case 'either':
      return expression.options.flatMap(of);
    case 'assign':
      return of(expression.value);
    case 'cast': {
      const typed = shaper.ofType(expression.type, place.file);
      return typed.length > 0 ? typed : of(expression.value);
    }
    case 'import':
      return expression.specifier === null
        ? lateImportShapes(shaper, expression, place)
        : shaper.ofImport(place.file, expression.specifier, expression.isRequire ? '=' : '*');
    default:
      return [];
  }
}

/** Texts whose parts are all known, one value each. */
function textShapes(shaper: Shaper, expression: Expression, place: Place): readonly Shape[] {
  const parts = partsOf(expression);
  let value = '';
  for (const part of parts) {
    const [shape] = typeof part === 'string' ? [] : shaper.ofExpression(part, place);
    if (typeof part !== 'string' && shape?.kind !== 'text') return [];
    value += typeof part === 'string' ? part : shape?.kind === 'text' ? shape.value : '';
    // Doubling constants would grow without end; nothing that long names anything.
    if (value.length > maxTextLength) return [];
  }
  return [{ kind: 'text', value, file: place.file }];
}

function partsOf(expression: Expression): readonly (string | Expression)[] {
  if (expression.kind === 'concat') return [expression.left, expression.right];
  if (expression.kind !== 'template') return [expression];
  return expression.texts.flatMap((text, index) => [text, ...expression.holes.slice(index, index + 1)]);
}

function membersOf(
  shaper: Shaper,
  objects: readonly Shape[],
  property: string | Expression,
): readonly Shape[] {
  if (typeof property === 'string') return objects.flatMap((object) => shaper.ofMember(object, property));
  return objects.flatMap((object) =>
    object.kind === 'list'
      ? elementsOf(shaper, object)
      : object.kind === 'object'
        ? object.expression.entries.flatMap(({ value }) =>
            shaper.ofExpression(value, { file: object.file, code: object.expression.owner }),
          )
        : [],
  );
}

/** `this` is an instance of the class that the function belongs to. */
function selfShapes({ file, code }: Place): readonly Shape[] {
  return code.self ? [{ kind: code.isStatic ? 'class' : 'instance', code: code.self, file }] : [];
}

function baseShapes(shaper: Shaper, { file, code }: Place): readonly Shape[] {
  const base = code.self?.base;
  if (!base) return [];
  return shaper.ofExpression(base, { file, code }).flatMap(shaper.ofResult);
}
