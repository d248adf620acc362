import { useEffect, useMemo, useRef, useState } from 'preact/hooks';
import { countOf } from '../../../lib/count-of.ts';
import type { PageDocument } from '../../../report/page/page-document.ts';
import { nextCell } from '../../shell/next-cell.ts';
import { useThemeChange } from '../../shell/use-theme-change.ts';
import { tieSentence } from '../tie-list.tsx';
import { drawMatrix } from './draw-matrix.ts';
import {
  type Cell,
  cellAt,
  fittingSide,
  geometryOf,
  nextUse,
  scrollToCell,
  sides,
} from './matrix-geometry.ts';
import type { ModuleMatrix } from './module-matrix.ts';

interface PictureProps {
  readonly data: PageDocument;
  readonly matrix: ModuleMatrix;
  /** Told the tie of a cell that somebody chose. */
  readonly onChoose: (tie: number) => void;
}

/** The matrix as a picture of what is in view, in which the keyboard leads from cell to cell; a status line says what a cell is. */
export function MatrixPicture({ data, matrix, onChoose }: PictureProps) {
  const size = matrix.modules.length;
  const [side, setSide] = useState(() => fittingSide(size));
  const [cursor, setCursor] = useState<Cell>([0, 0]);
  const geometry = geometryOf(size, side);
  const { box, canvas, draw } = useDrawing(data, matrix, side, cursor);
  const tieOf = ([row, column]: Cell) => matrix.rows[row]?.get(column);
  const zoom = (step: number) => setSide(sides[sides.indexOf(side) + step] ?? side);
  const choose = (cell: Cell) => {
    const tie = tieOf(cell);
    if (tie !== undefined) onChoose(tie);
  };
  const press = (event: KeyboardEvent) => {
    const next = nextCell(cursor, event.key, size, size) ?? nextUse(matrix, cursor, event.key);
    if (next !== null) {
      setCursor(next);
      if (box.current) scrollToCell(box.current, next, geometry);
    } else if (event.key === 'Enter') choose(cursor);
    else if (event.key === '+' || event.key === '-') zoom(event.key === '+' ? 1 : -1);
    else return;
    event.preventDefault();
  };
  const point = (event: MouseEvent) => {
    const cell = box.current && cellAt(box.current, event, geometry);
    if (cell === null) return;
    setCursor(cell);
    choose(cell);
  };
  return (
    <>
      <Tools size={size} side={side} onZoom={zoom} />
      <div
        class="matrix-scroll"
        ref={box}
        role="application"
        tabIndex={0}
        aria-label={`Matrix of ${countOf(size, 'module')}`}
        aria-describedby="matrix-keys"
        onScroll={draw}
        onKeyDown={press}
        onClick={point}
      >
        <div
          class="matrix-space"
          style={{ width: `${geometry.gutter + size * side + 2}px`, height: `${size * side + 2}px` }}
        >
          <canvas ref={canvas} class="matrix-canvas" />
        </div>
      </div>
      <CellSentence data={data} matrix={matrix} cell={cursor} tie={tieOf(cursor)} />
    </>
  );
}

/** Draws anew whatever changes; `draw` is for what scrolls. */
function useDrawing(data: PageDocument, matrix: ModuleMatrix, side: number, cursor: Cell) {
  const box = useRef<HTMLDivElement>(null);
  const canvas = useRef<HTMLCanvasElement>(null);
  const theme = useThemeChange();
  const cycleOf = useMemo(() => cyclesByPosition(matrix), [matrix]);
  const draw = () => {
    if (box.current === null || canvas.current === null) return;
    const { scrollLeft: left, scrollTop: top, clientWidth: width, clientHeight: height } = box.current;
    const picture = {
      matrix,
      geometry: geometryOf(matrix.modules.length, side),
      cursor,
      labelOf: (position: number) => data.names[matrix.modules[position] as number] ?? '',
      blockLabelOf: (context: number) => data.contexts[context]?.name ?? '',
      isOnCycle: ([row, column]: Cell) => cycleOf[row] !== undefined && cycleOf[row] === cycleOf[column],
    };
    drawMatrix(canvas.current, picture, { left, top, width, height });
  };
  useEffect(() => {
    draw();
    const watcher = new ResizeObserver(draw);
    if (box.current) watcher.observe(box.current);
    return () => watcher.disconnect();
  }, [matrix, side, cursor, theme]);
  return { box, canvas, draw };
}

function cyclesByPosition({ cycles }: ModuleMatrix): (number | undefined)[] {
  const cycleOf: (number | undefined)[] = [];
  for (const [cycle, positions] of cycles.entries())
    for (const position of positions) cycleOf[position] = cycle;
  return cycleOf;
}

function Tools(props: {
  readonly size: number;
  readonly side: number;
  readonly onZoom: (step: number) => void;
}) {
  const { size, side, onZoom } = props;
  return (
    <div class="matrix-tools">
      <button
        type="button"
        aria-label="Larger cells"
        disabled={side === sides.at(-1)}
        onClick={() => onZoom(1)}
      >
        +
      </button>
      <button
        type="button"
        aria-label="Smaller cells"
        disabled={side === sides[0]}
        onClick={() => onZoom(-1)}
      >
        −
      </button>
      <span class="fine" id="matrix-keys">
        {countOf(size, 'module')}. Arrows move, n and p lead to the next and the previous use, Enter shows it.
        What is hollow points back.
      </span>
    </div>
  );
}

function CellSentence(props: {
  readonly data: PageDocument;
  readonly matrix: ModuleMatrix;
  readonly cell: Cell;
  readonly tie: number | undefined;
}) {
  const { data, matrix, cell, tie } = props;
  const [user, used] = cell.map((position) => data.names[matrix.modules[position] as number]);
  return (
    <p class="matrix-status fine" role="status">
      {tie === undefined ? (
        <>
          <bdi>{user}</bdi> does not use <bdi>{used}</bdi>
        </>
      ) : (
        <bdi>{tieSentence(data, tie)}</bdi>
      )}
    </p>
  );
}
