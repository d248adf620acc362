import { countOf } from '../../../lib/count-of.ts';
import type { PageDocument } from '../../../report/page/page-document.ts';
import type { GridCell } from '../../shell/grid-cell.ts';
import { type EntityUses, outside, type Statement } from './data-uses.ts';

/** A column of the table: a context, what is deployed with none, or what goes over several entities. */
export interface DataColumn {
  /** Id of the context; for the others a word with a sign that no id begins with. */
  readonly id: string;
  readonly title: string;
  readonly shows: { readonly context: number } | 'joins' | 'transactions' | 'keys';
}

/** What goes over several entities. */
export interface Statements {
  readonly joins: readonly Statement[];
  readonly transactions: readonly Statement[];
}

/** The contexts that own or use an entity, and what else there is. */
export function dataColumns({ contexts, entities }: PageDocument, uses: readonly EntityUses[]): DataColumn[] {
  const present = new Set([...entities.map(({ context }) => context), ...uses.flatMap(({ users }) => users)]);
  const hasOutside = uses.some(({ ties }) => ties.read.has(outside) || ties.write.has(outside));
  const columns = contexts.flatMap(({ id, name }, context): DataColumn[] =>
    present.has(context) ? [{ id, title: name, shows: { context } }] : [],
  );
  return [
    ...columns,
    ...(hasOutside ? [{ id: '-', title: 'Outside of contexts', shows: { context: outside } }] : []),
    { id: '-joins', title: 'Joins', shows: 'joins' },
    { id: '-transactions', title: 'Transactions', shows: 'transactions' },
    { id: '-keys', title: 'Foreign keys', shows: 'keys' },
  ];
}

/** What a cell says; null for an empty one. */
export function entityCell(
  data: PageDocument,
  uses: EntityUses | undefined,
  column: DataColumn | undefined,
  all: Statements,
): GridCell | null {
  const entity = uses && data.entities[uses.entity];
  if (!uses || !entity || !column) return null;
  const { shows } = column;
  if (typeof shows === 'object') return contextCell(entity, uses, column.title, shows.context);
  if (shows === 'keys') {
    const count = keysOf(data, uses.entity).length;
    return count === 0
      ? null
      : { text: String(count), label: `${entity.name}: ${countOf(count, 'foreign key')}` };
  }
  const found = all[shows].filter(({ entities }) => entities.includes(uses.entity));
  if (found.length === 0) return null;
  return {
    text: String(found.length),
    label: `${entity.name}: ${countOf(found.length, shows.slice(0, -1))}`,
  };
}

function contextCell(
  { name, context: owner }: PageDocument['entities'][number],
  { ties, writers }: EntityUses,
  title: string,
  context: number,
): GridCell | null {
  const writes = ties.write.get(context)?.length ?? 0;
  const reads = ties.read.get(context)?.length ?? 0;
  const isOwner = owner === context && context !== outside;
  if (writes + reads === 0 && !isOwner) return null;
  const isShared = writes > 0 && context !== outside && (writers.length > 1 || !isOwner);
  const text =
    [...(writes === 0 ? [] : [`w${writes}`]), ...(reads === 0 ? [] : [`r${reads}`])].join(' ') || '·';
  const words = [
    ...(isOwner ? ['owns it'] : []),
    ...(writes === 0 ? [] : [countOf(writes, 'function writes', 'functions write')]),
    ...(reads === 0 ? [] : [countOf(reads, 'function reads', 'functions read')]),
  ];
  return {
    text,
    // What can be seen is a part of what is said, so that it can be asked for by voice.
    label: `${name}, ${title}: ${text}, ${words.join(', ')}`,
    class: `${isOwner ? 'owner' : ''} ${isShared ? 'shared-writer' : ''}`,
  };
}

/** Foreign keys of an entity and those that lead to it, as sentences. */
export function keysOf({ entities }: PageDocument, position: number): string[] {
  const own = entities[position];
  if (own === undefined) return [];
  const words = (from: string, columns: readonly string[], to: string) =>
    `${from}${columns.length === 0 ? '' : ` (${columns.join(', ')})`} → ${to}`;
  return entities.flatMap(({ name, foreignKeys }) =>
    foreignKeys
      .filter(({ to }) => name === own.name || to === own.name)
      .map(({ columns, to }) => words(name, columns, to)),
  );
}
