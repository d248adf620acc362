import { useMemo, useState } from 'preact/hooks';
import { countOf } from '../../../lib/count-of.ts';
import type { PageDocument } from '../../../report/page/page-document.ts';
import { CellGrid } from '../../shell/cell-grid.tsx';
import { Choice } from '../../shell/choice.tsx';
import { hrefOf } from '../../shell/place.ts';
import { SearchBox } from '../../shell/search-box.tsx';
import { useParameter, usePlace } from '../../shell/use-place.ts';
import type { View } from '../../shell/view.ts';
import { ContextLink } from '../context-link.tsx';
import { type DataColumn, dataColumns, entityCell, type Statements } from './data-cells.ts';
import { type EntityUses, entityUses, isInScope, outside, scopes, statements } from './data-uses.ts';
import { EntityDetail } from './entity-detail.tsx';

export const dataView: View<PageDocument> = {
  id: 'data',
  title: 'Data',
  question: 'Who reads and writes each table, and which are shared?',
  component: DataView,
};

/** So many entities at once. */
const pageSize = 100;

function DataView({ data }: { readonly data: PageDocument }) {
  const uses = useMemo(() => entityUses(data), [data]);
  if (uses.length === 0)
    return (
      <>
        <h1>Data</h1>
        <p class="empty">
          No entity was found: either nothing is stored, or what stores it is not known to Banyan. The summary
          lists what could not be read.
        </p>
      </>
    );
  const shared = uses.filter(({ writers }) => writers.length > 1).length;
  return (
    <>
      <h1>Data</h1>
      <p>
        {countOf(uses.length, 'entity', 'entities')};{' '}
        {shared === 0
          ? 'none is written by several contexts.'
          : `${shared} written by several contexts: two services cannot own one table.`}{' '}
        w counts the functions that write, r those that read; the owner has a frame.
      </p>
      <Entities data={data} uses={uses} />
    </>
  );
}

interface EntitiesProps {
  readonly data: PageDocument;
  readonly uses: readonly EntityUses[];
}

function Entities({ data, uses }: EntitiesProps) {
  const { parameters } = usePlace();
  const [text, setText] = useParameter('find');
  const columns = useMemo(() => dataColumns(data, uses), [data, uses]);
  const all = useMemo(
    () => ({ joins: statements(data, 'join'), transactions: statements(data, 'transaction') }),
    [data],
  );
  const found = uses.filter(
    (each) => isInScope(each, parameters.get('show') ?? '') && isCalled(data, each.entity, text),
  );
  const row = uses.find(({ entity }) => data.entities[entity]?.name === parameters.get('entity'));
  const column = columns.find(({ id }) => id === parameters.get('in')) ?? null;
  return (
    <>
      <div class="choices">
        <Choice
          name="show"
          label="Show"
          options={Object.entries(scopes).map(([value, label]) => ({ value, label }))}
        />
        <SearchBox
          label="Find an entity or a table"
          value={text}
          onChange={setText}
          found={found.length}
          of={uses.length}
        />
      </div>
      <div class="beside">
        <EntityGrid data={data} uses={found} columns={columns} all={all} chosen={[row, column]} />
        {row === undefined ? null : (
          <EntityDetail
            data={data}
            uses={row}
            column={column}
            {...all}
            onClose={() => {
              location.hash = placeWith(parameters, { entity: null, in: null });
            }}
          />
        )}
      </div>
    </>
  );
}

/** The address of the view with some of its parameters changed. */
function placeWith(parameters: URLSearchParams, changes: Readonly<Record<string, string | null>>): string {
  return hrefOf('data', { ...Object.fromEntries(parameters), ...changes });
}

function EntityGrid(
  props: EntitiesProps & {
    readonly columns: readonly DataColumn[];
    readonly all: Statements;
    readonly chosen: readonly [EntityUses | undefined, DataColumn | null];
  },
) {
  const { data, uses, columns, all, chosen } = props;
  const { parameters } = usePlace();
  const [limit, setLimit] = useState(pageSize);
  const shown = uses.slice(0, limit);
  const at = [
    shown.findIndex((each) => each === chosen[0]),
    columns.findIndex((each) => each === chosen[1]),
  ] as const;
  const open = (row: number, column: number) => {
    const name = data.entities[shown[row]?.entity ?? -1]?.name ?? null;
    location.hash = placeWith(parameters, { entity: name, in: columns[column]?.id ?? null });
  };
  if (shown.length === 0) return <p class="empty">No entity is all of that. Choose less.</p>;
  return (
    <div>
      <CellGrid
        caption="Entities and the contexts that use them"
        corner="entity"
        rows={shown.map((each) => entityLine(data, each, parameters))}
        columns={columns.map((each) => columnLine(data, each))}
        cell={(row, column) => entityCell(data, shown[row], columns[column], all)}
        chosen={at[0] < 0 || at[1] < 0 ? null : at}
        onChoose={open}
      />
      {uses.length > limit ? (
        <button type="button" class="more" onClick={() => setLimit(limit + pageSize)}>
          Show more of the {uses.length - limit} others
        </button>
      ) : null}
    </div>
  );
}

function isCalled({ entities }: PageDocument, entity: number, text: string): boolean {
  const { name = '', table = null } = entities[entity] ?? {};
  return `${name}\n${table ?? ''}`.toLowerCase().includes(text.trim().toLowerCase());
}

function entityLine(data: PageDocument, { entity, writers }: EntityUses, parameters: URLSearchParams) {
  const { name = '', table = null } = data.entities[entity] ?? {};
  const href = placeWith(parameters, { entity: name, in: null });
  return {
    key: entity,
    label: name,
    head: (
      <>
        <a href={href}>
          <bdi>{name}</bdi>
        </a>
        {table === null || table === name ? null : (
          <span class="entity-table">
            <bdi>{table}</bdi>
          </span>
        )}
        {writers.length > 1 ? <span class="shared-mark">{writers.length} writers</span> : null}
      </>
    ),
  };
}

function columnLine(data: PageDocument, { id, title, shows }: DataColumn) {
  const context = typeof shows === 'object' ? shows.context : outside;
  const head = context === outside ? title : <ContextLink data={data} context={context} />;
  return { key: id, label: title, head: <span class="upright">{head}</span> };
}
