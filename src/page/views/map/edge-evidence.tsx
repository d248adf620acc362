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
  const pairs = pairsOf(data, ties);
  return (
    <section>
      <h3>
        <bdi>{spotName(data, from)}</bdi> uses <bdi>{spotName(data, to)}</bdi>:{' '}
        {references.toLocaleString('en')} {references === 1 ? 'reference' : 'references'}
      </h3>
      <ul class="map-ties">
        {pairs.slice(0, limit).map((pair) => (
          <OnePair key={pair[0]} data={data} ties={pair} />
        ))}
      </ul>
      {pairs.length > limit ? (
        <button type="button" class="more" onClick={() => setLimit(limit + 5 * few)}>
          Show more of the {(pairs.length - limit).toLocaleString('en')} others
        </button>
      ) : null}
    </section>
  );
}

/** Ties with the same ends together, in the order in which the first of each comes. */
function pairsOf({ ties }: PageDocument, some: readonly number[]): number[][] {
  const pairs = new Map<string, number[]>();
  for (const tie of some) {
    const key = `${ties.from[tie]} ${ties.to[tie]}`;
    const pair = pairs.get(key) ?? [];
    pair.push(tie);
    pairs.set(key, pair);
  }
  return [...pairs.values()];
}

function OnePair({ data, ties }: { readonly data: PageDocument; readonly ties: readonly number[] }) {
  const [first = -1] = ties;
  return (
    <li>
      <p>
        <bdi>{nodeName(data, data.ties.from[first] ?? -1)}</bdi> →{' '}
        <bdi>{nodeName(data, data.ties.to[first] ?? -1)}</bdi>
      </p>
      {ties.map((tie) => (
        <div key={tie}>
          <p class="fine">{describe(data, tie)}</p>
          <PlaceList places={placesOf(data, tie)} few={3} />
        </div>
      ))}
    </li>
  );
}

/** So many of the names that are used are read. */
const fewNames = 6;

/** `value, call: OrderService, cancel`. */
function describe(data: PageDocument, tie: number): string {
  const uses = (data.ties.uses[tie] ?? []).map((name) => data.names[name] ?? '');
  const rest = uses.length - fewNames;
  const names = [...uses.slice(0, fewNames), ...(rest > 0 ? [`and ${rest} more`] : [])].join(', ');
  return `${kindsOf(data, tie).join(', ')}${names === '' ? '' : `: ${names}`}`;
}
