import type { CallExpression, Expression } from '../../source/code.ts';
import type { Model } from '../model.ts';
import type { ClassModels } from './typeorm-models.ts';

const maxDepth = 8;

/** The models that `relations` (TypeORM) or `populate` (MikroORM) of a query load along with its own. */
export function relatedReads(
  models: ClassModels,
  model: Model,
  { arguments: args }: CallExpression,
): Model[] {
  const objects = args.flatMap((argument) => (argument.kind === 'object' ? [argument] : []));
  const wanted = objects.flatMap(({ entries }) =>
    entries.filter(({ key }) => key === 'relations' || key === 'populate'),
  );
  return [...new Set(wanted.flatMap(({ value }) => along(models, model, value)))];
}

/** `['lines', 'lines.product']` or `{ lines: { product: true } }`. */
function along(models: ClassModels, from: Model, value: Expression, depth = 0): Model[] {
  if (depth > maxDepth) return [];
  switch (value.kind) {
    case 'array':
      return value.items.flatMap((item) => along(models, from, item, depth + 1));
    case 'literal':
      return typeof value.value === 'string' ? alongPath(models, from, value.value.split('.')) : [];
    case 'object':
      return value.entries.flatMap(({ key, value: inner }) => {
        const target = typeof key === 'string' ? relatedBy(models, from, key) : null;
        return target ? [target, ...along(models, target, inner, depth + 1)] : [];
      });
    default:
      return [];
  }
}

function alongPath(models: ClassModels, from: Model, path: readonly string[]): Model[] {
  const found: Model[] = [];
  let place: Model | null = from;
  for (const property of path) {
    place = place && relatedBy(models, place, property);
    if (place) found.push(place);
  }
  return found;
}

function relatedBy({ byClass, relations }: ClassModels, model: Model, property: string): Model | null {
  const name = relations.get(model)?.get(property);
  return name === undefined ? null : ([...byClass.values()].find((each) => each.name === name) ?? null);
}
