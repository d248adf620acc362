import type { CallExpression, Expression } from '../../source/code.ts';
import type { Model } from '../model.ts';
import { callsBelow } from '../chains.ts';
import { methodOf } from '../callee.ts';
import type { Scope } from '../heirs.ts';
import type { ClassModels } from './class-models.ts';
import { namedModel, repositoryModel } from './model-of-expression.ts';

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

function relatedBy({ byName, relations }: ClassModels, model: Model, property: string): Model | null {
  const name = relations.get(model)?.get(property);
  return name === undefined ? null : (byName.get(name) ?? null);
}

/**
 * The model that `leftJoinAndSelect('order.lines', 'line')` adds to a query: along the relations of what its alias
 * stands for, else by a relation that only one model has; or the class of `innerJoin(Order, 'order')`.
 */
export function joinedModel(models: ClassModels, node: CallExpression, scope: Scope): Model | null {
  const [target] = node.arguments;
  if (!target) return null;
  if (target.kind !== 'literal' && target.kind !== 'template') return namedModel(models, target, scope);
  const path =
    target.kind === 'template'
      ? `.${(target.texts.at(-1) ?? '').replace(/^.*\./, '')}`
      : String(target.value);
  const [alias = '', property] = path.split('.');
  if (property === undefined) return null;
  const from = aliased(models, node, alias, scope);
  const along = from && relatedBy(models, from, property);
  if (along) return along;
  const names = new Set([...models.relations.values()].flatMap((each) => each.get(property) ?? []));
  const [only] = names;
  return only !== undefined && names.size === 1 ? (models.byName.get(only) ?? null) : null;
}

const maxJoins = 32;

/** What an alias of a query stands for: the start of the chain, or a join before. */
function aliased(models: ClassModels, node: CallExpression, alias: string, scope: Scope): Model | null {
  let links = 0;
  for (const below of callsBelow(node)) {
    if (links++ > maxJoins) return null;
    const method = methodOf(below.callee);
    const [first, second] = below.arguments;
    const named = /[jJ]oin/.test(method)
      ? second
      : method === 'createQueryBuilder'
        ? (second ?? first)
        : null;
    if (named?.kind !== 'literal' || named.value !== alias) continue;
    if (method !== 'createQueryBuilder') return joinedModel(models, below, scope);
    const own = second && first ? namedModel(models, first, scope) : null;
    const receiver = below.callee.kind === 'member' ? below.callee.object : null;
    return own ?? (receiver && (repositoryModel(models, receiver, scope)?.model ?? null));
  }
  return null;
}
