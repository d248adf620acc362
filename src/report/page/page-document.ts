import type { Analysis } from '../../model/analysis.ts';
import { contextsPart } from './contexts-part.ts';
import { headPart } from './head-part.ts';
import { modulesPart } from './modules-part.ts';
import { routesPart } from './routes-part.ts';
import { pageSubject } from './subject.ts';
import { summaryPart } from './summary-part.ts';

/** The parts of the page document, in the order in which they are made. To add one, write a file and a line here. */
const parts = {
  head: headPart,
  modules: modulesPart,
  contexts: contextsPart,
  summary: summaryPart,
  routes: routesPart,
};

/**
 * What the browser shows: the analysis with numbers in place of repeated names, a fraction of its size.
 *
 * `names[n]` is the text of name n; those below `modules.lines.length` are the paths of the modules.
 */
export type PageDocument = {
  readonly [Part in keyof typeof parts]: ReturnType<(typeof parts)[Part]>;
} & { readonly names: readonly string[] };

/** The same analysis gives the same document; linear in its size but for the layout of the map. */
export function pageDocumentOf(analysis: Analysis): PageDocument {
  const subject = pageSubject(analysis);
  const made = Object.fromEntries(Object.entries(parts).map(([name, part]) => [name, part(subject)]));
  return { ...made, names: subject.names.texts() } as PageDocument;
}
