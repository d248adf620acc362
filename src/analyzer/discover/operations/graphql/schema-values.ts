import type { Site } from '../../evaluate/model.ts';
import type { MadeValue, Value } from '../../evaluate/value.ts';
import type { Router } from '../../routes/router.ts';

/** A schema in its definition language. */
export interface SdlText {
  readonly kind: 'sdl';
  readonly text: string;
  readonly site: Site;
  /** Other schemas that it includes. */
  readonly includes: readonly Value[];
}

/** Type definitions with the functions that resolve their fields, as one call takes them. */
export interface SchemaSource {
  readonly site: Site;
  readonly typeDefs: Value | undefined;
  readonly resolvers: Value | undefined;
  /** Answers fields of the root types by their name alone. */
  readonly rootValue: Value | undefined;
}

/** A schema, executable or not; its sources are noted apart. */
interface Schema {
  readonly kind: 'schema';
}

/** A server that answers at a path once it is mounted. */
export interface GraphqlServer {
  readonly kind: 'server';
  readonly path: Value | undefined;
  /** What a framework mounts. */
  readonly view: Router;
}

/** `new GraphQLObjectType(config)`. */
export interface ObjectTypeThing {
  readonly kind: 'object-type';
  readonly config: Value;
  readonly site: Site;
}

export type GraphqlThing = SdlText | Schema | GraphqlServer | ObjectTypeThing;

export const graphqlModelName = 'graphql';

export function madeGraphql(thing: GraphqlThing): MadeValue {
  return { kind: 'made', model: graphqlModelName, thing };
}

export function graphqlThing(value: Value | undefined): GraphqlThing | null {
  return value?.kind === 'made' && value.model === graphqlModelName ? (value.thing as GraphqlThing) : null;
}
