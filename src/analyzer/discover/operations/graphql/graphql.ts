import type { Diagnostic } from '../../../../model/diagnostic.ts';
import { fileOfContent } from '../../evaluate/file-content.ts';
import type { Machine } from '../../evaluate/machine.ts';
import { optionsOf, type Value } from '../../evaluate/value.ts';
import type { Program } from '../../program.ts';
import type { RouteDiscoverer, SearchResult } from '../../routes/discoverer.ts';
import { type DeclaredField, declaredFields, type SdlPlace, unansweredFields } from './declared-fields.ts';
import { type HttpSide, serverPackages, settleStanding } from './graphql-servers.ts';
import { readObjectType } from './object-types.ts';
import { type Resolved, toFieldOperations } from './field-operation.ts';
import { readResolverMap } from './resolver-map.ts';
import { type GraphqlFound, graphqlModel } from './schema-model.ts';
import { graphqlModelName, graphqlThing, type SchemaSource } from './schema-values.ts';

/** Libraries with discoverers of their own, which make the schema that a server takes. */
const decorated = ['@nestjs/graphql', 'type-graphql', '@pothos/core', 'nexus'];
const packages = ['graphql', 'graphql-tools', '@graphql-tools/schema', ...serverPackages];

/** GraphQL without decorators: resolver maps beside type definitions, object types of graphql-js, and where servers are mounted. */
export const graphql: RouteDiscoverer = {
  name: graphqlModelName,
  applies: (imported) => packages.some((each) => imported.has(each)),
  start(routers) {
    const found: GraphqlFound = { sources: [], objectTypes: [] };
    const http: HttpSide = { routers, standing: [] };
    return {
      model: graphqlModel(found, http),
      finish(program, machine) {
        settleStanding(http);
        return finish(program, machine, found);
      },
    };
  },
};

function finish({ packages: imported }: Program, machine: Machine, found: GraphqlFound): SearchResult {
  const declared = declaredFields(
    found.sources.flatMap(({ typeDefs, site }) => sdlTexts(machine, typeDefs, site)),
  );
  const resolved = [
    ...found.sources.flatMap(({ resolvers, site }) => readResolverMap(machine, resolvers, site)),
    ...found.sources.flatMap(({ rootValue, site }) => byName(machine, rootValue, declared.fields, site)),
    ...found.objectTypes.flatMap((each) => readObjectType(machine, each)),
  ];
  const operations = toFieldOperations(resolved, graphqlModelName, declared.roots);
  const rest = unansweredFields(declared, operations, graphqlModelName);
  const isLost =
    operations.length + rest.length === 0 &&
    serverPackages.some((each) => imported.has(each)) &&
    !decorated.some((each) => imported.has(each));
  return {
    routes: [],
    operations: [...operations, ...rest],
    wiringFiles: new Set(),
    diagnostics: isLost ? [lost] : [],
  };
}

/** Functions of a `rootValue` answer the fields of the root types that have their names. */
function byName(
  machine: Machine,
  rootValue: Value | undefined,
  declared: readonly DeclaredField[],
  site: SchemaSource['site'],
): Resolved[] {
  return (rootValue ? optionsOf(rootValue) : []).flatMap((root) =>
    declared.flatMap(({ type, name }): Resolved[] => {
      const value = root.kind === 'object' ? machine.property(root, name) : null;
      return value && value.kind !== 'unknown' ? [{ type, field: name, value, site }] : [];
    }),
  );
}

function sdlTexts(
  machine: Machine,
  value: Value | undefined,
  site: SchemaSource['site'],
  depth = 0,
): SdlPlace[] {
  return (value && depth < 16 ? optionsOf(value) : []).flatMap((each): SdlPlace[] => {
    if (each.kind === 'text') return [{ text: each.value, file: site.file, line: site.line }];
    if (each.kind === 'array') return each.items.flatMap((item) => sdlTexts(machine, item, site, depth + 1));
    if (each.kind === 'closure') return sdlTexts(machine, machine.call(each, [], site), site, depth + 1);
    const file = fileOfContent(each);
    if (file !== null) return [{ text: machine.readText(file) ?? '', file, line: 1 }];
    const thing = graphqlThing(each);
    if (thing?.kind !== 'sdl') return [];
    const included = thing.includes.flatMap((item) => sdlTexts(machine, item, thing.site, depth + 1));
    return [{ text: thing.text, ...thing.site }, ...included];
  });
}

const lost: Diagnostic = {
  severity: 'warning',
  code: 'OPERATIONS_UNKNOWN',
  message:
    'a GraphQL server is used, but no resolver and no schema could be followed to it; its fields are missing',
};
