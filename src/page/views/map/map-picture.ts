import { UndirectedGraph } from 'graphology';
import { Sigma } from 'sigma';
import { drawLabels, drawText, type Projection } from './draw-labels.ts';
import type { Lit } from './evidence.ts';
import { faded, type MapColors, mixed, veiled } from './map-colors.ts';
import type { Scene, SceneNode } from './scene.ts';
import type { Spot } from './spot.ts';

/** What a reader does with the picture. */
export interface PictureEvents {
  readonly onSpot: (spot: Spot) => void;
  /** A context was clicked twice. */
  readonly onOpen: (spot: Spot) => void;
  readonly onEdge: (a: Spot, b: Spot) => void;
  readonly onNothing: () => void;
}

/** What the picture shows. */
export interface PictureContent {
  readonly scene: Scene;
  readonly lit: Lit | null;
  readonly colors: MapColors;
  /** Corners of everything that can be shown: opening a context must not move the others. */
  readonly frame: { readonly x: [number, number]; readonly y: [number, number] };
}

/** Of so many contexts only the names have room. */
const manyContexts = 24;

/** What the mouse is over: a circle, or an edge by its position. */
type Hovered = { readonly spot: Spot } | { readonly edge: number } | null;

/** The picture of a scene, drawn by WebGL; throws where a browser has none. */
export class MapPicture {
  readonly #sigma: Sigma;
  readonly #under: HTMLCanvasElement;
  readonly #over: HTMLCanvasElement;
  readonly #events: PictureEvents;
  #content: PictureContent;
  #nodes: ReadonlyMap<Spot, SceneNode>;
  #hovered: Hovered = null;

  constructor(container: HTMLElement, content: PictureContent, events: PictureEvents) {
    this.#content = content;
    this.#nodes = nodesOf(content);
    this.#events = events;
    this.#sigma = new Sigma(graphOf(content), container, {
      renderLabels: false,
      enableEdgeEvents: true,
      itemSizesReference: 'positions',
      zoomToSizeRatioFunction: (ratio) => ratio,
      minEdgeThickness: 1.2,
      stagePadding: 40,
      minCameraRatio: 0.01,
      maxCameraRatio: 2,
      allowInvalidContainer: true,
      defaultDrawNodeHover: () => undefined,
      nodeReducer: (key, data) => ({ ...data, ...this.#nodeLook(Number(key)) }),
      edgeReducer: (key, data) => ({ ...data, ...this.#edgeLook(Number(key)) }),
    });
    this.#sigma.setCustomBBox(content.frame);
    this.#under = this.#sigma.createCanvas('discs', { beforeLayer: 'edges' });
    this.#over = this.#sigma.createCanvas('names', { afterLayer: 'nodes' });
    this.#listen();
    this.#sigma.refresh();
  }

  /** Shows something else; the camera stays. */
  show(content: PictureContent): void {
    const isSameScene = content.scene === this.#content.scene && content.colors === this.#content.colors;
    this.#content = content;
    this.#nodes = nodesOf(content);
    this.#hovered = null;
    if (isSameScene) this.#sigma.refresh({ skipIndexation: true });
    else this.#sigma.setGraph(graphOf(content));
  }

  /** Moves the camera over a circle of the scene, so that it fills about a share of the picture. */
  lookAt(circle: { x: number; y: number; radius: number }, share: number): void {
    const { x, y } = this.#sigma.viewportToFramedGraph(this.#sigma.graphToViewport(circle));
    const { frame } = this.#content;
    const extent = Math.max(frame.x[1] - frame.x[0], frame.y[1] - frame.y[0]);
    const ratio = Math.min(1, Math.max(0.02, (2 * circle.radius) / (extent * share)));
    this.#move({ x, y, ratio });
  }

  /** Comes closer by a factor below 1, goes away by one above. */
  zoom(factor: number): void {
    this.#move({ ratio: this.#sigma.getCamera().ratio * factor });
  }

  /** Shows everything. */
  fit(): void {
    this.#move({ x: 0.5, y: 0.5, ratio: 1 });
  }

  end(): void {
    this.#sigma.kill();
  }

  #move(state: { x?: number; y?: number; ratio: number }): void {
    const isStill = matchMedia('(prefers-reduced-motion: reduce)').matches;
    void this.#sigma.getCamera().animate(state, { duration: isStill ? 0 : 250 });
  }

  #listen(): void {
    const sigma = this.#sigma;
    const hover = (hovered: Hovered) => {
      const changed = [this.#hovered, hovered].filter((each) => each !== null);
      this.#hovered = hovered;
      sigma.getContainer().style.cursor = hovered === null ? '' : 'pointer';
      const nodes = changed.flatMap((each) => ('spot' in each ? [String(each.spot)] : []));
      const edges = changed.flatMap((each) => ('edge' in each ? [String(each.edge)] : []));
      sigma.refresh({ partialGraph: { nodes, edges }, skipIndexation: true });
    };
    sigma.on('afterRender', () => this.#draw());
    sigma.on('enterNode', ({ node }) => hover({ spot: Number(node) }));
    sigma.on('leaveNode', () => hover(null));
    sigma.on('enterEdge', ({ edge }) => hover({ edge: Number(edge) }));
    sigma.on('leaveEdge', () => hover(null));
    sigma.on('clickNode', ({ node }) => this.#events.onSpot(Number(node)));
    sigma.on('doubleClickNode', (click) => {
      click.preventSigmaDefault();
      this.#events.onOpen(Number(click.node));
    });
    sigma.on('clickEdge', ({ edge }) => {
      const found = this.#content.scene.edges[Number(edge)];
      if (found !== undefined) this.#events.onEdge(found.a, found.b);
    });
    sigma.on('clickStage', ({ event }) => {
      const { x, y } = sigma.viewportToGraph(event);
      const disc = this.#content.scene.discs.find((each) => Math.hypot(each.x - x, each.y - y) < each.radius);
      if (disc === undefined) this.#events.onNothing();
      else this.#events.onSpot(disc.context);
    });
  }

  #nodeLook(spot: Spot) {
    const { lit, colors } = this.#content;
    const node = this.#nodes.get(spot);
    if (node === undefined) return {};
    const color = colorOf(node, colors);
    const isHovered = this.#hovered !== null && 'spot' in this.#hovered && this.#hovered.spot === spot;
    if (isHovered) return { color: mixed(color, colors.ink, 0.8) };
    return lit === null || lit.nodes.has(spot) ? { color } : { color: mixed(color, colors.ground, 0.3) };
  }

  #edgeLook(index: number) {
    const { lit, colors, scene } = this.#content;
    const isHovered = this.#hovered !== null && 'edge' in this.#hovered && this.#hovered.edge === index;
    if (isHovered) return { color: colors.accent };
    if (lit !== null) {
      const opacity = lit.edges.size > 150 ? 0.3 : 0.75;
      return lit.edges.has(index) ? { color: veiled(colors.accent, opacity) } : { hidden: true };
    }
    const edge = scene.edges[index];
    // Beside a context that is open, what passes it by is not what is looked at; of many, only their sum is read.
    const isAside = scene.discs.length > 0 && edge !== undefined && edge.b < scene.contexts;
    const opacity = isAside ? 0.05 : scene.edges.length > 400 ? 0.1 : 0.2;
    return { color: veiled(colors.ink, opacity) };
  }

  #projection(): Projection {
    const sigma = this.#sigma;
    const [origin, unit] = [sigma.graphToViewport({ x: 0, y: 0 }), sigma.graphToViewport({ x: 1_000, y: 0 })];
    const { width, height } = sigma.getDimensions();
    return { scale: (unit.x - origin.x) / 1_000, left: origin.x, top: origin.y, width, height };
  }

  #draw(): void {
    const projection = this.#projection();
    this.#drawDiscs(cleared(this.#under, projection), projection);
    const { scene, colors, lit } = this.#content;
    const over = cleared(this.#over, projection);
    const hovered = this.#hovered;
    drawLabels(over, projection, scene.nodes, scene.discs, colors, ({ spot }) => {
      if (hovered !== null && 'spot' in hovered && hovered.spot === spot) return 'first';
      if (lit === null) return scene.contexts > manyContexts ? 'brief' : 'normal';
      if (lit.nodes.has(spot)) return lit.nodes.size < 60 ? 'first' : 'normal';
      return spot < scene.contexts ? 'quiet' : 'never';
    });
    if (hovered !== null && 'edge' in hovered) this.#drawEdgeLabel(over, projection, hovered.edge);
  }

  #drawDiscs(canvas: CanvasRenderingContext2D, { scale, left, top }: Projection): void {
    const { scene, colors } = this.#content;
    for (const { x, y, radius, context } of scene.discs) {
      canvas.beginPath();
      canvas.arc(x * scale + left, top - y * scale, radius * scale, 0, 2 * Math.PI);
      canvas.fillStyle = faded(colors.dot(context), 0.08);
      canvas.fill();
      canvas.strokeStyle = faded(colors.dot(context), 0.5);
      canvas.stroke();
    }
  }

  #drawEdgeLabel(canvas: CanvasRenderingContext2D, { scale, left, top }: Projection, index: number): void {
    const { scene, colors } = this.#content;
    const edge = scene.edges[index];
    const [a, b] = [edge && this.#nodes.get(edge.a), edge && this.#nodes.get(edge.b)];
    if (edge === undefined || a === undefined || b === undefined) return;
    const text = (edge.forth + edge.back).toLocaleString('en');
    const label = {
      lines: [text],
      font: '600 13px system-ui, sans-serif',
      lineHeight: 16,
      color: colors.ink,
    };
    const [x, y] = [((a.x + b.x) / 2) * scale + left, top - ((a.y + b.y) / 2) * scale];
    drawText(canvas, label, x - 10, y - 18, colors);
  }
}

const nodesOf = ({ scene }: PictureContent) => new Map(scene.nodes.map((node) => [node.spot, node]));

const colorOf = ({ kind, context }: SceneNode, colors: MapColors) =>
  kind === 'context' ? colors.fill(context) : kind === 'module' ? colors.dot(context) : colors.quiet;

function graphOf({ scene, colors }: PictureContent): UndirectedGraph {
  const graph = new UndirectedGraph();
  for (const node of scene.nodes)
    graph.addNode(node.spot, { x: node.x, y: node.y, size: node.radius, color: colorOf(node, colors) });
  const radii = new Map(scene.nodes.map(({ spot, radius }) => [spot, radius]));
  const heaviest = Math.max(1, ...scene.edges.slice(0, 1).map(({ forth, back }) => forth + back));
  scene.edges.forEach(({ a, b, forth, back }, index) => {
    const room = Math.min(radii.get(a) ?? 0, radii.get(b) ?? 0);
    graph.addEdgeWithKey(index, a, b, { size: room * (0.03 + 0.3 * Math.sqrt((forth + back) / heaviest)) });
  });
  return graph;
}

/** A canvas of the size of the picture, empty, in which a pixel is one of the page. */
function cleared(canvas: HTMLCanvasElement, { width, height }: Projection): CanvasRenderingContext2D {
  const ratio = devicePixelRatio || 1;
  const [wide, high] = [Math.round(width * ratio), Math.round(height * ratio)];
  if (canvas.width !== wide || canvas.height !== high) [canvas.width, canvas.height] = [wide, high];
  const context = canvas.getContext('2d');
  if (context === null) throw new Error('this browser has no canvas');
  context.setTransform(ratio, 0, 0, ratio, 0, 0);
  context.clearRect(0, 0, width, height);
  return context;
}
