import type { Analysis } from '../../model/analysis.ts';
import { canvasPart } from './canvas-part.ts';
import { churnPart } from './churn-part.ts';
import { contextsPart } from './contexts-part.ts';
import { decidePart } from './decide-part.ts';
import { entitiesPart } from './entities-part.ts';
import { eventsPart } from './events-part.ts';
import { headPart } from './head-part.ts';
import { mapPart } from './map-part.ts';
import { modulesPart } from './modules-part.ts';
import { planPart } from './plan-part.ts';
import { routesPart } from './routes-part.ts';
import { type PageSubject, pageSubject } from './subject.ts';
import { summaryPart } from './summary-part.ts';
import { tiesPart } from './ties-part.ts';

/** The parts of the page document. To add one, write a file and a line here; `ties` are there already where another needs them. */
function partsOf(subject: PageSubject) {
  const ties = tiesPart(subject);
  return {
    head: headPart(subject),
    modules: modulesPart(subject),
    contexts: contextsPart(subject),
    entities: entitiesPart(subject),
    ties,
    summary: summaryPart(subject),
    canvas: canvasPart(subject),
    churn: churnPart(subject),
    events: eventsPart(subject),
    map: mapPart(subject, ties),
    routes: routesPart(subject),
    decide: decidePart(subject),
    plan: planPart(subject),
  };
}

/**
 * What the browser shows: the analysis with numbers in place of repeated names, a fraction of its size.
 *
 * `names[n]` is the text of name n; those below `modules.lines.length` are the paths of the modules.
 */
export type PageDocument = Readonly<ReturnType<typeof partsOf>> & { readonly names: readonly string[] };

/** The same analysis gives the same document; linear in its size but for the layout of the map. */
export function pageDocumentOf(analysis: Analysis): PageDocument {
  const subject = pageSubject(analysis);
  const parts = partsOf(subject);
  return { ...parts, names: subject.names.texts() };
}
