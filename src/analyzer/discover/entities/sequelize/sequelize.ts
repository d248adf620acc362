import type { SourceModule } from '../../source/read-code.ts';
import { methodOf } from '../callee.ts';
import type { EntityDiscoverer, EntitySources, FoundAccess } from '../discoverer.ts';
import { modelIn, type ValueModels } from '../named-models.ts';
import { entriesIn } from '../object-entries.ts';
import type { Expression } from '../../source/code.ts';
import type { Place } from '../../shapes/shaper.ts';
import { readSequelizeModels } from './sequelize-models.ts';
import type { Model } from '../model.ts';

/** Sequelize: models are values or classes, queries are methods of them. */
export const sequelize: EntityDiscoverer = {
  name: 'sequelize',
  applies: ({ packages }) =>
    packages.has('sequelize') || packages.has('sequelize-typescript') || packages.has('@sequelize/core'),
  start(sources) {
    const models = readSequelizeModels(sources);
    return {
      models: [...new Set(models.byNode.values())],
      schema: [],
      transactions: [],
      findAccesses: () => sources.application.flatMap((module) => accessesIn(sources, module, models)),
      diagnostics: [],
    };
  },
};

const reads = new Set(
  'findAll findOne findByPk findById findAndCountAll findAndCount count max min sum aggregate'.split(' '),
);
const writes = new Set(
  (
    'create bulkCreate update upsert destroy increment decrement truncate restore findOrCreate findCreateFind ' +
    'findOrBuild'
  ).split(' '),
);

function accessesIn(
  sources: EntitySources,
  { path: file, functions }: SourceModule,
  models: ValueModels,
): FoundAccess[] {
  return functions.flatMap((code) =>
    code.calls.flatMap((node): FoundAccess[] => {
      const { callee } = node;
      const method = methodOf(callee);
      const op = reads.has(method) ? 'read' : writes.has(method) ? 'write' : null;
      if (op === null || callee.kind !== 'member') return [];
      const place = { file, code };
      const own = callee.object.kind === 'this' && code.isStatic ? code.self : null;
      const target = own ? (models.byNode.get(own) ?? null) : modelIn(sources, models, callee.object, place);
      if (!target) return [];
      const common = { ...place, node, line: node.line, via: `sequelize.${method}`, isCertain: true };
      const included = node.arguments.flatMap((argument) => includedIn(sources, models, argument, place));
      return [
        { ...common, target, op },
        ...included.map((each) => ({ ...common, target: each, op: 'read' as const })),
      ];
    }),
  );
}

/** `{ include: [User, { model: models.Line }] }`. */
function includedIn(
  sources: EntitySources,
  models: ValueModels,
  argument: Expression,
  place: Place,
): Model[] {
  return [...entriesIn(argument)].flatMap(({ key, value }) => {
    const named =
      key === 'model' ? [value] : key === 'include' ? (value.kind === 'array' ? value.items : [value]) : [];
    return named.flatMap((each) => modelIn(sources, models, each, place) ?? []);
  });
}
