import type { Analysis } from '../../model/analysis.ts';

/** A number before and after; null where it was not measured. */
export interface ChangedNumber {
  readonly name: string;
  readonly before: number | null;
  readonly after: number | null;
}

/** What is different between two analyses of the same code. */
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
  /** Modules whose context is another, sorted by path; tests are left out. */
  readonly moved: readonly {
    readonly path: string;
    readonly from: string | null;
    readonly to: string | null;
  }[];
  readonly findings: { readonly appeared: readonly FindingLine[]; readonly solved: readonly FindingLine[] };
}

type FindingLine = Pick<Analysis['findings'][number], 'severity' | 'code' | 'title'>;

/** Compares two analyses. O(size of both). */
export function compareAnalyses(before: Analysis, after: Analysis): Changes {
  const renamed = renamedContexts(before, after);
  const nameNow = new Map(renamed.map(({ from, to }) => [from, to]));
  const homes = new Map(
    before.modules.map(({ path, context }) => [path, nameNow.get(context ?? '') ?? context]),
  );
  const moved = after.modules
    .filter(({ path, role, context }) => role !== 'test' && homes.get(path) !== context)
    .map(({ path, context }) => ({ path, from: homes.get(path) ?? null, to: context }));
  const old = before.contexts.map(({ id }) => nameNow.get(id) ?? id);
  const now = after.contexts.map(({ id }) => id);
  return {
    verdict: { before: before.verdict.decision, after: after.verdict.decision },
    numbers: changedNumbers(before, after),
    contexts: {
      appeared: now.filter((id) => !old.includes(id)),
      gone: old.filter((id) => !now.includes(id)),
      renamed,
      changed: now
        .filter((id) => old.includes(id))
        .map((id) => ({
          id,
          joined: moved.filter(({ to }) => to === id).length,
          left: moved.filter(({ from }) => from === id).length,
        }))
        .filter(({ joined, left }) => joined + left > 0),
    },
    moved,
    findings: {
      appeared: without(after.findings, before.findings),
      solved: without(before.findings, after.findings),
    },
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
  const contextOf = new Map(placed.map(({ path, context }) => [path, context]));
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
