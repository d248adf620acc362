import type { Diagnostic } from '../../../../model/diagnostic.ts';
import type { CallExpression, Expression, ObjectExpression } from '../../source/code.ts';
import type { SourceModule } from '../../source/read-code.ts';
import type { Place } from '../../shapes/shaper.ts';
import { innermostName, methodOf, namesOf } from '../callee.ts';
import { dynamicTable } from '../dynamic-table.ts';
import type { EntityDiscoverer, EntitySearch, EntitySources, FoundAccess } from '../discoverer.ts';
import { type PrismaSchema, type RelatedModel, readPrismaModels } from './prisma-models.ts';

/** Prisma: models of `*.prisma` files, reached as `client.model.method(…)`. */
export const prisma: EntityDiscoverer = {
  name: 'prisma',
  // A schema above the analysed folder says nothing about code that does not use Prisma.
  applies: ({ project, packages }) =>
    project.prismaSchemas.some(
      (file) => project.files.has(file) || [...packages].some((name) => /prisma/.test(name)),
    ),
  start(sources): EntitySearch {
    const schema = readPrismaModels(sources);
    const diagnostics: Diagnostic[] = [];
    return {
      models: [...schema.byProperty.values()].map(({ model }) => model),
      schema: schema.schema,
      transactions: [],
      findAccesses: () =>
        sources.application.flatMap((module) => accessesIn(sources, module, schema, diagnostics)),
      diagnostics,
    };
  },
};

const reads = new Set(
  'findUnique findUniqueOrThrow findFirst findFirstOrThrow findMany count aggregate groupBy findRaw aggregateRaw'.split(
    ' ',
  ),
);
const writes = new Set(
  (
    'create createMany createManyAndReturn update updateMany updateManyAndReturn upsert delete deleteMany ' +
    'connectOrCreate'
  ).split(' '),
);
const connects = new Set(['connect', 'disconnect', 'set']);
/** Methods that collections and other clients have, too. */
const common = new Set(['count', 'create', 'update', 'delete', 'upsert', 'aggregate']);

function accessesIn(
  sources: EntitySources,
  { path: file, functions }: SourceModule,
  schema: PrismaSchema,
  diagnostics: Diagnostic[],
): FoundAccess[] {
  return functions.flatMap((code) =>
    code.calls.flatMap((node) => {
      const place = { file, code };
      const method = methodOf(node.callee);
      const target = targetOf(sources, node, place, schema);
      if (!target) {
        if (isDynamic(node)) diagnostics.push(dynamicTable(file, node.line, `prisma.${method}`));
        return [];
      }
      const own: Touch = { related: target, op: writes.has(method) ? 'write' : 'read' };
      const [argument] = node.arguments;
      const nested = argument?.kind === 'object' ? nestedIn(schema, target, argument) : [];
      return [own, ...nested].map(({ related, op }) => ({
        target: related.model,
        op,
        ...place,
        node,
        line: node.line,
        via: `prisma.${method}`,
        isCertain: true,
      }));
    }),
  );
}

/** The model of `client.order.findMany(…)`; methods that others have, too, count on what is a client by name or type. */
function targetOf(
  { shaper }: EntitySources,
  { callee }: CallExpression,
  place: Place,
  { byProperty }: PrismaSchema,
): RelatedModel | null {
  const method = methodOf(callee);
  if (callee.kind !== 'member' || (!reads.has(method) && !writes.has(method))) return null;
  const target = byProperty.get(methodOf(callee.object));
  if (!target || callee.object.kind !== 'member') return null;
  if (!common.has(method)) return target;
  const client = callee.object.object;
  const isNamed = namesOf(client).some((name) =>
    /prisma|client|^tx$|^trx$|db|database|transaction/i.test(name),
  );
  const isTyped = () =>
    shaper
      .ofExpression(client, place)
      .some((shape) => shape.kind === 'external' && /prisma/.test(shape.package));
  return isNamed || isTyped() ? target : null;
}

/** `prisma[model].findMany(…)`. */
function isDynamic({ callee }: CallExpression): boolean {
  const method = methodOf(callee);
  if (callee.kind !== 'member' || (!reads.has(method) && !writes.has(method))) return false;
  const { object } = callee;
  return (
    object.kind === 'member' &&
    typeof object.property !== 'string' &&
    /prisma/i.test(innermostName(object.object))
  );
}

interface Touch {
  readonly related: RelatedModel;
  readonly op: FoundAccess['op'];
}

const maxDepth = 8;

/** Models that nested arguments reach through relation fields: included and filtered ones are read, nested writes written. */
function nestedIn(
  schema: PrismaSchema,
  within: RelatedModel,
  { entries }: ObjectExpression,
  depth = 0,
): Touch[] {
  if (depth > maxDepth) return [];
  return entries.flatMap(({ key, value }): Touch[] => {
    if (typeof key !== 'string') return [];
    const target = relatedBy(schema, within, key);
    const objects = objectsIn(value);
    const inner = objects.flatMap((each) => nestedIn(schema, target ?? within, each, depth + 1));
    if (!target) return inner;
    // Connecting writes the side that holds the key.
    const isKeyThere = !within.owned.has(key);
    const isWritten = objects.some((each) =>
      each.entries.some(
        (entry) =>
          typeof entry.key === 'string' && (writes.has(entry.key) || (isKeyThere && connects.has(entry.key))),
      ),
    );
    return [{ related: target, op: isWritten ? 'write' : 'read' }, ...inner];
  });
}

function relatedBy(
  { byProperty }: PrismaSchema,
  { relations }: RelatedModel,
  field: string,
): RelatedModel | null {
  const name = relations.get(field);
  if (name === undefined) return null;
  return byProperty.get(name.charAt(0).toLowerCase() + name.slice(1)) ?? null;
}

function objectsIn(value: Expression): readonly ObjectExpression[] {
  if (value.kind === 'object') return [value];
  if (value.kind === 'array') return value.items.flatMap(objectsIn);
  if (value.kind === 'either') return value.options.flatMap(objectsIn);
  return value.kind === 'cast' ? objectsIn(value.value) : [];
}
