import { useState } from 'preact/hooks';
import type { PageDocument } from '../../../report/page/page-document.ts';
import { type MapState, mapHref } from './map-state.ts';
import type { SceneEdge } from './scene.ts';
import { shortName } from './short-name.ts';
import { spotName } from './spot-name.ts';
import { readSpot, type Spot } from './spot.ts';

const few = 25;

/** Ties between circles of the map, each of which leads to what is behind it. */
export function EdgeList(props: {
  readonly data: PageDocument;
  readonly state: MapState;
  readonly edges: readonly SceneEdge[];
}) {
  const { data, state, edges } = props;
  const [limit, setLimit] = useState(few);
  if (edges.length === 0) return null;
  return (
    <>
      <ul class="map-edges">
        {edges.slice(0, limit).map(({ a, b, forth, back }) => (
          <li key={`${a} ${b}`}>
            <a href={mapHref(data, { ...state, selection: { from: a, to: b } })}>
              <bdi>{briefly(data, a)}</bdi> {forth === 0 ? '←' : back === 0 ? '→' : '↔'}{' '}
              <bdi>{briefly(data, b)}</bdi>
            </a>
            <span class="number">{(forth + back).toLocaleString('en')}</span>
          </li>
        ))}
      </ul>
      {edges.length > limit ? (
        <button type="button" class="more" onClick={() => setLimit(limit + 4 * few)}>
          Show more of the {(edges.length - limit).toLocaleString('en')} others
        </button>
      ) : null}
    </>
  );
}

function briefly(data: PageDocument, spot: Spot): string {
  const name = spotName(data, spot);
  return 'node' in readSpot(data, spot) ? shortName(name) : name;
}
