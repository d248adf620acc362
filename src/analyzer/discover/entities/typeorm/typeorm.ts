import type { CallExpression, Expression } from '../../source/code.ts';
import type { SourceModule } from '../../source/read-code.ts';
import { withBases } from '../../shapes/member-shapes.ts';
import type { Place } from '../../shapes/shaper.ts';
import { methodOf } from '../callee.ts';
import { callsAbove, callsBelow, methodsOf } from '../chains.ts';
import type { EntityDiscoverer, EntitySearch, FoundAccess } from '../discoverer.ts';
import type { Model } from '../model.ts';
import { namedModel, repositoryModel } from './model-of-expression.ts';
import { relatedReads } from './related-reads.ts';
import { type ClassModels, isEntityClass, readClassModels } from './typeorm-models.ts';

/** TypeORM and MikroORM: classes with `@Entity`, repositories, entity managers, query builders. */
export const typeorm: EntityDiscoverer = {
  name: 'typeorm',
  applies: ({ application }) => application.some(({ classes }) => classes.some(isEntityClass)),
  start(sources): EntitySearch {
    const isMikro = [...sources.packages].some((name) => name.startsWith('@mikro-orm/'));
    const models = readClassModels(sources, isMikro ? 'mikro-orm' : 'typeorm');
    return {
      models: [...models.byClass.values()],
      schema: [],
      transactions: [],
      findAccesses: () => sources.application.flatMap((module) => accessesIn(models, module)),
      diagnostics: [],
    };
  },
};

const reads =
  /^(?:find|count|exists?|sum|average|minimum|maximum|load|fetch|query|stream|preload|get(?!\w*(?:Repository|Metadata)$)[A-Z]|createQueryBuilder$|qb$|(?:left|inner)Join)/;
const writes =
  /^(?:save|insert|update|upsert|delete|remove|soft[A-Z]|restore|recover|increment|decrement|clear$|persist|native[A-Z]|into$)/;
const writesInBuilder = new Set(['update', 'delete', 'insert', 'softDelete', 'restore']);

function accessesIn(models: ClassModels, { path: file, functions }: SourceModule): FoundAccess[] {
  return functions.flatMap((code) => {
    const above = callsAbove(code);
    return code.calls.flatMap((node) => {
      const place = { file, code };
      const found = touchOf(models, node, place, methodsOf(above.get(node) ?? []));
      if (!found) return [];
      const common = {
        ...place,
        node,
        line: node.line,
        via: `${found.model.orm}.${methodOf(node.callee)}`,
        isCertain: true,
        isJoin: /[jJ]oin/.test(methodOf(node.callee)),
      };
      return [
        { ...common, target: found.model, op: found.op },
        ...relatedReads(models, found.model, node).map((target) => ({
          ...common,
          target,
          op: 'read' as const,
        })),
      ];
    });
  });
}

interface Touch {
  readonly model: Model;
  readonly op: FoundAccess['op'];
}

/** What a call does to a model: by what it is called on, or by the class among its arguments. */
function touchOf(
  models: ClassModels,
  node: CallExpression,
  place: Place,
  chained: readonly string[],
): Touch | null {
  const { callee, arguments: args } = node;
  if (callee.kind !== 'member') return null;
  const method = methodOf(callee);
  const op = operationOf(node, method, chained);
  if (op === null) return joinedModel(models, node, method);
  const named = args.slice(0, 2).map((each) => namedModel(models, each, place));
  const model = named.find((each) => each !== null) ?? receiverModel(models, callee.object, method, place);
  return model ? { model, op } : joinedModel(models, node, method);
}

function operationOf(
  node: CallExpression,
  method: string,
  chained: readonly string[],
): FoundAccess['op'] | null {
  if (method === 'from') {
    const below = methodsOf([...callsBelow(node)]);
    return below.some((each) => writesInBuilder.has(each)) ? 'write' : 'read';
  }
  if (/^(?:createQueryBuilder|qb)$/.test(method) && chained.some((each) => writesInBuilder.has(each)))
    return 'write';
  return reads.test(method) ? 'read' : writes.test(method) ? 'write' : null;
}

function receiverModel(
  models: ClassModels,
  receiver: Expression,
  method: string,
  place: Place,
): Model | null {
  const repository = repositoryModel(models, receiver, place);
  return repository ?? activeRecord(models, receiver, method, place);
}

/** `Order.find()` and `order.save()`, where the class extends one of a package and has no such method itself. */
function activeRecord(
  { shaper, byClass }: ClassModels,
  receiver: Expression,
  method: string,
  place: Place,
): Model | null {
  if (receiver.kind === 'this' || receiver.kind === 'call') return null;
  for (const shape of shaper.ofExpression(receiver, place)) {
    if (shape.kind !== 'class' && shape.kind !== 'instance') continue;
    const model = byClass.get(shape.code);
    if (!model) continue;
    const steps = [...withBases(shaper, shape)];
    const isOwn = steps.some(({ code }) => code?.members.has(method) || code?.statics.has(method));
    if (!isOwn && steps.some(({ code }) => code === null)) return model;
  }
  return null;
}

/** `leftJoinAndSelect('order.lines', 'line')`: the model that some relation of that name leads to. */
function joinedModel(models: ClassModels, node: CallExpression, method: string): Touch | null {
  if (!/^(?:left|inner)Join/.test(method)) return null;
  const [path] = node.arguments;
  const property =
    path?.kind === 'literal' && typeof path.value === 'string' ? path.value.split('.')[1] : undefined;
  if (property === undefined) return null;
  const targets = [...models.relations.values()].flatMap((relations) => relations.get(property) ?? []);
  const [only, ...others] = new Set(targets);
  const model = [...models.byClass.values()].find(({ name }) => name === only);
  return model && others.length === 0 ? { model, op: 'read' } : null;
}
