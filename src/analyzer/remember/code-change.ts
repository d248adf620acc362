import type {
  CallExpression,
  ClassCode,
  Expression,
  FunctionCode,
  TemplateExpression,
} from '../discover/source/code.ts';
import { returnedBy } from '../discover/shapes/result-shapes.ts';
import type { SourceModule } from '../discover/source/read-code.ts';
import { aligned } from './aligned.ts';
import { areAlikeCalls } from './alike.ts';
import { comparison, type Comparison } from './comparison.ts';
import { isInOrder, type MovedLines } from './moved-lines.ts';
import { type Pair, pairedFunctions } from './paired-functions.ts';

/** What another text of a file changed in functions, imports and what it has at its top level; all else says the same. */
export interface CodeChange {
  /** Where the lines are of what says the same. */
  readonly lines: MovedLines;
  /** Functions with another body; what functions inside them do is their own. */
  readonly changed: readonly Pair[];
  /** Functions that take more or fewer parameters at the end, which nothing is known about. */
  readonly resigned: readonly Pair[];
  readonly added: readonly FunctionCode[];
  readonly removed: readonly FunctionCode[];
  /** Calls and templates that were not there before, or are not there any more. */
  readonly calls: {
    readonly before: readonly Node[];
    readonly after: readonly Node[];
    /** Of these, pairs of calls that only differ in texts; the function that they are in now. */
    readonly alike: readonly AlikeCalls[];
    /** All others, with the function that they are in now. */
    readonly alone: readonly { readonly node: Node; readonly code: FunctionCode }[];
  };
  /** Calls with other arguments whose results functions give back. */
  readonly given: readonly { readonly call: CallExpression; readonly code: FunctionCode }[];
  /** Names that others may see from now on. */
  readonly exported: readonly string[];
  readonly counterpartOf: Comparison['counterpartOf'];
}

type Node = CallExpression | TemplateExpression;

interface AlikeCalls {
  readonly before: CallExpression;
  readonly after: CallExpression;
  readonly code: FunctionCode;
}

/**
 * Compares two readings of a file. Null when other things changed than what functions do, imports, and new names at the top level:
 * signatures, classes, what functions give back, values of top-level names, what is exported no more. Linear in the size of the
 * file, quadratic in the calls of a changed function.
 */
export function codeChange(before: SourceModule, after: SourceModule): CodeChange | null {
  if (before.classes.length !== after.classes.length) return null;
  const pairs = pairedFunctions(before, after);
  const removed = without(
    before.functions,
    pairs.map((pair) => pair.before),
  );
  const added = without(
    after.functions,
    pairs.map((pair) => pair.after),
  );
  const lines = new Map<number, number>();
  const { isSame, counterpartOf } = comparison(
    [
      ...pairs.map((pair) => [pair.before, pair.after] as const),
      ...before.classes.map((code, index) => [code, after.classes[index] as ClassCode] as const),
    ],
    [...removed, ...added],
    lines,
  );
  const exported = exportedNow(isSame, before, after);
  if (
    exported === null ||
    !isSame(outsideOf(before), outsideOf(after)) ||
    !isSame(variablesOf(before, after), variablesOf(after, before)) ||
    !before.classes.every((code, index) => isSame({ ...code }, { ...after.classes[index] })) ||
    !pairs.every((pair) => isSame(headOf(pair.before), headOf(pair.after)))
  )
    return null;
  const resigned = pairs.filter((pair) => !isSame(pair.before.parameters, pair.after.parameters));
  if (!resigned.every((pair) => isLongerOrShorter(isSame, pair))) return null;
  const changed = pairs.filter((pair) => !isSame(bodyOf(pair.before), bodyOf(pair.after)));
  const given = changed.map((pair) => givenAnew(isSame, pair));
  if (given.includes(null)) return null;
  const calls = otherCalls(isSame, changed, { removed, added });
  return isInOrder(lines)
    ? {
        lines,
        changed,
        resigned,
        added,
        removed,
        calls,
        exported,
        given: given.flatMap((each) => each ?? []),
        counterpartOf,
      }
    : null;
}

/** The calls and templates of functions that are not in both readings. */
function otherCalls(
  isSame: Comparison['isSame'],
  changed: readonly Pair[],
  { removed, added }: Pick<CodeChange, 'removed' | 'added'>,
): CodeChange['calls'] {
  const calls = { before: removed.flatMap(nodesIn), after: added.flatMap(nodesIn) };
  const alike: AlikeCalls[] = [];
  const alone = added.flatMap((code) => nodesIn(code).map((node) => ({ node, code })));
  for (const pair of changed) {
    const [old, now] = [nodesIn(pair.before), nodesIn(pair.after)];
    const same = aligned<Node>(old, now, isSame);
    const gone = without(
      old,
      same.map(([each]) => each),
    );
    const fresh = without(
      now,
      same.map(([, each]) => each),
    );
    calls.before.push(...gone);
    calls.after.push(...fresh);
    const pairs = alikeIn(isSame, gone, fresh, pair.after);
    alike.push(...pairs);
    if (pairs.length === 0) alone.push(...[...gone, ...fresh].map((node) => ({ node, code: pair.after })));
  }
  return { ...calls, alike, alone };
}

/** Pairs of all calls that are another one now; none when one has no like. */
function alikeIn(
  isSame: Comparison['isSame'],
  gone: readonly Node[],
  fresh: readonly Node[],
  code: FunctionCode,
): AlikeCalls[] {
  const pairs = gone.flatMap((before, index) => {
    const after = fresh[index];
    const isAlike = before.kind === 'call' && after?.kind === 'call' && areAlikeCalls(isSame, before, after);
    return isAlike ? [{ before, after, code }] : [];
  });
  return pairs.length === gone.length && pairs.length === fresh.length ? pairs : [];
}

function without<T>(all: readonly T[], some: readonly T[]): T[] {
  const taken = new Set(some);
  return all.filter((each) => !taken.has(each));
}

function nodesIn({ calls, templates }: FunctionCode): Node[] {
  return [...calls, ...templates];
}

/** What a file says outside of functions and classes; imports, its length and its words are told apart. */
function outsideOf({ record, commonExports, isMarkedGenerated, isTypeOnly }: SourceModule): object {
  return { stars: record.stars, commonExports, isMarkedGenerated, isTypeOnly };
}

/** The top-level names that another reading has, too. */
function variablesOf({ variables }: SourceModule, other: SourceModule): object {
  return new Map([...variables].filter(([name]) => other.variables.has(name)));
}

/** Names that are exported now and were not before; null when others are not any more, or mean something else. */
function exportedNow(
  isSame: Comparison['isSame'],
  { record: { exports: before } }: SourceModule,
  { record: { exports: after } }: SourceModule,
): string[] | null {
  const names = new Set(before.map(({ name }) => name));
  const now = after.filter(({ name }) => !names.has(name));
  const isKept = isSame(
    before,
    after.filter(({ name }) => names.has(name)),
  );
  return isKept && now.every(({ from }) => 'local' in from) ? now.map(({ name }) => name) : null;
}

/** The first line of a file is its start, whatever that holds. */
function headOf({ name, line, returnType, self, isArrow, isStatic, parent }: FunctionCode): object {
  return { name, line: parent ? line : 0, returnType, self, isArrow, isStatic };
}

/** New functions at the top level do not make it another one. */
function bodyOf({ steps, calls, dropped, templates, uses, nested, parent }: FunctionCode): object {
  return { steps, calls, dropped, templates, uses, nested: parent && nested };
}

function isLongerOrShorter(isSame: Comparison['isSame'], { before, after }: Pair): boolean {
  const { length } =
    before.parameters.length < after.parameters.length ? before.parameters : after.parameters;
  const others = [...before.parameters.slice(length), ...after.parameters.slice(length)];
  return (
    before.self?.construct !== before &&
    isSame(before.parameters.slice(0, length), after.parameters.slice(0, length)) &&
    others.every(
      ({ variable: { type }, decorators, isRest }) =>
        (type === null || type.kind === 'other') && decorators.length === 0 && !isRest,
    )
  );
}

/**
 * What a function gives back of which it has to be asked whether it means the same to whoever takes it; null where it does not.
 * Nothing is made of what has no form, such as markup.
 */
function givenAnew(isSame: Comparison['isSame'], { before, after }: Pair): CodeChange['given'] | null {
  const [old, now] = [returnedBy(before), returnedBy(after)];
  if (old.length !== now.length) return null;
  const given: { call: CallExpression; code: FunctionCode }[] = [];
  for (const [index, each] of old.entries()) {
    const other = now[index] as Expression;
    if ((each.kind === 'other' && other.kind === 'other') || isSame(each, other)) continue;
    if (each.kind !== 'call' || other.kind !== 'call' || !isSame(calleeOf(each), calleeOf(other)))
      return null;
    given.push({ call: other, code: after });
  }
  return given;
}

function calleeOf({ callee, typeArguments, isNew }: CallExpression): object {
  return { callee, typeArguments, isNew };
}
