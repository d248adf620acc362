import { faded, type MapColors } from './map-colors.ts';
import { type LabelWish, placeLabels } from './place-labels.ts';
import type { OpenDisc, SceneNode } from './scene.ts';

/** From the coordinates of the scene to pixels: `x * scale + left`. */
export interface Projection {
  readonly scale: number;
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
}

/** Whether a circle is named before all others, as it comes, without its caption, dimly, or not at all. */
export type LabelRank = 'first' | 'normal' | 'brief' | 'quiet' | 'never';

/** A label before it has a place. */
export interface LabelText {
  readonly lines: readonly string[];
  readonly font: string;
  readonly lineHeight: number;
  readonly color: string;
}

const family = 'system-ui, -apple-system, "Segoe UI", Roboto, sans-serif';
/** A screen with more names is not read. */
const mostLabels = 160;
/** Below so many pixels a circle is a dot in a crowd, and has no name. */
const smallestNamed = 3.5;

/** Draws names of circles, the largest first, so that none touches another. `first` are named before all others. */
export function drawLabels(
  context: CanvasRenderingContext2D,
  projection: Projection,
  nodes: readonly SceneNode[],
  discs: readonly OpenDisc[],
  colors: MapColors,
  rankOf: (node: SceneNode) => LabelRank,
): void {
  const labels: { readonly text: LabelText; readonly wish: LabelWish }[] = [];
  const add = (circle: { x: number; y: number; radius: number }, text: LabelText, mayBeInside: boolean) => {
    const [x, y] = [
      circle.x * projection.scale + projection.left,
      projection.top - circle.y * projection.scale,
    ];
    const radius = circle.radius * projection.scale;
    const isSeen =
      x > -radius && y > -radius && x < projection.width + radius && y < projection.height + radius;
    if (isSeen) labels.push({ text, wish: { x, y, radius, ...sizeOf(context, text), mayBeInside } });
  };
  for (const node of nodes.filter((each) => rankOf(each) === 'first'))
    add(node, textOf(node, colors, 'first'), node.kind === 'context');
  for (const disc of discs) add(aboveOf(disc), discText(disc, colors), true);
  for (const node of nodes) {
    const rank = rankOf(node);
    if (rank === 'first' || rank === 'never') continue;
    if (node.kind !== 'context' && node.radius * projection.scale < smallestNamed) continue;
    add(node, textOf(node, colors, rank), node.kind === 'context');
  }
  const boxes = placeLabels(
    labels.map(({ wish }) => wish),
    mostLabels,
  );
  boxes.forEach((box, index) => {
    const label = labels[index];
    if (box !== null && label !== undefined) drawText(context, label.text, box.left, box.top, colors);
  });
}

/** The name of an open context stands at the upper edge of its disc. */
const aboveOf = ({ x, y, radius }: OpenDisc) => ({ x, y: y + radius, radius: 0 });

function discText({ label }: OpenDisc, { ink }: MapColors): LabelText {
  return { lines: [label], font: `600 14px ${family}`, lineHeight: 18, color: ink };
}

function textOf({ kind, label, caption }: SceneNode, { ink, quiet }: MapColors, rank: LabelRank): LabelText {
  const color = rank === 'quiet' ? quiet : ink;
  if (kind === 'context')
    return {
      lines: rank === 'brief' ? [label] : [label, caption],
      font: `600 13px ${family}`,
      lineHeight: 16,
      color,
    };
  const style = kind === 'entity' ? 'italic ' : '';
  return {
    lines: [label],
    font: `${style}${rank === 'first' ? 600 : 400} 12px ${family}`,
    lineHeight: 15,
    color: ink,
  };
}

const widths = new Map<string, number>();

function sizeOf(context: CanvasRenderingContext2D, { lines, font, lineHeight }: LabelText) {
  const width = Math.max(
    ...lines.map((line) => {
      const key = `${font} ${line}`;
      let known = widths.get(key);
      if (known === undefined) {
        context.font = font;
        widths.set(key, (known = context.measureText(line).width));
      }
      return known;
    }),
  );
  return { width: width + 4, height: lines.length * lineHeight };
}

/** Text with a halo of the ground, so that it is read over lines too. */
export function drawText(
  context: CanvasRenderingContext2D,
  { lines, font, lineHeight, color }: LabelText,
  left: number,
  top: number,
  { ground }: MapColors,
): void {
  const { width } = sizeOf(context, { lines, font, lineHeight, color });
  context.textBaseline = 'middle';
  context.textAlign = 'center';
  context.lineJoin = 'round';
  context.lineWidth = 3;
  lines.forEach((line, index) => {
    context.font = index === 0 ? font : font.replace(/^600 13px/, '400 12px');
    const [x, y] = [left + width / 2, top + (index + 0.5) * lineHeight];
    context.strokeStyle = faded(ground, 0.85);
    context.strokeText(line, x, y);
    context.fillStyle = color;
    context.fillText(line, x, y);
  });
}
