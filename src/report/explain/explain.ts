import type { Analysis } from '../../model/analysis.ts';
import { type ContextExplanation, explainContext } from './explain-context.ts';
import { explainFile, type FileExplanation } from './explain-file.ts';
import { explainRoute, type RouteExplanation } from './explain-route.ts';
import { findSubject } from './find-subject.ts';

/** Why something is as the analysis says. */
export type Explanation = FileExplanation | ContextExplanation | RouteExplanation;

/** Explains what is called so; `problem` says why it cannot. */
export function explain(
  analysis: Analysis,
  name: string,
): { readonly explanation: Explanation } | { readonly problem: string } {
  const { subject, problem } = findSubject(analysis, name);
  if (subject === undefined) return { problem };
  if (subject.kind === 'file') return { explanation: explainFile(analysis, subject.file) };
  if (subject.kind === 'context') return { explanation: explainContext(analysis, subject.context) };
  return { explanation: explainRoute(analysis, subject.route) };
}
