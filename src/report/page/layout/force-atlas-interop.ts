import forceAtlasModule, { type ForceAtlas2SynchronousLayoutParameters } from 'graphology-layout-forceatlas2';
import type { UndirectedGraph } from 'graphology';

type ForceAtlas = (
  graph: UndirectedGraph,
  parameters: ForceAtlas2SynchronousLayoutParameters,
) => Readonly<Record<string, { readonly x: number; readonly y: number }>>;

/** The CommonJS module as a function: its typing promises a default export, Node gives `module.exports`. */
export const forceAtlas = forceAtlasModule as unknown as ForceAtlas;
