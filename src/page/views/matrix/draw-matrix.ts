import { resolveColors } from '../../shell/resolve-color.ts';
import { type Cell, type Geometry, minSideOfLabel } from './matrix-geometry.ts';
import type { ModuleMatrix } from './module-matrix.ts';

export interface Viewport {
  /** How far the reader scrolled, in CSS pixels. */
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
}

export interface MatrixDrawing {
  readonly matrix: ModuleMatrix;
  readonly geometry: Geometry;
  readonly cursor: Cell;
  /** Of a module, by its position in the matrix. */
  readonly labelOf: (position: number) => string;
  readonly blockLabelOf: (context: number) => string;
  /** Whether both modules of a filled cell are on one cycle. */
  readonly isOnCycle: (cell: Cell) => boolean;
}

const tokens = {
  ground: 'var(--surface)',
  block: 'var(--sunken)',
  line: 'var(--line)',
  border: 'var(--line-strong)',
  ink: 'var(--ink)',
  use: 'var(--ink-quiet)',
  cursor: 'var(--accent)',
  cycle: 'var(--warn)',
  back: 'var(--bad)',
};
type Colors = Readonly<Record<keyof typeof tokens, string>>;

/** Draws the part of the matrix that is in view; the cost is that of what is in view. */
export function drawMatrix(canvas: HTMLCanvasElement, picture: MatrixDrawing, view: Viewport): void {
  const scale = devicePixelRatio;
  canvas.width = Math.round(view.width * scale);
  canvas.height = Math.round(view.height * scale);
  canvas.style.width = `${view.width}px`;
  canvas.style.height = `${view.height}px`;
  const context = canvas.getContext('2d');
  if (context === null) return;
  const colors = resolveColors(tokens);
  context.scale(scale, scale);
  context.fillStyle = colors.ground;
  context.fillRect(0, 0, view.width, view.height);
  context.save();
  context.beginPath();
  context.rect(picture.geometry.gutter, 0, view.width - picture.geometry.gutter, view.height);
  context.clip();
  context.translate(picture.geometry.gutter - view.left, -view.top);
  drawBlocks(context, picture, colors);
  drawCells(context, picture, view, colors);
  drawCursor(context, picture, colors);
  context.restore();
  context.translate(0, -view.top);
  drawLabels(context, picture, view, colors);
}

function drawBlocks(
  context: CanvasRenderingContext2D,
  { matrix, geometry: { side } }: MatrixDrawing,
  colors: Colors,
): void {
  const size = matrix.modules.length * side;
  context.strokeStyle = colors.line;
  context.beginPath();
  context.moveTo(0, 0);
  context.lineTo(size, size);
  context.stroke();
  matrix.blocks.forEach(({ start }, index) => {
    const end = matrix.blocks[index + 1]?.start ?? matrix.modules.length;
    if (end === start) return;
    context.fillStyle = colors.block;
    context.fillRect(start * side, start * side, (end - start) * side, (end - start) * side);
    context.strokeStyle = colors.border;
    context.strokeRect(start * side + 0.5, start * side + 0.5, (end - start) * side, (end - start) * side);
  });
}

/** A use that points back is hollow, so that its shape tells it too. */
function drawCells(
  context: CanvasRenderingContext2D,
  picture: MatrixDrawing,
  view: Viewport,
  colors: Colors,
): void {
  const { matrix, geometry, isOnCycle } = picture;
  const { side } = geometry;
  const first = Math.floor(view.top / side);
  const last = Math.min(matrix.rows.length, Math.ceil((view.top + view.height) / side));
  const inset = side >= 6 ? 1 : 0;
  const size = Math.max(1, side - 2 * inset);
  for (let row = first; row < last; row++) {
    for (const column of matrix.rows[row]?.keys() ?? []) {
      const [x, y] = [column * side + inset, row * side + inset];
      const isBack = column < row;
      context.fillStyle = isBack ? colors.back : isOnCycle([row, column]) ? colors.cycle : colors.use;
      context.fillRect(x, y, size, size);
      if (!isBack || side < 6) continue;
      context.fillStyle = colors.ground;
      context.fillRect(x + 1, y + 1, size - 2, size - 2);
    }
  }
}

function drawCursor(
  context: CanvasRenderingContext2D,
  { matrix, geometry: { side }, cursor: [row, column] }: MatrixDrawing,
  colors: Colors,
): void {
  const size = matrix.modules.length * side;
  context.strokeStyle = colors.cursor;
  context.lineWidth = 1;
  context.globalAlpha = 0.5;
  context.strokeRect(0.5, row * side - 0.5, size, side + 1);
  context.strokeRect(column * side - 0.5, 0.5, side + 1, size);
  context.globalAlpha = 1;
  context.lineWidth = 2;
  context.strokeRect(column * side - 1, row * side - 1, side + 2, side + 2);
  context.lineWidth = 1;
}

function drawLabels(
  context: CanvasRenderingContext2D,
  picture: MatrixDrawing,
  view: Viewport,
  colors: Colors,
): void {
  const { matrix, geometry, cursor } = picture;
  const { side, gutter } = geometry;
  context.textBaseline = 'middle';
  context.font = `${Math.min(12, side >= minSideOfLabel ? side : 12)}px ${getComputedStyle(document.body).fontFamily}`;
  if (side >= minSideOfLabel) {
    const first = Math.floor(view.top / side);
    const last = Math.min(matrix.rows.length, Math.ceil((view.top + view.height) / side));
    for (let row = first; row < last; row++) {
      context.fillStyle = row === cursor[0] ? colors.cursor : colors.ink;
      context.fillText(fitted(context, picture.labelOf(row), gutter - 10), 4, (row + 0.5) * side);
    }
    return;
  }
  context.fillStyle = colors.ink;
  matrix.blocks.forEach(({ context: block, start }, index) => {
    const end = matrix.blocks[index + 1]?.start ?? matrix.modules.length;
    if ((end - start) * side < 14) return;
    const [top, bottom] = [Math.max(start * side, view.top), Math.min(end * side, view.top + view.height)];
    if (bottom - top < 14) return;
    context.fillText(fitted(context, picture.blockLabelOf(block), gutter - 10), 4, (top + bottom) / 2);
  });
}

/** The end of a text that fits, after `…` where something is left out. */
function fitted(context: CanvasRenderingContext2D, text: string, width: number): string {
  if (context.measureText(text).width <= width) return text;
  let from = 1;
  while (from < text.length && context.measureText(`…${text.slice(from)}`).width > width) from++;
  return `…${text.slice(from)}`;
}
