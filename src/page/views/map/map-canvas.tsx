import { useEffect, useMemo, useRef, useState } from 'preact/hooks';
import type { PageDocument } from '../../../report/page/page-document.ts';
import { useThemeChange } from '../../shell/use-theme-change.ts';
import { litBy } from './evidence.ts';
import { mapColors } from './map-colors.ts';
import { MapPicture, type PictureContent, type PictureEvents } from './map-picture.ts';
import type { Selection } from './map-state.ts';
import type { Scene } from './scene.ts';

/** The picture of the map with its zoom; what it says stands in the lists beside it too. */
export function MapCanvas(props: {
  readonly data: PageDocument;
  readonly scene: Scene;
  readonly selection: Selection;
  readonly events: PictureEvents;
}) {
  const { data, scene, selection, events } = props;
  const container = useRef<HTMLDivElement>(null);
  const picture = useRef<MapPicture | null>(null);
  const latest = useRef(events);
  latest.current = events;
  const [isMissing, setMissing] = useState(false);
  const theme = useThemeChange();
  const colors = useMemo(() => mapColors(data.contexts.length), [data, theme]);
  const frame = useMemo(() => frameOf(data), [data]);
  const lit = useMemo(() => litBy(data, scene, selection), [data, scene, selection]);
  const content: PictureContent = { scene, lit, colors, frame };
  useEffect(() => {
    if (container.current === null) return undefined;
    try {
      picture.current = new MapPicture(container.current, content, {
        onSpot: (spot) => latest.current.onSpot(spot),
        onOpen: (spot) => latest.current.onOpen(spot),
        onEdge: (a, b) => latest.current.onEdge(a, b),
        onNothing: () => latest.current.onNothing(),
      });
    } catch {
      setMissing(true);
    }
    return () => {
      picture.current?.end();
      picture.current = null;
    };
  }, []);
  useEffect(() => picture.current?.show(content), [scene, lit, colors]);
  useCamera(picture, scene, selection);
  if (isMissing)
    return <p class="empty">This browser cannot draw the map. The lists beside it say the same.</p>;
  return (
    <div class="map-picture">
      <div
        ref={container}
        class="map-canvas"
        role="img"
        aria-label={`Map of ${data.contexts.length} contexts and what ties them; the lists beside it say the same`}
      />
      <Zoom picture={picture} />
    </div>
  );
}

/** Goes to the context that was opened, and to the module that was chosen. */
function useCamera(
  picture: { readonly current: MapPicture | null },
  scene: Scene,
  selection: Selection,
): void {
  const open = useRef<readonly number[]>([]);
  const chosen = useRef<Selection>(null);
  useEffect(() => {
    const opened = scene.discs.filter(({ context }) => !open.current.includes(context));
    open.current = scene.discs.map(({ context }) => context);
    const at = selection !== null && 'at' in selection && selection !== chosen.current ? selection.at : -1;
    chosen.current = selection;
    const node = scene.nodes.find(({ spot, kind }) => spot === at && kind !== 'context');
    if (node !== undefined) picture.current?.lookAt({ ...node, radius: around }, 1);
    else if (opened.length === 1 && opened[0] !== undefined) picture.current?.lookAt(opened[0], 0.8);
  }, [scene, selection]);
}

/** What is seen around a chosen module. */
const around = 6_000;

function Zoom({ picture }: { readonly picture: { readonly current: MapPicture | null } }) {
  return (
    <div class="map-zoom">
      <button type="button" aria-label="Zoom in" onClick={() => picture.current?.zoom(0.6)}>
        +
      </button>
      <button type="button" aria-label="Zoom out" onClick={() => picture.current?.zoom(1.6)}>
        −
      </button>
      <button type="button" onClick={() => picture.current?.fit()}>
        Fit
      </button>
    </div>
  );
}

function frameOf({ map }: PageDocument): PictureContent['frame'] {
  const discs = map.discs.length > 0 ? map.discs : [{ x: 0, y: 0, radius: 1_000 }];
  return {
    x: [
      Math.min(...discs.map(({ x, radius }) => x - radius)),
      Math.max(...discs.map(({ x, radius }) => x + radius)),
    ],
    y: [
      Math.min(...discs.map(({ y, radius }) => y - radius)),
      Math.max(...discs.map(({ y, radius }) => y + radius)),
    ],
  };
}
