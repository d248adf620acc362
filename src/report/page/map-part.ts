import { fillDisc } from './layout/fill-disc.ts';
import { layOut, type Point, type Pull } from './layout/lay-out.ts';
import { type Disc, partDiscs } from './layout/part-discs.ts';
import type { PageSubject } from './subject.ts';
import type { TiesPart } from './ties-part.ts';

/** Where everything lies on the map, in advance, so that it opens at once. Nodes are modules, then entities. */
export interface MapPart {
  /** The disc of each context; no two overlap. Whole numbers, the radius of a context of one module is 1000. */
  readonly discs: readonly Disc[];
  /** Of each node relative to the centre of its disc, in thousandths of its radius; 0 for what is on no disc. */
  readonly x: readonly number[];
  readonly y: readonly number[];
}

const unit = 1_000;

/** Costs about a second for 5,000 modules. */
export function mapPart({ analysis, modules, contextOf }: PageSubject, ties: TiesPart): MapPart {
  const disc = [
    ...discOfModules(modules, contextOf),
    ...analysis.entities.map(({ context }) => contextOf(context)),
  ];
  const members = analysis.contexts.map((): number[] => []);
  const rank = disc.map((context, node) => (members[context]?.push(node) ?? 0) - 1);
  const within = members.map((): Pull[] => []);
  const between: Pull[] = [];
  ties.from.forEach((from, tie) => {
    const [to, weight] = [ties.to[tie] ?? 0, ties.weight[tie] ?? 0];
    const [a, b] = [disc[from] ?? -1, disc[to] ?? -1];
    if (a < 0 || b < 0) return;
    if (a !== b) between.push({ a, b, weight });
    else within[a]?.push({ a: rank[from] ?? 0, b: rank[to] ?? 0, weight });
  });
  const places = members.map((nodes, context) => fillDisc(layOut(nodes.length, within[context] ?? [])));
  const placeOf = (node: number): Point => places[disc[node] ?? -1]?.[rank[node] ?? 0] ?? { x: 0, y: 0 };
  return {
    discs: layOutDiscs(
      members.map((nodes) => radiusOf(nodes, modules.length)),
      between,
    ),
    x: disc.map((_, node) => Math.round(placeOf(node).x * 1_000)),
    y: disc.map((_, node) => Math.round(placeOf(node).y * 1_000)),
  };
}

/** What is deployed lies on the disc of its context; tests, wiring and what is shared lie on none. */
function discOfModules(modules: PageSubject['modules'], contextOf: PageSubject['contextOf']): number[] {
  return modules.map(({ role, context }) => (role === 'domain' ? contextOf(context) : -1));
}

/** An entity is a name on its module's disc, and takes less of it. */
const entityShare = 0.4;

function radiusOf(nodes: readonly number[], modules: number): number {
  const entities = nodes.filter((node) => node >= modules).length;
  return unit * Math.sqrt(Math.max(1, nodes.length - entities * (1 - entityShare)));
}

/** Screens are wider than they are high. */
const stretch = { x: 1.25, y: 0.85 };

function layOutDiscs(radii: readonly number[], between: readonly Pull[]): Disc[] {
  const points = layOut(radii.length, between);
  const reach = Math.max(1, ...points.map(({ x, y }) => Math.hypot(x, y)));
  const room = Math.sqrt(radii.reduce((sum, radius) => sum + radius ** 2, 0));
  const spread = points.map(({ x, y }, index) => ({
    x: (x / reach) * room * stretch.x,
    y: (y / reach) * room * stretch.y,
    radius: radii[index] ?? unit,
  }));
  return partDiscs(spread, 0.35 * Math.max(unit, ...radii)).map(({ x, y, radius }) => ({
    x: Math.round(x),
    y: Math.round(y),
    radius: Math.round(radius),
  }));
}
