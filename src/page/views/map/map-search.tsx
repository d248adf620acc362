import { useState } from 'preact/hooks';
import type { PageDocument } from '../../../report/page/page-document.ts';
import { nodeName } from '../../reading/ties.ts';
import { SearchBox } from '../../shell/search-box.tsx';
import { type MapState, mapHref } from './map-state.ts';
import { contextOfNode, type Spot, spotOfContext, spotOfNode } from './spot.ts';

interface Hit {
  readonly spot: Spot;
  readonly name: string;
  readonly context: string;
}

/** So many are offered; more letters bring the others. */
const mostHits = 10;

/** Finds contexts, modules and entities; choosing one shows it, in its context. */
export function MapSearch({ data, state }: { readonly data: PageDocument; readonly state: MapState }) {
  const [text, setText] = useState('');
  const hits = text.trim() === '' ? [] : find(data, text.trim().toLowerCase());
  const choose = (hit: Hit | undefined) => {
    if (hit === undefined) return;
    location.hash = mapHref(data, { ...state, selection: { at: hit.spot } });
    setText('');
  };
  return (
    <form
      class="map-search"
      role="search"
      onSubmit={(event) => {
        event.preventDefault();
        choose(hits[0]);
      }}
      onKeyDown={({ key }) => key === 'Escape' && setText('')}
    >
      <SearchBox
        label="Find it on the map"
        value={text}
        onChange={setText}
        found={hits.length}
        of={data.contexts.length + data.map.x.length}
      />
      {hits.length === 0 ? null : (
        <ul class="map-hits">
          {hits.slice(0, mostHits).map((hit) => (
            <li key={hit.spot}>
              <button type="button" onClick={() => choose(hit)}>
                <bdi>{hit.name}</bdi> <span class="fine">{hit.context}</span>
              </button>
            </li>
          ))}
        </ul>
      )}
    </form>
  );
}

/** What contains the text; where it begins a name first, then the shortest. */
function find(data: PageDocument, text: string): Hit[] {
  const contexts = data.contexts.map(({ name }, context) => ({
    spot: spotOfContext(context),
    name,
    context: 'context',
  }));
  const nodes = data.map.x.flatMap((_, node) => {
    const context = contextOfNode(data, node);
    if (context < 0) return [];
    return [
      {
        spot: spotOfNode(data, node),
        name: nodeName(data, node),
        context: data.contexts[context]?.name ?? '',
      },
    ];
  });
  const rank = ({ name }: Hit) => {
    const lower = name.toLowerCase();
    return lower.startsWith(text) || lower.slice(lower.lastIndexOf('/') + 1).startsWith(text) ? 0 : 1;
  };
  return [...contexts, ...nodes]
    .filter(({ name }) => name.toLowerCase().includes(text))
    .sort((a, b) => rank(a) - rank(b) || a.name.length - b.name.length);
}
