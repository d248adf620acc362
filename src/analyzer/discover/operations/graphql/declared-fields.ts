import type { FoundOperation } from '../../routes/discoverer.ts';
import { readSdl } from './read-sdl.ts';

/** A field of a root type that the schema declares and for which no resolver was seen. */
const unresolvedConfidence = 0.4;
const rootTypes = ['Query', 'Mutation', 'Subscription'];

/** Where a schema is written: its text starts on a line of a file. */
export interface SdlPlace {
  readonly text: string;
  readonly file: string;
  readonly line: number;
}

export interface DeclaredField {
  readonly type: string;
  readonly name: string;
  readonly file: string;
  readonly line: number;
}

/** The fields of the root types of schemas that belong together. */
export interface DeclaredFields {
  readonly roots: ReadonlySet<string>;
  readonly fields: readonly DeclaredField[];
}

export function declaredFields(places: readonly SdlPlace[]): DeclaredFields {
  const schemas = places.map((each) => ({ ...each, ...readSdl(each.text) }));
  const roots = new Set([...rootTypes, ...schemas.flatMap((each) => [...each.roots.values()])]);
  const fields = schemas.flatMap(({ fields: own, file, line }) =>
    own.flatMap((field) => (roots.has(field.type) ? [{ ...field, file, line: line + field.line - 1 }] : [])),
  );
  return { roots, fields };
}

/** The declared fields that no operation answers, as operations without a handler. */
export function unansweredFields(
  { fields }: DeclaredFields,
  operations: readonly FoundOperation[],
  framework: string,
): FoundOperation[] {
  const known = new Set(operations.map(({ name }) => name));
  return fields.flatMap(({ type, name, file, line }): FoundOperation[] =>
    known.has(`${type}.${name}`)
      ? []
      : [
          {
            protocol: 'graphql',
            name: `${type}.${name}`,
            apis: [],
            file,
            line,
            handler: { name: 'anonymous', functions: [] },
            framework,
            confidence: unresolvedConfidence,
          },
        ],
  );
}
