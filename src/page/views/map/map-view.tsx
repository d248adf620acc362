import { useMemo } from 'preact/hooks';
import type { PageDocument } from '../../../report/page/page-document.ts';
import { usePlace } from '../../shell/use-place.ts';
import type { View } from '../../shell/view.ts';
import { groupsIn, shownGroups, shownMask, toggled } from './kind-groups.ts';
import { MapCanvas } from './map-canvas.tsx';
import { MapPanel } from './map-panel.tsx';
import { MapSearch } from './map-search.tsx';
import { type MapState, mapHref, parseMapState, withContext } from './map-state.ts';
import { sceneOf } from './scene.ts';

export const mapView: View<PageDocument> = {
  id: 'map',
  title: 'Map',
  question: 'What are the contexts, what ties them, and which lines of code are behind it?',
  component: MapOfContexts,
};

function MapOfContexts({ data }: { readonly data: PageDocument }) {
  const { parameters } = usePlace();
  const state = useMemo(() => parseMapState(data, parameters), [data, parameters]);
  const groups = useMemo(() => groupsIn(data), [data]);
  const shown = shownGroups(groups, state.kinds);
  const mask = shownMask(groups, shown, data);
  const opened = [...state.open].join();
  const scene = useMemo(() => sceneOf(data, state.open, mask), [data, opened, mask]);
  if (data.contexts.length === 0)
    return <p class="empty">No context was found, so there is nothing to draw.</p>;
  const go = (next: MapState) => {
    location.hash = mapHref(data, next);
  };
  const all = new Set(data.contexts.keys());
  return (
    <>
      <h1 class="unseen">Map</h1>
      <div class="map-bar">
        <MapSearch data={data} state={state} />
        <fieldset class="map-kinds">
          <legend class="unseen">Evidence that is shown</legend>
          {groups.map(({ id, title }) => (
            <button
              key={id}
              type="button"
              aria-pressed={shown.has(id)}
              onClick={() => go({ ...state, kinds: toggled(groups, shown, id) })}
            >
              {title}
            </button>
          ))}
        </fieldset>
        <button
          type="button"
          class="quiet"
          onClick={() => go({ ...state, open: state.open.size > 0 ? new Set() : all, selection: null })}
        >
          {state.open.size > 0 ? 'Close all' : 'Open all'}
        </button>
      </div>
      <div class="map">
        <MapCanvas
          data={data}
          scene={scene}
          selection={state.selection}
          events={{
            onSpot: (at) => go({ ...state, selection: { at } }),
            onOpen: (spot) => spot < data.contexts.length && go(withContext(data, state, spot, true)),
            onEdge: (from, to) => go({ ...state, selection: { from, to } }),
            onNothing: () => state.selection !== null && go({ ...state, selection: null }),
          }}
        />
        <MapPanel data={data} scene={scene} state={state} mask={mask} />
      </div>
    </>
  );
}
