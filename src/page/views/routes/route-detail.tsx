import type { PageDocument } from '../../../report/page/page-document.ts';
import { PlaceList, PlaceName } from '../../shell/place-list.tsx';
import { SidePanel } from '../../shell/side-panel.tsx';
import { ContextLink } from '../context-link.tsx';
import { codePlace } from '../../reading/code-place.ts';
import type { RouteRow } from './route-rows.ts';

const effects = {
  none: 'reads only',
  writes: 'writes',
  external: 'calls other systems',
  unknown: 'not known',
} as const;

/** Everything that is known about one route, what is in the way of flipping it first. */
export function RouteDetail(props: {
  readonly data: PageDocument;
  readonly row: RouteRow;
  readonly onClose: () => void;
}) {
  const { data, row, onClose } = props;
  const { route, key } = row;
  const { names, routes } = data;
  const wave = routes.waves[route.wave];
  return (
    <SidePanel about={key} onClose={onClose}>
      <h2 class="route-name">
        <span class="route-method">{route.method}</span> <bdi>{route.path}</bdi>
      </h2>
      {route.inTheWay.length === 0 ? (
        <p>Nothing is in the way of flipping it.</p>
      ) : (
        <>
          <h3>In the way</h3>
          <ul class="points">
            {route.inTheWay.map((name) => (
              <li key={name}>{names[name]}</li>
            ))}
          </ul>
        </>
      )}
      {wave === undefined ? null : (
        <p>
          In the plan: <b>{wave.title}.</b> {wave.note}
        </p>
      )}
      <dl class="facts">
        <dt>Context</dt>
        <dd>
          <ContextLink data={data} context={route.context} />
        </dd>
        <dt>Handler</dt>
        <dd>
          <bdi>{names[route.handler]}</bdi>
          <br />
          <PlaceName {...codePlace(data, route.place)} />
        </dd>
        <dt>Side effects</dt>
        <dd>{effects[route.sideEffects]}</dd>
        <dt>Middleware</dt>
        <dd>{middlewareOf(data, route.middleware)}</dd>
        <dt>Framework</dt>
        <dd>{names[route.framework]}</dd>
      </dl>
      <Touches data={data} row={row} />
    </SidePanel>
  );
}

function middlewareOf({ names }: PageDocument, middleware: readonly number[] | null): string {
  if (middleware === null) return 'not known';
  return middleware.length === 0 ? 'none' : middleware.map((name) => names[name]).join(', then ');
}

/** Each context that the handler reaches, with the way there. */
function Touches({ data, row: { route } }: { readonly data: PageDocument; readonly row: RouteRow }) {
  if (route.reach.length === 0) return null;
  return (
    <>
      <h3>What it touches</h3>
      <ul class="touches">
        {route.reach.map(([context, entities, via]) => (
          <li key={context}>
            <ContextLink data={data} context={context} />
            {entities.length === 0 ? null : (
              <>
                : <bdi>{entities.map((entity) => data.names[entity]).join(', ')}</bdi>
              </>
            )}
            <PlaceList places={via.map((place) => codePlace(data, place))} />
          </li>
        ))}
      </ul>
    </>
  );
}
