import type { PageDocument } from '../../../report/page/page-document.ts';
import type { TieKind } from '../../../report/page/tie.ts';

/** Kinds of ties that are shown and hidden together. */
export interface KindGroup {
  readonly id: string;
  readonly title: string;
  readonly kinds: readonly TieKind[];
  /** Shown before anybody chose; history and runs count something else than references. */
  readonly isShownAtFirst: boolean;
}

const groups: readonly KindGroup[] = [
  {
    id: 'imports',
    title: 'Imports',
    kinds: ['value', 'dynamic', 'require', 're-export', 'metadata'],
    isShownAtFirst: true,
  },
  { id: 'types', title: 'Types', kinds: ['type'], isShownAtFirst: true },
  { id: 'calls', title: 'Calls', kinds: ['call', 'injection'], isShownAtFirst: true },
  { id: 'inheritance', title: 'Inheritance', kinds: ['extends'], isShownAtFirst: true },
  { id: 'reads', title: 'Reads', kinds: ['read'], isShownAtFirst: true },
  { id: 'writes', title: 'Writes', kinds: ['write'], isShownAtFirst: true },
  { id: 'joins', title: 'Joins', kinds: ['join'], isShownAtFirst: true },
  { id: 'transactions', title: 'Transactions', kinds: ['transaction'], isShownAtFirst: true },
  { id: 'events', title: 'Events', kinds: ['event'], isShownAtFirst: true },
  { id: 'history', title: 'Changed together', kinds: ['co-change'], isShownAtFirst: false },
  { id: 'runs', title: 'At run time', kinds: ['trace'], isShownAtFirst: false },
];

const maskOf = ({ kinds }: KindGroup, names: readonly TieKind[]) =>
  kinds.reduce((mask, kind) => mask | (1 << names.indexOf(kind)), 0);

/** The groups of which the document holds a tie. */
export function groupsIn({ ties }: Pick<PageDocument, 'ties'>): readonly KindGroup[] {
  const present = ties.kinds.reduce((all, kinds) => all | kinds, 0);
  return groups.filter((group) => (maskOf(group, ties.kindNames) & present) !== 0);
}

/** Which of the groups are shown, from the parameter of the address; empty before anybody chose. */
export function shownGroups(all: readonly KindGroup[], parameter: string): ReadonlySet<string> {
  if (parameter === '')
    return new Set(all.filter(({ isShownAtFirst }) => isShownAtFirst).map(({ id }) => id));
  const chosen = parameter.split('.');
  return new Set(all.filter(({ id }) => chosen.includes(id)).map(({ id }) => id));
}

/** The parameter after one group was shown or hidden; `none` where nothing is left. */
export function toggled(all: readonly KindGroup[], shown: ReadonlySet<string>, id: string): string {
  const next = all.filter((group) => shown.has(group.id) !== (group.id === id)).map((group) => group.id);
  const first = [...shownGroups(all, '')];
  if (next.length === first.length && next.every((each) => first.includes(each))) return '';
  return next.join('.') || 'none';
}

/** The bits of the kinds that are shown. */
export function shownMask(
  all: readonly KindGroup[],
  shown: ReadonlySet<string>,
  { ties }: Pick<PageDocument, 'ties'>,
): number {
  return all
    .filter(({ id }) => shown.has(id))
    .reduce((mask, group) => mask | maskOf(group, ties.kindNames), 0);
}
