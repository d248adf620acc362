import { useEffect, useMemo, useRef, useState } from 'preact/hooks';
import { countOf, grouped } from '../../../lib/count-of.ts';
import type { PageDocument } from '../../../report/page/page-document.ts';
import { nodeName } from '../../reading/ties.ts';
import { type Frame, type Group, layOutTreemap, type Tile } from './lay-out-treemap.ts';
import type { Shading } from './shades.ts';

const height = 560;
/** Widths of a letter of the labels and of the bold heads, in pixels. */
const [letter, boldLetter] = [6.4, 7.6];

interface PictureProps {
  readonly data: PageDocument;
  readonly groups: readonly Group[];
  /** Whether one context is shown alone, whose modules can be chosen. */
  readonly isZoomed: boolean;
  readonly shading: Shading;
  /** Where a context leads. */
  readonly hrefOf: (context: number) => string;
  readonly onChoose: (module: number) => void;
}

/** The areas of contexts and modules; a context leads to its modules, the table beside says the same in words. */
export function TreemapPicture(props: PictureProps) {
  const { data, groups, isZoomed, hrefOf, onChoose } = props;
  const box = useRef<HTMLDivElement>(null);
  const width = useWidth(box);
  const frames = useMemo(
    () => layOutTreemap(data, groups, { x: 0, y: 0, width, height }),
    [data, groups.length, groups[0], width],
  );
  const point = (event: MouseEvent) => {
    const tile = event.target instanceof Element ? event.target.closest('[data-context]') : null;
    if (tile === null) return;
    const module = tile.getAttribute('data-module');
    if (!isZoomed) location.hash = hrefOf(Number(tile.getAttribute('data-context')));
    else if (module !== null) onChoose(Number(module));
  };
  return (
    <div ref={box} class="treemap">
      <svg width={width} height={height} role="group" aria-label="Areas by lines of code" onClick={point}>
        {frames.map((frame) => (
          <Area key={frame.group.context} {...props} frame={frame} />
        ))}
        {isZoomed
          ? null
          : frames.map((frame) => <FrameLink key={frame.group.context} {...props} frame={frame} />)}
      </svg>
    </div>
  );
}

/** What the keyboard and a screen reader meet in place of the drawing; a pointer goes through it. */
function FrameLink({ data, hrefOf, frame }: PictureProps & { readonly frame: Frame }) {
  const { group, x, y, width, height: tall } = frame;
  return (
    <a href={hrefOf(group.context)} aria-label={labelOf(data, group)}>
      <rect
        x={x + 1}
        y={y + 1}
        width={Math.max(0, width - 2)}
        height={Math.max(0, tall - 2)}
        class="frame-link"
      />
    </a>
  );
}

function useWidth(box: { readonly current: HTMLDivElement | null }): number {
  const [width, setWidth] = useState(1000);
  useEffect(() => {
    const measure = () => {
      if (box.current !== null && box.current.clientWidth > 0) setWidth(box.current.clientWidth);
    };
    measure();
    const watcher = new ResizeObserver(measure);
    if (box.current !== null) watcher.observe(box.current);
    return () => watcher.disconnect();
  }, [box]);
  return width;
}

function labelOf({ contexts }: PageDocument, { context, lines, modules }: Group): string {
  const name = contexts[context]?.name ?? 'Outside of contexts';
  return `${name}: ${countOf(lines, 'line')}, ${countOf(modules.length, 'module')}`;
}

function Area({ data, shading, frame }: PictureProps & { readonly frame: Frame }) {
  const { group, x, y, width, head, tiles } = frame;
  return (
    <g aria-hidden="true" data-context={group.context}>
      <rect x={x} y={y} width={width} height={frame.height} class="tile-frame">
        <title>{labelOf(data, group)}</title>
      </rect>
      {tiles.map((tile) => (
        <OneTile
          key={tile.module}
          data={data}
          tile={tile}
          context={group.context}
          shade={shading.shadeOf(tile.module, group.context)}
        />
      ))}
      {head === 0 ? null : (
        <text x={x + 6} y={y + 15} class="tile-head">
          {fitted(
            `${data.contexts[group.context]?.name ?? 'Outside of contexts'} · ${grouped(group.lines)}`,
            width - 10,
            boldLetter,
          )}
        </text>
      )}
    </g>
  );
}

function OneTile(props: {
  readonly data: PageDocument;
  readonly tile: Tile;
  readonly context: number;
  readonly shade: ReturnType<Shading['shadeOf']>;
}) {
  const { data, tile, context, shade } = props;
  const { module, x, y, width, height: tall } = tile;
  const path = nodeName(data, module);
  return (
    <g data-module={module} data-context={context}>
      <rect
        x={x}
        y={y}
        width={width}
        height={tall}
        fill={shade.fill}
        fill-opacity={shade.opacity}
        class="tile"
      >
        <title>{`${path}: ${countOf(data.modules.lines[module] ?? 0, 'line')}`}</title>
      </rect>
      {width > 56 && tall > 16 ? (
        <text x={x + 4} y={y + 13} class="tile-label">
          {fitted(path.slice(path.lastIndexOf('/') + 1), width - 8, letter)}
        </text>
      ) : null}
    </g>
  );
}

/** The beginning of a text that fits, and `…` where something is left out. */
function fitted(text: string, width: number, letterWidth: number): string {
  const most = Math.floor(width / letterWidth);
  return text.length <= most ? text : `${text.slice(0, Math.max(0, most - 1))}…`;
}
