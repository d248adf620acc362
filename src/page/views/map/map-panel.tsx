import type { PageDocument } from '../../../report/page/page-document.ts';
import { nodeName } from '../../reading/ties.ts';
import { BackLink } from './back-link.tsx';
import { EdgeEvidence } from './edge-evidence.tsx';
import { EdgeList } from './edge-list.tsx';
import { type MapState, mapHref, withContext } from './map-state.ts';
import type { Scene } from './scene.ts';
import { contextOfNode, readSpot, type Spot } from './spot.ts';

interface PanelProps {
  readonly data: PageDocument;
  readonly scene: Scene;
  readonly state: MapState;
  readonly mask: number;
}

/** What the picture shows, as text: everything, what is chosen, or what is behind a tie. */
export function MapPanel(props: PanelProps) {
  const { selection } = props.state;
  return (
    <aside class="map-panel" aria-label="What the map shows">
      {selection === null ? (
        <Everything {...props} />
      ) : 'at' in selection ? (
        <OneSpot {...props} spot={selection.at} />
      ) : (
        <EdgeEvidence {...props} from={selection.from} to={selection.to} />
      )}
    </aside>
  );
}

function Everything({ data, scene, state }: PanelProps) {
  return (
    <>
      <h2>Contexts</h2>
      <ul class="map-contexts">
        {data.contexts.map(({ id, name, modules }, context) => (
          <li key={id}>
            <a href={mapHref(data, { ...state, selection: { at: context } })}>
              <bdi>{name}</bdi>
            </a>
            <span class="fine">{modules.toLocaleString('en')} modules</span>
            <OpenButton data={data} state={state} context={context} />
          </li>
        ))}
      </ul>
      <h2>Strongest ties</h2>
      <EdgeList data={data} state={state} edges={scene.edges} />
    </>
  );
}

function OneSpot({ data, scene, state, spot }: PanelProps & { readonly spot: Spot }) {
  const read = readSpot(data, spot);
  const isInside = (other: Spot) => {
    const it = readSpot(data, other);
    return (
      other === spot || ('context' in read && 'node' in it && contextOfNode(data, it.node) === read.context)
    );
  };
  const edges = scene.edges.filter(({ a, b }) => isInside(a) !== isInside(b));
  return (
    <>
      <BackLink data={data} state={state} />
      {'context' in read ? (
        <ContextHead data={data} state={state} context={read.context} />
      ) : (
        <NodeHead data={data} node={read.node} />
      )}
      <h3>{edges.length === 0 ? 'Nothing outside is tied to it by what is shown.' : 'Ties'}</h3>
      <EdgeList data={data} state={state} edges={edges} about={spot} isInside={isInside} />
    </>
  );
}

function ContextHead(props: {
  readonly data: PageDocument;
  readonly state: MapState;
  readonly context: number;
}) {
  const { data, state, context } = props;
  const found = data.contexts[context];
  if (found === undefined) return null;
  return (
    <>
      <h2>
        <bdi>{found.name}</bdi>
      </h2>
      <p class="fine">
        {found.modules.toLocaleString('en')} modules · {found.routes.toLocaleString('en')} routes ·{' '}
        {found.entities.toLocaleString('en')} entities · {found.band}
      </p>
      <OpenButton data={data} state={state} context={context} />
    </>
  );
}

function NodeHead({ data, node }: { readonly data: PageDocument; readonly node: number }) {
  const { modules, entities, contexts } = data;
  const context = contexts[contextOfNode(data, node)];
  const entity = entities[node - modules.lines.length];
  return (
    <>
      <h2 class="map-name">
        <bdi>{nodeName(data, node)}</bdi>
      </h2>
      <p class="fine">
        {entity
          ? `Entity${entity.table === null ? '' : `, table ${entity.table}`}`
          : `${modules.lines[node] ?? 0} lines`}
        {' · '}
        {context?.name ?? 'no context'}
        {entity ? '' : ` · ${modules.confidence[node] ?? 0} % sure`}
      </p>
    </>
  );
}

function OpenButton(props: {
  readonly data: PageDocument;
  readonly state: MapState;
  readonly context: number;
}) {
  const { data, state, context } = props;
  const isOpen = state.open.has(context);
  return (
    <button
      type="button"
      aria-expanded={isOpen}
      aria-label={`${isOpen ? 'Close' : 'Open'} ${data.contexts[context]?.name ?? ''}`}
      onClick={() => {
        location.hash = mapHref(data, withContext(data, state, context, !isOpen));
      }}
    >
      {isOpen ? 'Close' : 'Open'}
    </button>
  );
}
