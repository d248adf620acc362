import type { UndirectedGraph } from 'graphology';
import louvainModule, { type LouvainOptions } from 'graphology-communities-louvain';

type Louvain = (graph: UndirectedGraph, options: LouvainOptions) => Record<string, number>;

/** The CommonJS module as a function: its typing promises a default export, Node gives `module.exports`. */
export const louvain = louvainModule as unknown as Louvain;
