import type { Expression } from '../../source/code.ts';
import { withBases } from '../../shapes/member-shapes.ts';
import { plural } from '../entity-name.ts';
import type { Scope } from '../heirs.ts';
import type { FoundAccess } from '../discoverer.ts';
import type { Model } from '../model.ts';
import type { ClassModels } from './class-models.ts';
import { namedModel } from './model-of-expression.ts';

const verbs: readonly (readonly [pattern: RegExp, op: FoundAccess['op']])[] = [
  [/^(?:listAndCount|list|retrieve)(?=[A-Z])/, 'read'],
  [/^(?:create|update|upsert|delete|softDelete|restore)(?=[A-Z])/, 'write'],
];

/**
 * Methods that a base class made of entities gives its heirs: `createOrders` of `class Shop extends MedusaService({
 * Order })`.
 */
export function generatedTouch(
  models: ClassModels,
  receiver: Expression,
  method: string,
  { place }: Scope,
): { readonly model: Model; readonly op: FoundAccess['op'] } | null {
  const verb = verbs.find(([pattern]) => pattern.test(method));
  if (!verb || (models.byNode.size === 0 && models.byClass.size === 0)) return null;
  const rest = method.replace(verb[0], '');
  const { shaper } = models.sources;
  const shapes = shaper
    .ofExpression(receiver, place)
    .flatMap((shape) =>
      shape.kind === 'typed' && shape.variable ? shaper.implementers(shape.variable) : [shape],
    );
  for (const shape of shapes) {
    if (shape.kind !== 'instance') continue;
    for (const { code, file } of withBases(shaper, shape)) {
      if (code === null) break;
      if (code.base?.kind !== 'call' || code.members.has(method)) continue;
      const [given] = code.base.arguments;
      const entries = given?.kind === 'object' ? given.entries : [];
      for (const { key, value } of entries) {
        if (typeof key !== 'string' || (rest !== key && rest !== plural(key) && rest !== `${key}s`)) continue;
        const model = namedModel(models, value, { place: { file, code: code.initialiser }, heir: null });
        if (model) return { model, op: verb[1] };
      }
    }
  }
  return null;
}
