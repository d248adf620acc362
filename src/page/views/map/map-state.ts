import type { PageDocument } from '../../../report/page/page-document.ts';
import { hrefOf } from '../../shell/place.ts';
import { contextOfNode, formatSpot, parseSpot, readSpot, type Spot } from './spot.ts';

/** What is chosen on the map: a spot, or two of which the ties are read. */
export type Selection = { readonly at: Spot } | { readonly from: Spot; readonly to: Spot } | null;

/** All that the address of the map says. */
export interface MapState {
  /** Positions of the contexts that are open. */
  readonly open: ReadonlySet<number>;
  /** Groups of kinds that are shown, as the address has them; empty before anybody chose. */
  readonly kinds: string;
  readonly selection: Selection;
}

/** Of the parameters of the address. What this report does not have is left out; what is chosen in a context opens it. */
export function parseMapState(data: PageDocument, parameters: URLSearchParams): MapState {
  const ids = (parameters.get('open') ?? '').split(',').map(decode);
  const open = new Set(data.contexts.flatMap(({ id }, context) => (ids.includes(id) ? [context] : [])));
  const spot = (name: string) => parseSpot(data, parameters.get(name) ?? '');
  const [at, from, to] = [spot('at'), spot('from'), spot('to')];
  const selection = at !== null ? { at } : from !== null && to !== null ? { from, to } : null;
  for (const each of [at, from, to]) {
    const context = each === null ? -1 : contextHolding(data, each);
    if (context >= 0) open.add(context);
  }
  return { open, kinds: parameters.get('kinds') ?? '', selection };
}

/** Address of the map in a state. */
export function mapHref(data: PageDocument, { open, kinds, selection }: MapState): string {
  const spots =
    selection === null
      ? {}
      : 'at' in selection
        ? { at: formatSpot(data, selection.at) }
        : { from: formatSpot(data, selection.from), to: formatSpot(data, selection.to) };
  const ids = [...open]
    .sort((a, b) => a - b)
    .map((context) => encodeURIComponent(data.contexts[context]?.id ?? ''));
  return hrefOf('map', { open: ids.join(','), kinds, ...spots });
}

/** The state with a context opened, or closed with what was chosen in it. */
export function withContext(data: PageDocument, state: MapState, context: number, isOpen: boolean): MapState {
  const open = new Set(state.open);
  if (isOpen) return { ...state, open: open.add(context) };
  open.delete(context);
  const spots = state.selection === null ? [] : Object.values(state.selection);
  const isInside = spots.some((spot) => contextHolding(data, spot) === context);
  return { ...state, open, selection: isInside ? null : state.selection };
}

/** The context that must be open to see a spot; -1 for a context itself. */
function contextHolding(data: PageDocument, spot: Spot): number {
  const read = readSpot(data, spot);
  return 'node' in read ? contextOfNode(data, read.node) : -1;
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
