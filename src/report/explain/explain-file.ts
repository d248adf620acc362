import type { Analysis, AnalysisModule } from '../../model/analysis.ts';
import { type Band, bandOf } from '../../model/band.ts';

export interface FileExplanation {
  readonly kind: 'file';
  readonly path: string;
  readonly role: AnalysisModule['role'];
  readonly lines: number;
  readonly context: string | null;
  readonly confidence: Band | null;
  readonly owners: readonly string[];
  /** The strongest evidence for its context, and the strongest for another; weights are shares of its ties, 0..1. */
  readonly because: AnalysisModule['because'];
  /** How strongly contexts pull at it, the strongest first; shares of its ties, 0..1. */
  readonly pulls: NonNullable<AnalysisModule['pulls']>;
  /** By how much its context pulls more than the next one, -1..1; null where it was not clustered. */
  readonly margin: number | null;
  readonly wouldMove: NonNullable<AnalysisModule['wouldMove']> | null;
  /** Pins that put it where it is. */
  readonly pins: readonly { readonly at: string; readonly kind: string; readonly because: string | null }[];
  /** For a shared module what to do with it, and who uses it. */
  readonly shared: Pick<Analysis['sharedKernel'][number], 'decision' | 'usedBy' | 'why'> | null;
  readonly routes: readonly string[];
  readonly entities: readonly string[];
}

export function explainFile(analysis: Analysis, file: AnalysisModule): FileExplanation {
  const { path, role, lines, context, confidence, owners = [], because, pulls = [], wouldMove = null } = file;
  const member = analysis.sharedKernel.find((each) => each.path === path);
  return {
    kind: 'file',
    path,
    role,
    lines,
    context,
    confidence: context === null || pulls.length === 0 ? null : bandOf(confidence),
    owners,
    because,
    pulls,
    margin: pulls.length === 0 ? null : marginOf(pulls, context),
    wouldMove,
    pins: pinsOf(analysis, path),
    shared:
      member === undefined ? null : { decision: member.decision, usedBy: member.usedBy, why: member.why },
    routes: analysis.routes.filter((each) => each.file === path).map((each) => `${each.method} ${each.path}`),
    entities: analysis.entities.filter((each) => each.file === path).map(({ name }) => name),
  };
}

function marginOf(pulls: FileExplanation['pulls'], context: string | null): number {
  const own = pulls.find((each) => each.context === context)?.weight ?? 0;
  const rival = pulls.find((each) => each.context !== context)?.weight ?? 0;
  return Math.round((own - rival) * 1000) / 1000;
}

function pinsOf({ pins = [], modules }: Analysis, path: string): FileExplanation['pins'] {
  const indexes = modules.find((each) => each.path === path)?.pins ?? [];
  return indexes.flatMap((index) => {
    const pin = pins[index];
    return pin === undefined ? [] : [{ at: pin.at, kind: pin.kind, because: pin.because }];
  });
}
