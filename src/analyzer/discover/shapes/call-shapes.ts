import type { CallExpression } from '../source/code.ts';
import { bind } from './bindings.ts';
import { listResult, mappedList } from './lists.ts';
import type { Place, Shape } from './shape.ts';
import type { Shaper } from './shaper.ts';
import { newCollection } from './type-shapes.ts';

/** What a call gives: for methods of lists by what they take out, for `get(Class)` of a container an instance. */
export function callShapes(shaper: Shaper, call: CallExpression, place: Place): readonly Shape[] {
  if (call.callee.kind === 'super') return [];
  const collection = call.isNew ? newCollection(shaper, call, place.file) : [];
  if (collection.length > 0) return collection;
  // A function that is bound to something is that function.
  if (call.callee.kind === 'member' && call.callee.property === 'bind')
    return shaper.ofExpression(call.callee.object, place);
  const [first] = call.arguments;
  const given = shaper.ofExpression(call.callee, place).flatMap((callee): readonly Shape[] => {
    if (callee.kind === 'list-method') return listResult(shaper, callee, first, place);
    if (isWholeList(callee) && first) return shaper.ofExpression(first, place);
    if (call.isNew && callee.kind === 'class') {
      const bindings = bind(callee.code.typeParameters, call.typeArguments, place.file);
      return [{ kind: 'instance', code: callee.code, file: callee.file, bindings }];
    }
    return shaper.ofResult(callee);
  });
  if (isMapping(call) && given.every(({ kind }) => kind === 'external'))
    return [...mappedList(shaper, first, place), ...given];
  const isUseful = given.some((shape) => shape.kind !== 'external' || shape.package !== 'global');
  if (isUseful || !first || !isContainerCall(call)) return given;
  return shaper
    .ofExpression(first, place)
    .flatMap((type) => (type.kind === 'class' ? shaper.ofResult(type) : []));
}

/** Of something that is not known: `settings.get('sources').map((name) => makeSource(name))`. */
function isMapping({ callee }: CallExpression): boolean {
  return callee.kind === 'member' && (callee.property === 'map' || callee.property === 'flatMap');
}

function isContainerCall({ callee }: CallExpression): boolean {
  return (
    callee.kind === 'member' && typeof callee.property === 'string' && containerMethods.has(callee.property)
  );
}

const containerMethods = new Set(['get', 'resolve', 'getService', 'create']);

function isWholeList(callee: Shape): boolean {
  if (callee.kind !== 'external' || callee.package !== 'global') return false;
  const name = callee.path.join('.');
  return (
    name === 'Promise.all' || name === 'Promise.resolve' || name === 'Array.from' || name === 'Object.freeze'
  );
}
