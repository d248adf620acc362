import { type Band, bandOf } from '../../model/band.ts';
import { contextMap } from '../context-map.ts';
import { contextModules } from '../context-modules.ts';
import type { PageSubject } from './subject.ts';

export interface PageContext {
  readonly id: string;
  readonly name: string;
  /** Without tests and front end. */
  readonly modules: number;
  readonly tests: number;
  readonly lines: number;
  readonly routes: number;
  readonly operations: number;
  readonly entities: number;
  /** Whole percents. */
  readonly confidence: number;
  readonly band: Band;
  /** References from other contexts to it, and from it to others. */
  readonly couplingIn: number;
  readonly couplingOut: number;
  /** Share of its weight that stays inside, in whole percents; null when it was not measured. */
  readonly cohesion: number | null;
  readonly vocabulary: readonly string[];
  readonly owners: readonly string[];
}

export function contextsPart({ analysis }: PageSubject): readonly PageContext[] {
  const modulesOf = contextModules(analysis);
  const edges = contextMap(analysis);
  const linesOf = new Map(analysis.modules.map(({ path, lines }) => [path, lines]));
  const references = (end: 'from' | 'to', id: string) =>
    edges.reduce((sum, edge) => sum + (edge[end] === id ? edge.references : 0), 0);
  return analysis.contexts.map((context) => {
    const { production, tests } = modulesOf(context.id);
    const cohesion = context.metrics['cohesion'];
    return {
      id: context.id,
      name: context.name,
      modules: production.length,
      tests: tests.length,
      lines: production.reduce((sum, path) => sum + (linesOf.get(path) ?? 0), 0),
      routes: context.routes.length,
      operations: context.operations.length,
      entities: context.entities.length,
      confidence: Math.round(context.confidence * 100),
      band: bandOf(context.confidence),
      couplingIn: references('to', context.id),
      couplingOut: references('from', context.id),
      cohesion: cohesion === undefined ? null : Math.round(cohesion * 100),
      vocabulary: context.vocabulary,
      owners: context.owners,
    };
  });
}
