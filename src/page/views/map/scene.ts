import type { PageDocument } from '../../../report/page/page-document.ts';
import { nodeName } from '../../reading/ties.ts';
import { shortName } from './short-name.ts';
import { contextOfNode, type Spot, spotOfContext, spotOfNode } from './spot.ts';

/** A circle on the map. */
export interface SceneNode {
  readonly spot: Spot;
  readonly kind: 'context' | 'module' | 'entity';
  readonly context: number;
  readonly x: number;
  readonly y: number;
  readonly radius: number;
  readonly label: string;
  /** What stands in the second line of a label; empty for none. */
  readonly caption: string;
}

/** What ties two circles, in both directions together. */
export interface SceneEdge {
  /** The smaller of the two. */
  readonly a: Spot;
  readonly b: Spot;
  /** References from a to b, and back. */
  forth: number;
  back: number;
}

/** A context that is open: the disc on which its modules lie. */
export interface OpenDisc {
  readonly context: number;
  readonly x: number;
  readonly y: number;
  readonly radius: number;
  readonly label: string;
}

/** What the map draws. */
export interface Scene {
  /** How many contexts there are, open or not: their spots are the numbers below. */
  readonly contexts: number;
  /** The largest first: they are drawn below the others, and named before them. */
  readonly nodes: readonly SceneNode[];
  /** The heaviest first. */
  readonly edges: readonly SceneEdge[];
  readonly discs: readonly OpenDisc[];
}

const unit = 1_000;

/** What a map with these contexts opened shows of the ties of these kinds. Linear in the size of the document. */
export function sceneOf(data: PageDocument, open: ReadonlySet<number>, mask: number): Scene {
  const spotOf = spotsOf(data, open);
  return {
    contexts: data.contexts.length,
    nodes: [...closedContexts(data, open), ...openNodes(data, open)].sort((a, b) => b.radius - a.radius),
    edges: edgesOf(data, spotOf, mask),
    discs: [...open].map((context) => {
      const { x, y, radius } = discOf(data, context);
      return { context, x, y, radius, label: data.contexts[context]?.name ?? '' };
    }),
  };
}

/** Where each node is on the map: itself in an open context, else its context; -1 for what is on no disc. */
function spotsOf(data: PageDocument, open: ReadonlySet<number>): Int32Array {
  return Int32Array.from(data.map.x, (_, node) => {
    const context = contextOfNode(data, node);
    if (context < 0) return -1;
    return open.has(context) ? spotOfNode(data, node) : spotOfContext(context);
  });
}

const discOf = ({ map }: PageDocument, context: number) => map.discs[context] ?? { x: 0, y: 0, radius: unit };

function closedContexts(data: PageDocument, open: ReadonlySet<number>): SceneNode[] {
  return data.contexts.flatMap(({ name, modules }, context) => {
    if (open.has(context)) return [];
    const { x, y, radius } = discOf(data, context);
    const caption = `${modules.toLocaleString('en')} ${modules === 1 ? 'module' : 'modules'}`;
    return [
      { spot: spotOfContext(context), kind: 'context' as const, context, x, y, radius, label: name, caption },
    ];
  });
}

function openNodes(data: PageDocument, open: ReadonlySet<number>): SceneNode[] {
  const count = data.modules.lines.length;
  return data.map.x.flatMap((x, node) => {
    const context = contextOfNode(data, node);
    if (!open.has(context)) return [];
    const disc = discOf(data, context);
    const lines = node < count ? (data.modules.lines[node] ?? 0) : 0;
    return [
      {
        spot: spotOfNode(data, node),
        kind: node < count ? ('module' as const) : ('entity' as const),
        context,
        x: disc.x + (x / 1_000) * disc.radius,
        y: disc.y + ((data.map.y[node] ?? 0) / 1_000) * disc.radius,
        radius: unit * Math.min(0.62, 0.24 + Math.sqrt(lines) / 60),
        label: node < count ? shortName(nodeName(data, node)) : nodeName(data, node),
        caption: '',
      },
    ];
  });
}

function edgesOf({ ties }: PageDocument, spotOf: Int32Array, mask: number): SceneEdge[] {
  const edges = new Map<number, SceneEdge>();
  for (let tie = 0; tie < ties.from.length; tie += 1) {
    if (((ties.kinds[tie] ?? 0) & mask) === 0) continue;
    const [from, to] = [spotOf[ties.from[tie] ?? 0] ?? -1, spotOf[ties.to[tie] ?? 0] ?? -1];
    if (from < 0 || to < 0 || from === to) continue;
    const [a, b] = from < to ? [from, to] : [to, from];
    const key = a * 2 ** 24 + b;
    let edge = edges.get(key);
    if (edge === undefined) edges.set(key, (edge = { a, b, forth: 0, back: 0 }));
    edge[from === a ? 'forth' : 'back'] += ties.weight[tie] ?? 0;
  }
  return [...edges.values()].sort((one, other) => other.forth + other.back - one.forth - one.back);
}
