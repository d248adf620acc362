import { sortedUnique } from '../../lib/ordered.ts';
import { fileOf, lineOf } from '../../lib/place.ts';
import type { AnalysisModule } from '../../model/analysis.ts';
import { purposeOf } from '../context-purpose.ts';
import { days } from '../plan/days.ts';
import type { PagePlace, PageSubject } from './subject.ts';

/** Evidence for or against the place of a module; the weight in whole percents of its ties. */
export interface PageReason {
  readonly pull: 'in' | 'elsewhere';
  /** Name of the other module. */
  readonly module: number;
  /** Position in the list of contexts; -1 for none. */
  readonly context: number;
  readonly source: AnalysisModule['because'][number]['source'];
  readonly weight: number;
  readonly place: PagePlace | null;
}

/** What the page of a context says beside the facts that other parts hold; by the position in the list of contexts. */
export interface PageCanvas {
  readonly purpose: string;
  /** Its modules that belong to it without certainty, the least sure first. */
  readonly contested: readonly {
    readonly module: number;
    /** Whole percents. */
    readonly confidence: number;
    /** The context that it could be in instead; -1 for none in particular. */
    readonly rival: number;
    readonly because: readonly PageReason[];
  }[];
  /** Place in the order of extraction, from 1, and what it takes; null without a plan for it. */
  readonly step: { readonly position: number; readonly effort: string | null } | null;
}

export function canvasPart(subject: PageSubject): readonly PageCanvas[] {
  const { analysis } = subject;
  return analysis.contexts.map((context) => ({
    purpose: purposeOf(analysis, context, publishedBy(subject, context.id)),
    contested: contestedIn(subject, context.id),
    step: stepOf(subject, context.id),
  }));
}

/** Names of the events that the application publishes in a context. */
function publishedBy({ analysis, modules, moduleAt }: PageSubject, id: string): string[] {
  const isIn = (place: string) => {
    const module = modules[moduleAt(fileOf(place), lineOf(place)) ?? -1];
    return module?.context === id && module.role !== 'test';
  };
  return sortedUnique(
    analysis.events.filter(({ publishers }) => publishers.some(isIn)).map(({ name }) => name),
  );
}

function contestedIn(
  { analysis, names, contextOf, placeOf }: PageSubject,
  id: string,
): PageCanvas['contested'] {
  return analysis.modules
    .filter(({ context, band }) => context === id && band === 'contested')
    .sort((a, b) => a.confidence - b.confidence)
    .map(({ path, confidence, rival, because }) => ({
      module: names.numberOf(path),
      confidence: Math.round(confidence * 100),
      rival: contextOf(rival?.context ?? null),
      because: because.map(({ pull, module, context, source, weight, location }) => ({
        pull,
        module: names.numberOf(module),
        context: contextOf(context),
        source,
        weight: Math.round(weight * 100),
        place: location === undefined ? null : placeOf(location),
      })),
    }));
}

function stepOf({ analysis }: PageSubject, id: string): PageCanvas['step'] {
  const index = analysis.plan.steps.findIndex(({ context }) => context === id);
  const step = analysis.plan.steps[index];
  return step ? { position: index + 1, effort: step.work ? days(step.work.effort) : null } : null;
}
