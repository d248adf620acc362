import type { Finding, Verdict } from '../../model/analysis.ts';
import { verdictSentence } from '../verdict-sentence.ts';
import type { PagePlace, PageSubject } from './subject.ts';

export interface PageFinding {
  readonly code: string;
  readonly severity: Finding['severity'];
  readonly title: string;
  readonly why: string;
  readonly fix: string;
  /** Positions in the list of contexts. */
  readonly contexts: readonly number[];
  readonly places: readonly PagePlace[];
}

export interface PageDiagnostic {
  readonly severity: 'warning' | 'note';
  readonly code: string;
  readonly message: string;
  /** Null when it is about no one place. */
  readonly place: PagePlace | null;
}

export interface SummaryPart {
  readonly decision: Verdict['decision'];
  readonly sentence: string;
  readonly why: readonly string[];
  readonly wouldChangeIf: readonly string[];
  readonly guidance: readonly string[];
  /** The gravest first. */
  readonly findings: readonly PageFinding[];
  /** What to take out first; null where the plan has no step or the verdict is against it. */
  readonly firstStep: {
    readonly context: number;
    readonly title: string;
    readonly detail: readonly string[];
  } | null;
  readonly diagnostics: readonly PageDiagnostic[];
  readonly unresolvedImports: readonly {
    readonly place: PagePlace;
    readonly specifier: string;
    readonly reason: string;
  }[];
  /** Receivers of method calls; null when they were not counted. */
  readonly receivers: { readonly total: number; readonly unresolved: number } | null;
}

const gravity: readonly Finding['severity'][] = ['error', 'warning', 'info'];

export function summaryPart(subject: PageSubject): SummaryPart {
  const { analysis } = subject;
  const { decision, why, wouldChangeIf, guidance = [] } = analysis.verdict;
  const { receivers } = analysis.summary;
  return {
    decision,
    sentence: verdictSentence(analysis),
    why,
    wouldChangeIf,
    guidance,
    findings: findings(subject),
    firstStep: firstStep(subject),
    diagnostics: diagnostics(subject),
    unresolvedImports: analysis.unresolvedImports.map(({ from, line, specifier, reason }) => ({
      place: [subject.names.numberOf(from), line],
      specifier,
      reason,
    })),
    receivers: receivers ? { total: receivers.total, unresolved: receivers.unresolved } : null,
  };
}

function findings({ analysis, contextOf, placeOf }: PageSubject): PageFinding[] {
  return analysis.findings
    .map(({ code, severity, title, why, fix, contexts = [], locations }) => ({
      code,
      severity,
      title,
      why,
      fix,
      contexts: contexts.map(contextOf).filter((context) => context >= 0),
      places: locations.map(placeOf),
    }))
    .sort((a, b) => gravity.indexOf(a.severity) - gravity.indexOf(b.severity));
}

function firstStep({ analysis, contextOf }: PageSubject): SummaryPart['firstStep'] {
  const step = analysis.plan.steps[0];
  if (step === undefined || analysis.verdict.decision === 'do-not-split') return null;
  return { context: contextOf(step.context), title: step.title, detail: step.detail };
}

function diagnostics({ analysis, names }: PageSubject): PageDiagnostic[] {
  return analysis.diagnostics.map(({ severity, code, message, location }) => ({
    severity,
    code,
    message,
    place: location === undefined ? null : [names.numberOf(location.path), location.line],
  }));
}
