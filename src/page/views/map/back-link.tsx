import type { PageDocument } from '../../../report/page/page-document.ts';
import { type MapState, mapHref } from './map-state.ts';

/** Leads back to the list of everything. */
export function BackLink({ data, state }: { readonly data: PageDocument; readonly state: MapState }) {
  return (
    <a class="map-back" href={mapHref(data, { ...state, selection: null })}>
      ← All contexts
    </a>
  );
}
