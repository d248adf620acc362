import type { Analysis } from '../../model/analysis.ts';

/** A number before and after; null where it was not measured. */
export interface ChangedNumber {
  readonly name: string;
  readonly before: number | null;
  readonly after: number | null;
}

/** A use of one module by another where both are in contexts, and not in the same. */
export interface Crossing {
  /** Context ids, of the using and of the used module. */
  readonly between: readonly [string, string];
  readonly from: string;
  readonly to: string;
  /** The first place of the use. */
  readonly location: string;
}

/** What is only in the later analysis, and what only in the earlier one. */
interface ComingAndGoing<T> {
  readonly appeared: readonly T[];
  readonly gone: readonly T[];
}

/** What is different between two analyses; every list is sorted. */
export interface Changes {
  readonly verdict: { readonly before: string; readonly after: string };
  /** Numbers of the proposal; those that stay are left out. */
  readonly numbers: readonly ChangedNumber[];
  readonly contexts: {
    readonly appeared: readonly string[];
    readonly gone: readonly string[];
    /** The same modules under another name. */
    readonly renamed: readonly { readonly from: string; readonly to: string }[];
    /** Contexts whose modules are not the same, with how many joined and left. */
    readonly changed: readonly { readonly id: string; readonly joined: number; readonly left: number }[];
  };
  /** Modules of both whose context is another; tests are left out. */
  readonly moved: readonly {
    readonly path: string;
    readonly from: string | null;
    readonly to: string | null;
  }[];
  /** Modules that are only in one of them; tests are left out. */
  readonly modules: ComingAndGoing<{ readonly path: string; readonly context: string | null }>;
  /** Dependencies across contexts that are only in one of them, by their two modules. */
  readonly crossings: ComingAndGoing<Crossing>;
  readonly findings: { readonly appeared: readonly FindingLine[]; readonly solved: readonly FindingLine[] };
}

type FindingLine = Pick<Analysis['findings'][number], 'severity' | 'code' | 'title'>;

/** Whether nothing that `Changes` tells is different. */
export function isSame({
  verdict,
  numbers,
  contexts,
  moved,
  modules,
  crossings,
  findings,
}: Changes): boolean {
  const lists = [contexts, modules, crossings, findings].flatMap((each): readonly (readonly unknown[])[] =>
    Object.values(each),
  );
  return verdict.before === verdict.after && [numbers, moved, ...lists].every((list) => list.length === 0);
}

/** Compares two analyses. O(size of both). */
export function compareAnalyses(before: Analysis, after: Analysis): Changes {
  const renamed = renamedContexts(before, after);
  const names = new Map(renamed.map(({ from, to }) => [from, to]));
  const nameNow = (id: string): string => names.get(id) ?? id;
  const [old, now] = [homesOf(before, nameNow), homesOf(after, (id) => id)];
  const moved = [...now].flatMap(([path, to]) => {
    const from = old.get(path);
    return from === undefined || from === to ? [] : [{ path, from, to }];
  });
  const modules = {
    appeared: [...now].filter(([path]) => !old.has(path)).map(([path, context]) => ({ path, context })),
    gone: [...old].filter(([path]) => !now.has(path)).map(([path, context]) => ({ path, context })),
  };
  return {
    verdict: { before: before.verdict.decision, after: after.verdict.decision },
    numbers: changedNumbers(before, after),
    contexts: changedContexts(
      before.contexts.map(({ id }) => nameNow(id)),
      after.contexts.map(({ id }) => id),
      [
        ...moved,
        ...modules.appeared.map(({ context }) => ({ from: null, to: context })),
        ...modules.gone.map(({ context }) => ({ from: context, to: null })),
      ],
      renamed,
    ),
    moved,
    modules,
    crossings: changedCrossings(before, after),
    findings: {
      appeared: without(after.findings, before.findings),
      solved: without(before.findings, after.findings),
    },
  };
}

/** The context of every module that is no test, by path. */
function homesOf({ modules }: Analysis, nameNow: (id: string) => string): Map<string, string | null> {
  return new Map(
    modules
      .filter(({ role }) => role !== 'test')
      .map(({ path, context }) => [path, context === null ? null : nameNow(context)]),
  );
}

function changedContexts(
  old: readonly string[],
  now: readonly string[],
  moves: readonly { readonly from: string | null; readonly to: string | null }[],
  renamed: Changes['contexts']['renamed'],
): Changes['contexts'] {
  const [known, present] = [new Set(old), new Set(now)];
  return {
    appeared: now.filter((id) => !known.has(id)),
    gone: old.filter((id) => !present.has(id)),
    renamed,
    changed: now
      .filter((id) => known.has(id))
      .map((id) => ({
        id,
        joined: moves.filter(({ to }) => to === id).length,
        left: moves.filter(({ from }) => from === id).length,
      }))
      .filter(({ joined, left }) => joined + left > 0),
  };
}

function changedCrossings(before: Analysis, after: Analysis): Changes['crossings'] {
  const keyOf = ({ from, to }: Crossing) => `${from}\n${to}`;
  const [old, now] = [crossingsOf(before), crossingsOf(after)];
  const [known, present] = [new Set(old.map(keyOf)), new Set(now.map(keyOf))];
  return {
    appeared: now.filter((crossing) => !known.has(keyOf(crossing))),
    gone: old.filter((crossing) => !present.has(keyOf(crossing))),
  };
}

function crossingsOf({ modules, dependencies }: Analysis): Crossing[] {
  const contextOf = placedModules(modules);
  return dependencies.flatMap(({ from, to, locations: [location = from] }) => {
    const [own, other] = [contextOf.get(from), contextOf.get(to)];
    return own === undefined || other === undefined || own === other
      ? []
      : [{ between: [own, other] as const, from, to, location }];
  });
}

/** The context of each module that counts as part of one, by path. */
function placedModules(modules: Analysis['modules']): Map<string, string> {
  return new Map(
    modules.flatMap(({ path, role, context }) =>
      role === 'domain' && context !== null ? [[path, context]] : [],
    ),
  );
}

function renamedContexts(before: Analysis, after: Analysis): { from: string; to: string }[] {
  const keyOf = ({ modules }: { readonly modules: readonly string[] }) => modules.join('\n');
  const ids = new Set(after.contexts.map(({ id }) => id));
  const gone = new Map(
    before.contexts.filter(({ id }) => !ids.has(id)).map((context) => [keyOf(context), context.id]),
  );
  return after.contexts.flatMap((context) => {
    const from = gone.get(keyOf(context));
    return from === undefined ? [] : [{ from, to: context.id }];
  });
}

function changedNumbers(before: Analysis, after: Analysis): ChangedNumber[] {
  const [old, now] = [numbersOf(before), numbersOf(after)];
  return [...new Set([...old.keys(), ...now.keys()])]
    .map((name) => ({ name, before: old.get(name) ?? null, after: now.get(name) ?? null }))
    .filter((each) => each.before !== each.after);
}

/** What a decision is weighed by, the plainest first. */
function numbersOf(analysis: Analysis): Map<string, number> {
  const { contexts, modules, dependencies, transactions, routes, sharedKernel, findings, metrics } = analysis;
  const placed = modules.filter(({ role, context }) => role === 'domain' && context !== null);
  const contextOf = placedModules(modules);
  const crossing = dependencies.filter(
    ({ from, to }) => contextOf.has(from) && contextOf.has(to) && contextOf.get(from) !== contextOf.get(to),
  );
  const confidence = placed.reduce((sum, each) => sum + each.confidence, 0) / Math.max(1, placed.length);
  return new Map([
    ['contexts', contexts.length],
    ['modules in contexts', placed.length],
    ['shared kernel', sharedKernel.length],
    ['confidence', Math.round(confidence * 1000) / 1000],
    ['references across', crossing.reduce((sum, { weight }) => sum + weight, 0)],
    ['transactions across', transactions.filter((each) => each.contexts.length > 1).length],
    ['routes over several contexts', routes.filter(({ touches }) => touches.length > 1).length],
    ['findings', findings.length],
    ...Object.entries(metrics),
  ]);
}

function without(findings: Analysis['findings'], others: Analysis['findings']): FindingLine[] {
  const key = ({ code, title }: FindingLine) => `${code}\n${title}`;
  const known = new Set(others.map(key));
  return findings
    .filter((finding) => !known.has(key(finding)))
    .map(({ severity, code, title }) => ({ severity, code, title }));
}
