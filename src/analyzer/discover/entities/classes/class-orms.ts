import type { CallExpression, Expression, FunctionCode } from '../../source/code.ts';
import { withBases } from '../../shapes/member-shapes.ts';
import { innermostName, methodOf } from '../callee.ts';
import { callsAbove, callsBelow, methodsOf } from '../chains.ts';
import type { EntityDiscoverer, EntitySearch, EntitySources, FoundAccess } from '../discoverer.ts';
import { accessesOfCalls } from '../generic-accesses.ts';
import type { Scope } from '../heirs.ts';
import type { Model } from '../model.ts';
import { type ClassModels, readClassModels } from './class-models.ts';
import { flushedWrites } from './flushed-writes.ts';
import { generatedTouch } from './generated-services.ts';
import { byText, instanceModels, namedModel, repositoryModel } from './model-of-expression.ts';
import { joinedModel, relatedReads } from './related-reads.ts';

/** TypeORM, MikroORM and what maps classes like them: repositories, entity managers, query builders. */
export const classOrms: EntityDiscoverer = {
  name: 'typeorm',
  applies: ({ packages, application }) =>
    [...packages].some((name) => library.test(name)) ||
    application.some(({ classes }) => classes.some(({ decorators }) => decorators.some(isEntity))),
  start(sources): EntitySearch {
    const models = readClassModels(sources);
    return {
      models: [...new Set([...models.byClass.values(), ...models.byNode.values()])],
      schema: models.schema,
      transactions: [],
      findAccesses: () => findAccesses(sources, models),
      diagnostics: [],
    };
  },
};

const library = /^(?:typeorm|@nestjs\/typeorm|@mikro-orm\/.*|@medusajs\/.*|@loopback\/repository)$/;

function isEntity(decorator: Expression): boolean {
  return /^(?:Entity|ChildEntity|ViewEntity)$/.test(innermostName(decorator));
}

function findAccesses(sources: EntitySources, models: ClassModels): FoundAccess[] {
  if (models.byName.size === 0) return [];
  const chains = new Map<FunctionCode, ReturnType<typeof callsAbove>>();
  const own = accessesOfCalls(
    sources,
    (node, scope) => {
      const { code } = scope.place;
      const above = chains.get(code) ?? callsAbove(code);
      chains.set(code, above);
      return accessesOf(models, node, scope, methodsOf(above.get(node) ?? []));
    },
    ({ callee }) => callee.kind === 'member' && mayTouch(methodOf(callee)),
  );
  return [...own, ...flushedWrites(own)];
}

const reads =
  /^(?:find|count|exists?|sum|average|minimum|maximum|load|fetch|query|stream|preload|get(?!\w*(?:Repository|Metadata|Reference)$)[A-Z]|createQueryBuilder$|qb$|populate$|refresh$|(?:left|inner)Join)/;
const writes =
  /^(?:save|insert|update|upsert|delete|remove|soft[A-Z]|restore|recover|increment|decrement|clear$|persist|native[A-Z]|into$|replace)/;
const writesInBuilder = new Set(['update', 'delete', 'insert', 'softDelete', 'restore']);
const serviceReads = /^(?:list|retrieve)/;
const serviceWrites = /^create(?!Query)/;

function mayTouch(method: string): boolean {
  return (
    method === 'from' ||
    /^(?:left|inner)?[jJ]oin/.test(method) ||
    reads.test(method) ||
    writes.test(method) ||
    serviceReads.test(method) ||
    serviceWrites.test(method)
  );
}

function accessesOf(
  models: ClassModels,
  node: CallExpression,
  scope: Scope,
  chained: readonly string[],
): FoundAccess[] {
  const touches = touchesOf(models, node, scope, chained);
  const method = methodOf(node.callee);
  return touches.flatMap(({ model, op }) => {
    const common = {
      ...scope.place,
      node,
      line: node.line,
      via: `${model.orm}.${method}`,
      isCertain: true,
      isJoin: /[jJ]oin/.test(method),
    };
    // Relations of a write are written: `upsert(orders, { relations: ['lines'] })`.
    const related = relatedReads(models, model, node).map((target) => ({ ...common, target, op }));
    return [{ ...common, target: model, op }, ...related, ...savedAlong(models, model, method, common)];
  });
}

/** What a cascade may write depends on what the saved object holds. */
const cascadeConfidence = 0.6;

function savedAlong(
  models: ClassModels,
  model: Model,
  method: string,
  common: Omit<FoundAccess, 'target' | 'op'>,
): FoundAccess[] {
  const names = /^(?:save|persist)/.test(method) ? (models.savedAlong.get(model) ?? []) : [];
  return names.flatMap((name) => {
    const target = models.byName.get(name);
    return target ? [{ ...common, target, op: 'write' as const, confidence: cascadeConfidence }] : [];
  });
}

interface Touch {
  readonly model: Model;
  readonly op: FoundAccess['op'];
}

/** What a call does to models: by what it is called on, or by the class or instances among its arguments. */
function touchesOf(
  models: ClassModels,
  node: CallExpression,
  scope: Scope,
  chained: readonly string[],
): Touch[] {
  const { callee, arguments: args } = node;
  if (callee.kind !== 'member') return [];
  const method = methodOf(callee);
  if (/^(?:left|inner)?[jJ]oin/.test(method)) {
    const model = joinedModel(models, node, scope);
    return model ? [{ model, op: 'read' }] : [];
  }
  const op = operationOf(node, method, chained);
  const isService = op === null && (serviceReads.test(method) || serviceWrites.test(method));
  if (op === null && !isService) return [];
  if (op !== null) {
    const named = entityArgument(models, args, callee.object, scope);
    if (named) return [{ model: named, op }];
  }
  const generated = generatedTouch(models, callee.object, method, scope);
  if (generated) return [generated];
  if (isOwnMethod(models, callee.object, method, scope)) return [];
  const reached = repositoryModel(models, callee.object, scope);
  if (reached) {
    const served = serviceReads.test(method) ? 'read' : 'write';
    return op !== null
      ? [{ model: reached.model, op }]
      : reached.isService
        ? [{ model: reached.model, op: served }]
        : [];
  }
  if (op === null) return [];
  const active = activeRecord(models, callee.object, method, scope);
  if (active) return [{ model: active, op }];
  const isManager = op === 'write' && managers.test(innermostName(callee.object));
  return isManager
    ? args.slice(0, 2).flatMap((each) => instanceModels(models, each, scope).map((model) => ({ model, op })))
    : [];
}

const managers =
  /^(?:\w*manager|em|\w*em|conn\w*|\w*DataSource|manager_)$|getEntityManager|fork$|persist\w*$|remove$/i;

/** The class, schema or name of an entity among the first arguments: `manager.find(Order, …)`. */
function entityArgument(
  models: ClassModels,
  args: readonly Expression[],
  receiver: Expression,
  scope: Scope,
): Model | null {
  for (const each of args.slice(0, 2)) {
    const found = namedModel(models, each, scope);
    if (found) return found;
  }
  const [first] = args;
  return first && managers.test(innermostName(receiver)) ? byText(models, first) : null;
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

/** A method that a class of the project has itself: what it does is found where it is written. */
function isOwnMethod(
  { sources: { shaper } }: ClassModels,
  receiver: Expression,
  method: string,
  { place }: Scope,
): boolean {
  return shaper
    .ofExpression(receiver, place)
    .some(
      (shape) =>
        (shape.kind === 'instance' || shape.kind === 'class') &&
        [...withBases(shaper, shape)].some(
          ({ code }) =>
            code !== null && Boolean((code.members.get(method) ?? code.statics.get(method))?.code),
        ),
    );
}

/** `Order.find()` and `order.save()`, where the class extends one of a package and has no such method itself. */
function activeRecord(
  { sources: { shaper }, byClass }: ClassModels,
  receiver: Expression,
  method: string,
  { place }: Scope,
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
