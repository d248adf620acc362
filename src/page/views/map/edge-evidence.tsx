import { useMemo, useState } from 'preact/hooks';
import type { PageDocument } from '../../../report/page/page-document.ts';
import { kindsOf, nodeName, placesOf } from '../../reading/ties.ts';
import { PlaceList } from '../../shell/place-list.tsx';
import { BackLink } from './back-link.tsx';
import { tiesBetween } from './evidence.ts';
import type { MapState } from './map-state.ts';
import { spotName } from './spot-name.ts';
import type { Spot } from './spot.ts';

/** Every import, call, join and transaction between two spots, with its places in the code. */
export function EdgeEvidence(props: {
  readonly data: PageDocument;
  readonly state: MapState;
  readonly mask: number;
  readonly from: Spot;
  readonly to: Spot;
}) {
  const { data, state, mask, from, to } = props;
  const forth = useMemo(() => tiesBetween(data, mask, from, to), [data, mask, from, to]);
  const back = useMemo(() => tiesBetween(data, mask, to, from), [data, mask, from, to]);
  return (
    <>
      <BackLink data={data} state={state} />
      <h2 class="map-name">
        <bdi>{spotName(data, from)}</bdi> and <bdi>{spotName(data, to)}</bdi>
      </h2>
      <OneWay data={data} from={from} to={to} ties={forth} />
      <OneWay data={data} from={to} to={from} ties={back} />
      {forth.length + back.length === 0 ? (
        <p class="empty">What ties them is not shown at the moment.</p>
      ) : null}
    </>
  );
}

const few = 20;

function OneWay(props: {
  readonly data: PageDocument;
  readonly from: Spot;
  readonly to: Spot;
  readonly ties: readonly number[];
}) {
  const { data, from, to, ties } = props;
  const [limit, setLimit] = useState(few);
  if (ties.length === 0) return null;
  const references = ties.reduce((sum, tie) => sum + (data.ties.weight[tie] ?? 0), 0);
  return (
    <section>
      <h3>
        <bdi>{spotName(data, from)}</bdi> uses <bdi>{spotName(data, to)}</bdi>:{' '}
        {references.toLocaleString('en')} {references === 1 ? 'reference' : 'references'} in{' '}
        {ties.length.toLocaleString('en')} {ties.length === 1 ? 'tie' : 'ties'}
      </h3>
      <ul class="map-ties">
        {ties.slice(0, limit).map((tie) => (
          <OneTie key={tie} data={data} tie={tie} />
        ))}
      </ul>
      {ties.length > limit ? (
        <button type="button" class="more" onClick={() => setLimit(limit + 5 * few)}>
          Show more of the {(ties.length - limit).toLocaleString('en')} others
        </button>
      ) : null}
    </section>
  );
}

function OneTie({ data, tie }: { readonly data: PageDocument; readonly tie: number }) {
  const { ties, names } = data;
  const uses = (ties.uses[tie] ?? []).map((name) => names[name] ?? '');
  return (
    <li>
      <p>
        <bdi>{nodeName(data, ties.from[tie] ?? -1)}</bdi> → <bdi>{nodeName(data, ties.to[tie] ?? -1)}</bdi>
      </p>
      <p class="fine">
        {kindsOf(data, tie).join(', ')}
        {uses.length === 0
          ? ''
          : `: ${uses.slice(0, 6).join(', ')}${uses.length > 6 ? ` and ${uses.length - 6} more` : ''}`}
      </p>
      <PlaceList places={placesOf(data, tie)} few={3} />
    </li>
  );
}
