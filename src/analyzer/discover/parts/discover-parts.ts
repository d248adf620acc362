import type { PartFact } from '../../facts.ts';
import type { AccessIndex } from '../calls/behaviour.ts';
import type { CallGraph } from '../calls/call-graph.ts';
import type { Program } from '../program.ts';
import type { FoundOperation, FoundRoute } from '../routes/discoverer.ts';
import type { FunctionCode } from '../source/code.ts';
import type { SourceModule } from '../source/read-code.ts';
import { findParts, isWrapper, type Part } from './find-parts.ts';
import { termsOfFunctions } from './part-terms.ts';

/** Files that may hold many modules, in their parts. */
export interface FoundParts {
  /** By file, in order of line. */
  readonly byFile: ReadonlyMap<string, readonly Part[]>;
  /** The part that a function belongs to; undefined outside of parts. */
  readonly partOf: (code: FunctionCode) => Part | undefined;
  /** The part that a function belongs to, as `file#symbol`, else its file. */
  readonly moduleOf: (code: FunctionCode) => string;
}

/** A file is looked at from so many parts and lines on; in a large application from more lines. */
const minParts = 4;
export const minLines = 80;
const minLinesInLarge = 150;
const linesOfLarge = 1_500;
/** So many of the parts answer something or touch data; else the file is a part of one thing. */
const minAnchored = 2;

/** From how many lines of code on a file is looked at. */
export function leastLines(application: readonly Pick<SourceModule, 'lines'>[]): number {
  const total = application.reduce((sum, { lines }) => sum + lines, 0);
  return total < linesOfLarge ? minLines : minLinesInLarge;
}

/**
 * Whether a file is looked at, and divided, as it was before an edit that only moved its lines. `counterpart` says what a
 * function is now; by default the one at the same place.
 */
export function isAsLarge(
  before: SourceModule,
  after: SourceModule,
  counterpart: (code: FunctionCode, index: number) => FunctionCode | undefined = (_, index) =>
    after.functions[index],
): boolean {
  const isSmall = [before, after].every(({ code }) => code.endLine < minLines);
  return (
    isSmall ||
    ([minLines, minLinesInLarge].every(
      (least) => before.code.endLine < least === after.code.endLine < least,
    ) &&
      before.functions.every((code, index) => {
        const moved = counterpart(code, index);
        return isWrapper(code, before) === (moved !== undefined && isWrapper(moved, after));
      }))
  );
}

export function idOfPart({ file, symbol }: Pick<Part, 'file' | 'symbol'>): string {
  return `${file}#${symbol}`;
}

/** Finds the parts of files that are large enough to hold several modules. */
export function discoverParts(
  { application }: Pick<Program, 'application'>,
  entryPoints: readonly (FoundRoute | FoundOperation)[],
  accesses: AccessIndex,
  graph: CallGraph,
): FoundParts {
  const answers = answersOf(entryPoints);
  const least = leastLines(application);
  const byFile = new Map<string, readonly Part[]>();
  for (const module of application) {
    if (module.code.endLine < least) continue;
    const parts = findParts(module, answers);
    const anchored = parts.filter(({ functions }) =>
      functions.some((code) => answers.has(code) || accesses.has(code)),
    );
    if (parts.length >= minParts && anchored.length >= minAnchored) byFile.set(module.path, parts);
  }
  const owner = new Map([...byFile.values()].flatMap(withFunctions));
  return {
    byFile,
    partOf: (code) => owner.get(code),
    moduleOf(code) {
      const part = owner.get(code);
      return part ? idOfPart(part) : graph.fileOf(code);
    },
  };
}

function withFunctions(parts: readonly Part[]): (readonly [FunctionCode, Part])[] {
  return parts.flatMap((part) => part.functions.map((code) => [code, part] as const));
}

export function toPartFact({ functions, ...part }: Part): PartFact {
  return { ...part, path: idOfPart(part), terms: termsOfFunctions(functions) };
}

function answersOf(entryPoints: readonly (FoundRoute | FoundOperation)[]): Map<FunctionCode, string> {
  const answers = new Map<FunctionCode, string>();
  for (const entryPoint of entryPoints) {
    for (const code of entryPoint.handler.functions) {
      if (!answers.has(code)) answers.set(code, nameOf(entryPoint));
    }
  }
  return answers;
}

/** `get-orders-id` for `GET /orders/:id`, `graphql-Query-orders` for a field. */
function nameOf(entryPoint: FoundRoute | FoundOperation): string {
  const [kind, name] =
    'method' in entryPoint
      ? [entryPoint.method.toLowerCase(), entryPoint.path]
      : [entryPoint.protocol, entryPoint.name];
  const words = name.split(/[^\p{L}\d]+/u).filter((word) => word !== '');
  return [kind, ...words].join('-');
}
