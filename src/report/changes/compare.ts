import type { Analysis } from '../../model/analysis.ts';
import { type ChangedCrossings, changedCrossings, placedModules } from './changed-crossings.ts';
import { type ChangedFindings, changedFindings } from './changed-findings.ts';
import { renamedFiles } from './renamed-files.ts';

/** A number before and after; null where it was not measured. */
export interface ChangedNumber {
  readonly name: string;
  readonly before: number | null;
  readonly after: number | null;
}

/** What is only in the later analysis, and what only in the earlier one. */
interface ComingAndGoing<T> {
  readonly appeared: readonly T[];
  readonly gone: readonly T[];
}

/** What is different between two analyses; every list is sorted. */
export interface Changes {
  readonly verdict: { readonly before: string; readonly after: string };
  /** Counts, the plainest first; those that stay are left out. */
  readonly numbers: readonly ChangedNumber[];
  /** Metrics of the proposal; those that stay are left out. */
  readonly metrics: readonly ChangedNumber[];
  readonly contexts: {
    readonly appeared: readonly string[];
    readonly gone: readonly string[];
    /** The same modules under another name. */
    readonly renamed: readonly { readonly from: string; readonly to: string }[];
    /** Contexts whose modules are not the same, with how many joined and left. */
    readonly changed: readonly { readonly id: string; readonly joined: number; readonly left: number }[];
  };
  /** Modules of services in both whose context is another, by the path of today. */
  readonly moved: readonly {
    readonly path: string;
    readonly from: string | null;
    readonly to: string | null;
  }[];
  /** Modules of services that are only in one of them. */
  readonly modules: ComingAndGoing<{ readonly path: string; readonly context: string | null }> & {
    /** Modules that lie elsewhere. */
    readonly renamed: readonly { readonly from: string; readonly to: string }[];
  };
  readonly crossings: ChangedCrossings;
  readonly findings: ChangedFindings;
}

/** Whether nothing that `Changes` tells is different. */
export function isSame({
  verdict,
  numbers,
  metrics,
  contexts,
  moved,
  modules,
  crossings,
  findings,
}: Changes): boolean {
  const lists = [contexts, modules, crossings, findings].flatMap((each): readonly (readonly unknown[])[] =>
    Object.values(each),
  );
  return (
    verdict.before === verdict.after && [numbers, metrics, moved, ...lists].every((list) => list.length === 0)
  );
}

/** Compares two analyses. O(size of both). */
export function compareAnalyses(before: Analysis, after: Analysis): Changes {
  const renamed = renamedContexts(before, after);
  const names = new Map(renamed.map(({ from, to }) => [from, to]));
  const nameNow = (id: string): string => names.get(id) ?? id;
  const files = renamedFiles(...onlyIn(modulesOf(before), modulesOf(after)));
  const pathNow = (path: string): string => files.get(path) ?? path;
  const [old, now] = [homesOf(before, pathNow, nameNow), homesOf(after)];
  const moved = [...now].flatMap(([path, to]) => {
    const from = old.get(path);
    return from === undefined || from === to ? [] : [{ path, from, to }];
  });
  const modules = {
    appeared: [...now].filter(([path]) => !old.has(path)).map(([path, context]) => ({ path, context })),
    gone: [...old].filter(([path]) => !now.has(path)).map(([path, context]) => ({ path, context })),
    renamed: [...files].map(([from, to]) => ({ from, to })),
  };
  return {
    verdict: { before: before.verdict.decision, after: after.verdict.decision },
    numbers: changedNumbers(countsOf(before), countsOf(after)),
    metrics: changedNumbers(Object.entries(before.metrics), Object.entries(after.metrics)),
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
    crossings: changedCrossings(before, after, pathNow, nameNow),
    findings: changedFindings(before.findings, after.findings, pathNow),
  };
}

/** What only the first has, and what only the second. */
function onlyIn(some: readonly string[], others: readonly string[]): [string[], string[]] {
  const [first, second] = [new Set(some), new Set(others)];
  return [some.filter((each) => !second.has(each)), others.filter((each) => !first.has(each))];
}

/** Tests, generated files and front ends follow the modules of services: they are no news of their own. */
function isOfService({ role }: Analysis['modules'][number]): boolean {
  return role !== 'test' && role !== 'generated' && role !== 'front-end';
}

function modulesOf({ modules }: Analysis): string[] {
  return modules.filter(isOfService).map(({ path }) => path);
}

/** The context of every module of a service, by path. */
function homesOf(
  { modules }: Analysis,
  pathNow: (path: string) => string = (path) => path,
  nameNow: (id: string) => string = (id) => id,
): Map<string, string | null> {
  return new Map(
    modules
      .filter(isOfService)
      .map(({ path, context }) => [pathNow(path), context === null ? null : nameNow(context)]),
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

function changedNumbers(
  before: Iterable<readonly [string, number]>,
  after: Iterable<readonly [string, number]>,
): ChangedNumber[] {
  const [old, now] = [new Map(before), new Map(after)];
  return [...new Set([...old.keys(), ...now.keys()])]
    .map((name) => ({ name, before: old.get(name) ?? null, after: now.get(name) ?? null }))
    .filter((each) => each.before !== each.after);
}

/** What a decision is weighed by, the plainest first. */
function countsOf(analysis: Analysis): (readonly [string, number])[] {
  const { contexts, modules, dependencies, transactions, routes, sharedKernel, findings } = analysis;
  const placed = modules.filter(({ role, context }) => role === 'domain' && context !== null);
  const contextOf = placedModules(modules);
  const crossing = dependencies.filter(
    ({ from, to }) => contextOf.has(from) && contextOf.has(to) && contextOf.get(from) !== contextOf.get(to),
  );
  const confidence = placed.reduce((sum, each) => sum + each.confidence, 0) / Math.max(1, placed.length);
  return [
    ['contexts', contexts.length],
    ['modules in contexts', placed.length],
    ['shared kernel', sharedKernel.length],
    ['confidence', Math.round(confidence * 1000) / 1000],
    ['references across', crossing.reduce((sum, { weight }) => sum + weight, 0)],
    ['transactions across', transactions.filter((each) => each.contexts.length > 1).length],
    ['routes over several contexts', routes.filter(({ touches }) => touches.length > 1).length],
    ['findings', findings.length],
  ];
}
