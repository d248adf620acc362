import type { PagePlace, PageSubject } from './subject.ts';

/** One for each entity, in the order of the analysis. */
export interface PageEntity {
  readonly name: string;
  /** Table or collection; null when the code does not say. */
  readonly table: string | null;
  /** Position in the list of contexts; -1 for none. */
  readonly context: number;
  readonly place: PagePlace;
  readonly orm: string;
  readonly foreignKeys: readonly {
    readonly columns: readonly string[];
    /** Entity or, where nobody declares it, table that they lead to. */
    readonly to: string;
  }[];
}

export function entitiesPart({ analysis, contextOf, names }: PageSubject): readonly PageEntity[] {
  return analysis.entities.map(({ name, table, context, file, line, orm, foreignKeys = [] }) => ({
    name,
    table,
    context: contextOf(context),
    place: [names.numberOf(file), line],
    orm,
    foreignKeys: foreignKeys.map((key) => ({ columns: key.columns, to: key.entity ?? key.table ?? '' })),
  }));
}
