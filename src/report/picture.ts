import { printable } from '../lib/printable.ts';
import type { Analysis, BoundedContext } from '../model/analysis.ts';
import { contextMap, type ContextEdge } from './context-map.ts';
import { contextModules } from './context-modules.ts';
import { countOf } from './text.ts';

/** A context as pictures show it. */
export interface PictureNode {
  /** `c0`, `c1`, …: plain in every language of pictures, whatever the context is called. */
  readonly key: string;
  readonly context: BoundedContext;
  /** Without tests. */
  readonly modules: number;
  /** `12 modules · 3 routes · 2 entities`; what there is none of is left out. */
  readonly caption: string;
}

/** The contexts and what they use of each other, as every picture draws them. */
export interface Picture {
  readonly nodes: readonly PictureNode[];
  /** The heaviest first. */
  readonly edges: readonly (ContextEdge & { readonly fromKey: string; readonly toKey: string })[];
  /** What did not fit, in a sentence; null when everything did. */
  readonly leftOut: string | null;
}

/** How many nodes and edges a picture may have and still be read. */
export interface PictureLimits {
  readonly nodes: number;
  readonly edges: number;
}

/** The largest contexts, in the order of the document, and the heaviest edges between them. */
export function pictureOf(
  analysis: Pick<Analysis, 'contexts' | 'modules' | 'dependencies'>,
  limits: PictureLimits,
): Picture {
  const modulesOf = contextModules(analysis);
  const size = (id: string) => modulesOf(id).production.length;
  const shown = new Set(
    analysis.contexts
      .map(({ id }) => id)
      .toSorted((a, b) => size(b) - size(a))
      .slice(0, limits.nodes),
  );
  const nodes = analysis.contexts
    .filter(({ id }) => shown.has(id))
    .map((context, index) => {
      const modules = size(context.id);
      return { key: `c${index}`, context, modules, caption: captionOf(context, modules) };
    });
  const keys = new Map(nodes.map(({ key, context }) => [context.id, key]));
  const all = contextMap(analysis);
  const edges = all
    .flatMap((edge) => {
      const fromKey = keys.get(edge.from);
      const toKey = keys.get(edge.to);
      return fromKey === undefined || toKey === undefined ? [] : [{ ...edge, fromKey, toKey }];
    })
    .slice(0, limits.edges);
  const hidden = [
    ...counted(analysis.contexts.length - nodes.length, 'context'),
    ...counted(all.length - edges.length, 'edge'),
  ];
  return {
    nodes,
    edges,
    leftOut: hidden.length === 0 ? null : `Left out to keep it readable: ${hidden.join(' and ')}.`,
  };
}

function captionOf({ routes, entities }: BoundedContext, modules: number): string {
  return [
    countOf(modules, 'module'),
    ...counted(routes.length, 'route'),
    ...counted(entities.length, 'entity', 'entities'),
  ].join(' · ');
}

/** Nothing for nothing. */
function counted(number: number, noun: string, plural?: string): string[] {
  return number === 0 ? [] : [countOf(number, noun, plural)];
}

/** A text between double quotes where a backslash takes the meaning of the next character away: DOT, D2. */
export function inQuotes(text: string): string {
  return `"${printable(text).replace(/["\\]/g, '\\$&')}"`;
}
