import { useState } from 'preact/hooks';
import type { PageDocument } from '../../../report/page/page-document.ts';
import { type MapState, mapHref } from './map-state.ts';
import type { SceneEdge } from './scene.ts';
import { shortName } from './short-name.ts';
import { spotName } from './spot-name.ts';
import { readSpot, type Spot } from './spot.ts';

const few = 25;

const turned = ({ a, b, forth, back }: SceneEdge): SceneEdge => ({ a: b, b: a, forth: back, back: forth });

/** Ties between circles of the map, each of which leads to what is behind it. */
export function EdgeList(props: {
  readonly data: PageDocument;
  readonly state: MapState;
  readonly edges: readonly SceneEdge[];
  /** The spot that all of them have at one end; they are told from its side. Absent where they have none. */
  readonly about?: Spot;
  /** Whether a spot lies in what they are told of. */
  readonly isInside?: (spot: Spot) => boolean;
}) {
  const { data, state, about, isInside = () => false } = props;
  const edges = props.edges.map((edge) => (isInside(edge.b) ? turned(edge) : edge));
  const [limit, setLimit] = useState(few);
  if (edges.length === 0) return null;
  return (
    <>
      <ul class="map-edges">
        {edges.slice(0, limit).map(({ a, b, forth, back }) => (
          <li key={`${a} ${b}`}>
            <a href={mapHref(data, { ...state, selection: { from: a, to: b } })}>
              {a === about ? null : <bdi>{briefly(data, a)} </bdi>}
              {forth === 0 ? '←' : back === 0 ? '→' : '↔'} <bdi>{briefly(data, b)}</bdi>
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
