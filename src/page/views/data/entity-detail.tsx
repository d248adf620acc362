import { countOf } from '../../../lib/count-of.ts';
import type { PageDocument } from '../../../report/page/page-document.ts';
import { codePlace } from '../../reading/code-place.ts';
import { usesOf } from '../../reading/tie-kinds.ts';
import { nodeName, placesOf } from '../../reading/ties.ts';
import { PlaceList, PlaceName } from '../../shell/place-list.tsx';
import { SidePanel } from '../../shell/side-panel.tsx';
import { ContextLink } from '../context-link.tsx';
import { type DataColumn, keysOf } from './data-cells.ts';
import { type EntityUses, outside, type Statement } from './data-uses.ts';

interface DetailProps {
  readonly data: PageDocument;
  readonly uses: EntityUses;
  /** What is asked about; null for everything. */
  readonly column: DataColumn | null;
  readonly joins: readonly Statement[];
  readonly transactions: readonly Statement[];
}

/** The functions that write and read an entity, and what goes over it and others, with places in the code. */
export function EntityDetail({ onClose, ...props }: DetailProps & { readonly onClose: () => void }) {
  const { data, uses, column } = props;
  const entity = data.entities[uses.entity];
  if (entity === undefined) return null;
  const { name, table, orm, context, place } = entity;
  return (
    <SidePanel about={column === null ? name : `${name}, ${column.title}`} onClose={onClose}>
      <h2>
        <bdi>{name}</bdi>
      </h2>
      <p class="fine">
        {table === null ? 'no table named' : <bdi>{table}</bdi>}, {orm}, of{' '}
        <ContextLink data={data} context={context} />
        <br />
        <PlaceName {...codePlace(data, place)} />
      </p>
      <Sections {...props} />
    </SidePanel>
  );
}

function Sections({ data, uses, column, joins, transactions }: DetailProps) {
  const shows = column?.shows;
  const only = typeof shows === 'object' ? shows.context : null;
  const isWhole = column === null;
  const over = (all: readonly Statement[]) =>
    all.filter(
      ({ entities, context }) => entities.includes(uses.entity) && (only === null || context === only),
    );
  return (
    <>
      {isWhole || only !== null ? (
        <>
          <Functions data={data} title="Written by" byContext={uses.ties.write} only={only} />
          <Functions data={data} title="Read by" byContext={uses.ties.read} only={only} />
        </>
      ) : null}
      {isWhole || only !== null || shows === 'joins' ? (
        <Statements data={data} title="Joins" all={over(joins)} />
      ) : null}
      {isWhole || only !== null || shows === 'transactions' ? (
        <Statements data={data} title="Transactions" all={over(transactions)} />
      ) : null}
      {isWhole || shows === 'keys' ? <Keys data={data} entity={uses.entity} /> : null}
    </>
  );
}

function Functions(props: {
  readonly data: PageDocument;
  readonly title: string;
  readonly byContext: ReadonlyMap<number, readonly number[]>;
  /** The one context that is asked about; null for all. */
  readonly only: number | null;
}) {
  const { data, title, byContext, only } = props;
  const contexts = [...byContext.keys()].filter((context) => only === null || context === only);
  if (contexts.length === 0) return null;
  return (
    <>
      <h3>{title}</h3>
      {contexts
        .sort((a, b) => a - b)
        .map((context) => (
          <div key={context} class="entity-users">
            {only === null ? (
              <ContextLink
                data={data}
                context={context}
                none={context === outside ? 'outside of contexts' : ''}
              />
            ) : null}
            <ul class="card-lines">
              {(byContext.get(context) ?? []).map((tie) => (
                <li key={tie}>
                  <bdi>{usesOf(data, tie).join(', ') || nodeName(data, data.ties.from[tie] as number)}</bdi>
                  <PlaceList places={placesOf(data, tie)} few={3} />
                </li>
              ))}
            </ul>
          </div>
        ))}
    </>
  );
}

function Statements(props: {
  readonly data: PageDocument;
  readonly title: string;
  readonly all: readonly Statement[];
}) {
  const { data, title, all } = props;
  if (all.length === 0) return null;
  return (
    <>
      <h3>
        {title}: {countOf(all.length, 'place')}
      </h3>
      <ul class="card-lines">
        {all.map(({ place, entities, context }) => (
          <li key={`${place.file}:${place.line}`}>
            <bdi>{entities.map((entity) => data.entities[entity]?.name).join(', ')}</bdi>, in{' '}
            <ContextLink data={data} context={context} /> at <PlaceName {...place} />
          </li>
        ))}
      </ul>
    </>
  );
}

function Keys({ data, entity }: { readonly data: PageDocument; readonly entity: number }) {
  const keys = keysOf(data, entity);
  if (keys.length === 0) return null;
  return (
    <>
      <h3>Foreign keys</h3>
      <ul class="card-lines">
        {keys.map((key) => (
          <li key={key}>
            <bdi>{key}</bdi>
          </li>
        ))}
      </ul>
    </>
  );
}
