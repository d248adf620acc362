import type { EntitySources } from '../discoverer.ts';
import { innermostName } from '../callee.ts';

/** How a library turns names of the code into names of the database. */
export interface Naming {
  readonly column: (property: string) => string;
  /** The column that holds the key behind a relation property. */
  readonly key: (property: string) => string;
  /** A column of an object that is kept in the row of its owner. */
  readonly embedded: (property: string, column: string) => string;
}

/** `OrderLine` is `order_line`. */
export function snakeCase(name: string): string {
  return name
    .replace(/([a-z\d])([A-Z])/g, '$1_$2')
    .replace(/([A-Z])([A-Z][a-z])/g, '$1_$2')
    .toLowerCase();
}

const snake: Naming = {
  column: snakeCase,
  key: (property) => `${snakeCase(property)}_id`,
  embedded: (property, column) => `${snakeCase(property)}_${column}`,
};

const camel: Naming = {
  column: (property) => property,
  key: (property) => `${property}Id`,
  embedded: (property, column) => `${property}${column.charAt(0).toUpperCase()}${column.slice(1)}`,
};

/** MikroORM writes columns in snake case, TypeORM as they are unless the code makes a strategy that says otherwise. */
export function namingOf({ application }: EntitySources): (orm: string) => Naming {
  const isSnake = application.some(({ functions }) =>
    functions.some(({ calls }) =>
      calls.some(({ callee, isNew }) => isNew && /snake\w*naming/i.test(innermostName(callee))),
    ),
  );
  return (orm) => (orm === 'mikro-orm' || isSnake ? snake : camel);
}
