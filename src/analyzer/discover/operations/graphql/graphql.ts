import type { Diagnostic } from '../../../../model/diagnostic.ts';
import { fileOfContent } from '../../evaluate/file-content.ts';
import type { Machine } from '../../evaluate/machine.ts';
import { optionsOf, type Value } from '../../evaluate/value.ts';
import type { Program } from '../../program.ts';
import type { FoundOperation, RouteDiscoverer, SearchResult } from '../../routes/discoverer.ts';
import { type HttpSide, serverPackages, settleStanding } from './graphql-servers.ts';
import { readObjectType } from './object-types.ts';
import { readSdl } from './read-sdl.ts';
import { type Resolved, toFieldOperations } from './field-operation.ts';
import { readResolverMap } from './resolver-map.ts';
import { type GraphqlFound, graphqlModel } from './schema-model.ts';
import { graphqlModelName, graphqlThing, type SchemaSource } from './schema-values.ts';

/** A field of a root type that the schema declares and for which no resolver was seen. */
const unresolvedConfidence = 0.4;
const rootTypes = ['Query', 'Mutation', 'Subscription'];
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
  const texts = found.sources.flatMap(({ typeDefs, site }) => sdlTexts(machine, typeDefs, site));
  const schemas = texts.map((each) => ({ ...each, ...readSdl(each.text) }));
  const roots = new Set([...rootTypes, ...schemas.flatMap((each) => [...each.roots.values()])]);
  const declared = schemas.flatMap(({ fields, file, line }) =>
    fields.flatMap((field) =>
      roots.has(field.type) ? [{ ...field, file, line: line + field.line - 1 }] : [],
    ),
  );
  const resolved = [
    ...found.sources.flatMap(({ resolvers, site }) => readResolverMap(machine, resolvers, site)),
    ...found.sources.flatMap(({ rootValue, site }) => byName(machine, rootValue, declared, site)),
    ...found.objectTypes.flatMap((each) => readObjectType(machine, each)),
  ];
  const operations = toFieldOperations(resolved, graphqlModelName, roots);
  const known = new Set(operations.map(({ name }) => name));
  const rest = declared.filter(({ type, name }) => !known.has(`${type}.${name}`)).map(unresolved);
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

interface DeclaredField {
  readonly type: string;
  readonly name: string;
  readonly file: string;
  readonly line: number;
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

interface SdlPlace {
  readonly text: string;
  readonly file: string;
  readonly line: number;
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

function unresolved({ type, name, file, line }: DeclaredField): FoundOperation {
  return {
    protocol: 'graphql',
    name: `${type}.${name}`,
    apis: [],
    file,
    line,
    handler: { name: 'anonymous', functions: [] },
    framework: graphqlModelName,
    confidence: unresolvedConfidence,
  };
}

const lost: Diagnostic = {
  severity: 'warning',
  code: 'OPERATIONS_UNKNOWN',
  message:
    'a GraphQL server is used, but no resolver and no schema could be followed to it; its fields are missing',
};
