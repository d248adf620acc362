/** What the analysis document says of entities and of the code that reads and writes them. */
import { z } from 'zod';
import { confidence, path } from './fields.ts';

export const entity = z.strictObject({
  name: z.string(),
  /** Table or collection; null when the code does not say. */
  table: z.string().nullable(),
  file: path,
  line: z.number().int().min(1),
  orm: z.string(),
  context: z.string().nullable(),
  writers: z.array(path),
  readers: z.array(path),
  /** Files that make or change its table, sorted; absent where none does. */
  migrations: z.array(path).optional(),
  /** Writers that are named after it, as a repository is: each says where it belongs as much as four others; absent without. */
  namesakes: z.array(path).optional(),
  relations: z.array(
    z.strictObject({
      /** Entity name. */
      to: z.string(),
      kind: z.enum(['one-to-one', 'one-to-many', 'many-to-one', 'many-to-many']),
      /** Whether the table of this entity holds the key; absent where nothing says it. */
      isOwner: z.boolean().optional(),
    }),
  ),
  /** In the order of the declaration; by the names that the database has, as far as they are known. */
  columns: z
    .array(
      z.strictObject({
        name: z.string(),
        /** As written in the code or its migrations; null when neither says it. */
        type: z.string().nullable(),
        nullable: z.boolean().nullable(),
      }),
    )
    .optional(),
  foreignKeys: z
    .array(
      z.strictObject({
        columns: z.array(z.string()).min(1),
        /** Entity name; null where nobody declares the table. */
        entity: z.string().nullable(),
        table: z.string().nullable(),
        /** Columns of the other table; empty when its primary key is meant. */
        references: z.array(z.string()),
      }),
    )
    .optional(),
});

export const transaction = z.strictObject({
  file: path,
  line: z.number().int().min(1),
  /** Entity names written or read inside. */
  entities: z.array(z.string()),
  contexts: z.array(z.string()),
  /** What runs inside, in order as far as the code says it: branches and loops one after the other. */
  accesses: z
    .array(
      z.strictObject({
        entity: z.string(),
        op: z.enum(['read', 'write']),
        file: path,
        line: z.number().int().min(1),
      }),
    )
    .optional(),
});

/** One place that reads or writes an entity. */
export const access = z.strictObject({
  entity: z.string(),
  op: z.enum(['read', 'write']),
  file: path,
  line: z.number().int().min(1),
  /** The enclosing top-level function or `Class.method`; `<module>` outside of both. */
  function: z.string(),
  /** What was seen: `typeorm.save`, `sql`. */
  via: z.string(),
  /** Below 1 where a name could be another's, or the write depends on what happens before. */
  confidence,
});

/** One statement, query or relation path over several entities. */
export const join = z.strictObject({
  file: path,
  line: z.number().int().min(1),
  function: z.string(),
  /** Entity names. */
  entities: z.array(z.string()).min(2),
  contexts: z.array(z.string()),
  via: z.string(),
});

/** A variable of a module that functions change while the program runs: state that lives in one process. */
export const state = z.strictObject({
  name: z.string(),
  file: path,
  line: z.number().int().min(1),
  writers: z.array(z.strictObject({ file: path, line: z.number().int().min(1), function: z.string() })),
});
