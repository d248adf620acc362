import type { PageDocument } from '../../../report/page/page-document.ts';
import { dependencyTies } from '../../reading/tie-kinds.ts';
import { deployedIn } from '../../reading/context-uses.ts';
import { type LayeredOrder, layeredOrder, type Use } from './layered-order.ts';

/** Uses between the modules of some contexts, ordered by layers inside of each context. */
export interface ModuleMatrix {
  /** Numbers of the modules, in order. */
  readonly modules: readonly number[];
  /** Where the modules of a context begin, with the position of the context. */
  readonly blocks: readonly { readonly context: number; readonly start: number }[];
  /** For each row its filled columns with the tie that fills them; positions in `modules`. */
  readonly rows: readonly ReadonlyMap<number, number>[];
  /** Uses that point back, against the order, by row: of the modules of one context they are on a cycle. */
  readonly back: readonly { readonly row: number; readonly column: number; readonly tie: number }[];
  /** Cycles inside of contexts: positions in `modules`. */
  readonly cycles: readonly (readonly number[])[];
}

/** The matrix of the modules of contexts, which come in the given order. */
export function moduleMatrix(
  data: Pick<PageDocument, 'ties' | 'modules'>,
  contexts: readonly number[],
): ModuleMatrix {
  const members = contexts.map((): number[] => []);
  for (let module = 0; module < data.modules.lines.length; module++)
    members[contexts.indexOf(deployedIn(data, module))]?.push(module);
  const ties = dependencyTies(data).filter((tie) => data.ties.from[tie] !== data.ties.to[tie]);
  const orders = members.map((own) => orderOf(data, own, ties));
  const modules = orders.flatMap(({ order }, block) => order.map((rank) => members[block]?.[rank] as number));
  const place = new Map(modules.map((module, position) => [module, position]));
  const rows = modules.map(() => new Map<number, number>());
  for (const tie of ties) {
    const row = place.get(data.ties.from[tie] as number);
    const column = place.get(data.ties.to[tie] as number);
    if (row !== undefined && column !== undefined) rows[row]?.set(column, tie);
  }
  const starts = startsOf(members);
  return {
    modules,
    blocks: contexts.map((context, block) => ({ context, start: starts[block] as number })),
    rows,
    back: rows.flatMap((columns, row) =>
      [...columns].flatMap(([column, tie]) => (column < row ? [{ row, column, tie }] : [])),
    ),
    cycles: orders.flatMap(({ cycles }, block) =>
      cycles.map((nodes) => nodes.map((rank) => place.get(members[block]?.[rank] as number) as number)),
    ),
  };
}

function orderOf(
  { ties: { from, to, weight } }: Pick<PageDocument, 'ties'>,
  own: readonly number[],
  ties: readonly number[],
): LayeredOrder {
  const ranks = new Map(own.map((module, rank) => [module, rank]));
  const uses = ties.flatMap((tie): Use[] => {
    const [user, used] = [ranks.get(from[tie] as number), ranks.get(to[tie] as number)];
    return user === undefined || used === undefined
      ? []
      : [{ from: user, to: used, weight: weight[tie] as number }];
  });
  return layeredOrder(own.length, uses);
}

function startsOf(members: readonly (readonly number[])[]): number[] {
  let start = 0;
  return members.map(({ length }) => {
    start += length;
    return start - length;
  });
}
