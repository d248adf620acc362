import type { Model } from '../../evaluate/model.ts';
import { unknown } from '../../evaluate/value.ts';
import { decoration } from '../../routes/decorations.ts';
import type { RouteDiscoverer } from '../../routes/discoverer.ts';
import { resolversOf, toOperation } from '../resolver-classes/resolvers.ts';

const packageName = 'type-graphql';

/** TypeGraphQL: the fields that resolver classes answer, and those that methods of object types do. */
export const typeGraphql: RouteDiscoverer = {
  name: packageName,
  applies: (packages) => packages.has(packageName),
  start: () => ({
    model: typeGraphqlModel,
    finish(program, machine) {
      const resolvers = resolversOf(program, machine, packageName).filter(({ isExtended }) => !isExtended);
      const operations = resolvers.flatMap(({ type, fields }) =>
        fields.map((field) => toOperation(type, field, { framework: packageName, apis: [], confidence: 1 })),
      );
      return { routes: [], operations, wiringFiles: new Set(), diagnostics: [] };
    },
  }),
};

const typeGraphqlModel: Model = {
  name: packageName,
  packages: [packageName],
  entryPackages: [],
  callExternal: ({ path: [name = '', ...rest] }, args) =>
    rest.length === 0 && /^[A-Z]/.test(name) ? decoration(packageName, packageName, name, args) : null,
  callMember: (_self, name) => unknown(name),
};
