import type { PageDocument } from '../../../report/page/page-document.ts';
import { deployedIn } from '../../reading/context-uses.ts';
import { type Rectangle, squarify } from './squarify.ts';

/** What is deployed with no context. */
export const outside = -1;

/** The modules that are deployed together, largest context first, what belongs to none last. */
export interface Group {
  /** Position in the list of contexts, or `outside`. */
  readonly context: number;
  /** Numbers of its modules, the largest first. */
  readonly modules: readonly number[];
  readonly lines: number;
}

export interface Tile extends Rectangle {
  readonly module: number;
}

export interface Frame extends Rectangle {
  readonly group: Group;
  /** Room for its name; 0 where there is too little of it. */
  readonly head: number;
  readonly tiles: readonly Tile[];
}

/** Everything but tests and generated code. */
export function groupsOf(data: Pick<PageDocument, 'modules'>): Group[] {
  const { modules } = data;
  const members = new Map<number, number[]>();
  for (const [module, role] of modules.role.entries()) {
    const name = modules.roles[role];
    if (name === 'test' || name === 'generated') continue;
    const context = deployedIn(data, module);
    members.set(context, [...(members.get(context) ?? []), module]);
  }
  const linesOf = (module: number) => modules.lines[module] ?? 0;
  return [...members]
    .map(([context, own]) => ({
      context,
      modules: own.sort((a, b) => linesOf(b) - linesOf(a) || a - b),
      lines: own.reduce((sum, module) => sum + linesOf(module), 0),
    }))
    .sort(
      (a, b) =>
        Number(a.context === outside) - Number(b.context === outside) ||
        b.lines - a.lines ||
        a.context - b.context,
    );
}

const headHeight = 20;
const gap = 2;
/** Less than this many square pixels cannot be seen. */
const minArea = 2;

/** Rectangles by lines for every group and its modules; modules too small to be seen have none. */
export function layOutTreemap(
  data: Pick<PageDocument, 'modules'>,
  groups: readonly Group[],
  area: Rectangle,
): Frame[] {
  const frames = squarify(
    groups.map(({ lines }) => lines),
    area,
  );
  return groups.map((group, index) => {
    const { x, y, width, height } = frames[index] as Rectangle;
    const head = width >= 50 && height >= 3 * headHeight ? headHeight : 0;
    const inside = {
      x: x + gap,
      y: y + gap + head,
      width: Math.max(0, width - 2 * gap),
      height: Math.max(0, height - 2 * gap - head),
    };
    const tiles = squarify(
      group.modules.map((module) => data.modules.lines[module] ?? 0),
      inside,
    );
    return {
      group,
      x,
      y,
      width,
      height,
      head,
      tiles: group.modules.flatMap((module, rank): Tile[] => {
        const tile = tiles[rank] as Rectangle;
        return tile.width * tile.height < minArea ? [] : [{ module, ...tile }];
      }),
    };
  });
}
