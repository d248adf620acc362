import type { CheckedEdge, CheckedEdges } from './checked-edges.ts';
import type { OwnEdges, OwnTarget } from './own-edges.ts';

/** How far one kind of edge is what the type checker says. */
export interface Comparison {
  /** Places that the checker leads to a declaration of the analysed code. */
  readonly checked: number;
  readonly agreed: number;
  /** Agreed by an implementation of the interface, or an override of the method, that the checker names. */
  readonly refined: number;
  /** Agreed places with further targets that are neither the checker's nor implementations or overrides of them. */
  readonly widened: readonly string[];
  /** Places without any target of our own. */
  readonly missing: readonly string[];
  /** Places whose targets are all others than the checker's. */
  readonly disagreed: readonly string[];
}

export function compareEdges(
  checked: CheckedEdges,
  own: OwnEdges,
): { readonly calls: Comparison; readonly injections: Comparison } {
  return {
    calls: compare(
      checked,
      checked.calls,
      ({ file, line, name }) => own.calls.get(`${file}:${line} ${name}`) ?? [],
    ),
    injections: compare(
      checked,
      checked.injections,
      ({ file, line }) => own.injections.get(`${file}:${line}`) ?? [],
    ),
  };
}

function compare(
  checked: CheckedEdges,
  edges: readonly CheckedEdge[],
  targetsOf: (edge: CheckedEdge) => readonly OwnTarget[],
): Comparison {
  let agreed = 0;
  let refined = 0;
  const widened: string[] = [];
  const missing: string[] = [];
  const disagreed: string[] = [];
  for (const edge of edges) {
    const targets = targetsOf(edge);
    const others = targets.filter((target) => !edge.declarations.some((each) => isSame(each, target)));
    const strangers = others.filter(
      ({ file, owner }) => !edge.declarations.some((each) => checked.isSubtype(file, owner, each)),
    );
    if (others.length < targets.length) agreed++;
    else if (strangers.length < others.length) refined++;
    else (targets.length === 0 ? missing : disagreed).push(shown(edge, targets));
    if (strangers.length > 0 && strangers.length < targets.length) widened.push(shown(edge, strangers));
  }
  return { checked: edges.length, agreed, refined, widened, missing, disagreed };
}

function isSame(declared: CheckedEdge['declarations'][number], target: OwnTarget): boolean {
  if (declared.file !== target.file) return false;
  if (declared.owner !== '' && target.owner !== '' && declared.owner !== target.owner) return false;
  return target.name === null || declared.name === target.name;
}

function shown({ file, line, text, declarations }: CheckedEdge, targets: readonly OwnTarget[]): string {
  const label = ({ file, owner, name }: OwnTarget) => [file, owner, name].filter(Boolean).join(' ');
  return `${file}:${line} ${text} -> ${declarations.map(label).join(' | ')}${targets.length > 0 ? ` not ${targets.map(label).join(' | ')}` : ''}`;
}
