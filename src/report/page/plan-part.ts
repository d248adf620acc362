import type { PlannedWork } from '../../model/analysis.ts';
import { type Checklist, checklistOf, countedWays } from '../plan/checklist.ts';
import type { PageSubject } from './subject.ts';

/** A checklist with numbers in place of its texts, of which many stand in several. */
export interface PageChecklist {
  /** Position in the list of contexts; -1 for none. */
  readonly context: number;
  readonly id: string;
  /** Place in the order, from 1. */
  readonly position: number;
  readonly because: readonly string[];
  readonly effort: PlannedWork['effort'];
  readonly sections: readonly {
    readonly title: string;
    readonly note: string;
    /** Numbers of names: what to do, then its details. */
    readonly items: readonly (readonly number[])[];
  }[];
}

export interface PlanPart {
  /** In the order in which to take contexts out; none of a document without work. */
  readonly checklists: readonly PageChecklist[];
  /** Number of steps, with those that the document says no work for. */
  readonly steps: number;
  /** All edges to cut by how they are cut: `12 http-call, 3 event`; empty where nothing is to be cut. */
  readonly ways: string;
}

export function planPart({ analysis, names, contextOf }: PageSubject): PlanPart {
  const number = (text: string): number => names.numberOf(text);
  const packed = ({ context, position, because, effort, sections }: Checklist): PageChecklist => ({
    context: contextOf(context),
    id: context,
    position,
    because,
    effort,
    sections: sections.map(({ title, note, items }) => ({
      title,
      note,
      items: items.map(({ text, details }) => [text, ...details].map(number)),
    })),
  });
  return {
    checklists: analysis.plan.steps.flatMap((step) => {
      const list = checklistOf(analysis, step);
      return list === null ? [] : [packed(list)];
    }),
    steps: analysis.plan.steps.length,
    ways: countedWays(analysis.plan.cuts ?? []),
  };
}
