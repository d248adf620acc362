import type { PageDocument } from '../../report/page/page-document.ts';

type TieKind = PageDocument['ties']['kindNames'][number];
type Ties = Pick<PageDocument, 'ties'>;

/** What is no use of a module by another one in code. */
const otherKinds: readonly TieKind[] = [
  'read',
  'write',
  'join',
  'transaction',
  'event',
  'co-change',
  'trace',
];

/** Numbers of the ties by which a module uses another one in code. */
export function dependencyTies(data: Ties): number[] {
  return tiesWhere(data, (kind) => !otherKinds.includes(kind));
}

/** Numbers of the ties of a kind. */
export function tiesOfKind(data: Ties, kind: TieKind): number[] {
  return tiesWhere(data, (each) => each === kind);
}

function tiesWhere({ ties: { kindNames, kinds } }: Ties, isMeant: (kind: TieKind) => boolean): number[] {
  const bits = kindNames.reduce((sum, kind, bit) => (isMeant(kind) ? sum | (1 << bit) : sum), 0);
  const found: number[] = [];
  for (let tie = 0; tie < kinds.length; tie++) if (((kinds[tie] as number) & bits) !== 0) found.push(tie);
  return found;
}

/** Names that a tie uses: symbols, functions, events. */
export function usesOf({ ties, names }: Pick<PageDocument, 'ties' | 'names'>, tie: number): string[] {
  return (ties.uses[tie] ?? []).map((name) => names[name] ?? '');
}
