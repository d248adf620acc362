import type { FunctionCode } from '../source/code.ts';
import type { SourceModule } from '../source/read-code.ts';

/** A top-level function or class of a file, or a function of the one that wraps all of it, with all code inside. */
export interface Part {
  readonly file: string;
  /** Unique in the file: `placeOrder`, `OrderService`, `get-orders-id` for the nameless handler of `GET /orders/:id`. */
  readonly symbol: string;
  readonly line: number;
  readonly endLine: number;
  readonly functions: readonly FunctionCode[];
}

/** Names of what a function without a name answers, by function. */
export type Answers = ReadonlyMap<FunctionCode, string>;

/** A function around this share of a file's lines of code, 0..1, is a wrapper when there are parts in it. */
const wrapperShare = 0.5;
const minWrapped = 2;

/** Parts of a file, in order of line; what has no name and answers nothing is none. */
export function findParts(module: SourceModule, answers: Answers): Part[] {
  const taken = new Map<string, number>();
  return unitsOf(module.code, module, answers)
    .sort((a, b) => a.line - b.line || a.endLine - b.endLine)
    .map(({ name, ...unit }) => {
      const times = (taken.get(name) ?? 0) + 1;
      taken.set(name, times);
      return { ...unit, file: module.path, symbol: times === 1 ? name : `${name}~${times}` };
    });
}

interface Unit extends Omit<Part, 'file' | 'symbol'> {
  readonly name: string;
}

function unitsOf(around: FunctionCode, module: SourceModule, answers: Answers): Unit[] {
  const units: Unit[] = [];
  const methods = new Map<FunctionCode['self'], FunctionCode[]>();
  for (const code of around.nested) {
    if (code.self !== null && code.self !== around.self) {
      methods.set(code.self, [...(methods.get(code.self) ?? []), code]);
      continue;
    }
    const inside = isWrapper(code, module) ? unitsOf(code, module, answers) : [];
    if (inside.length >= minWrapped) units.push(...inside);
    else units.push(...unitOf(code, answers));
  }
  for (const [self, codes] of methods) {
    const { name = '', line = 1, endLine = 1 } = self ?? {};
    const functions = codes.flatMap(withNested);
    const hasCode = codes.some(({ steps }) => steps.length > 0);
    if (name !== '' && hasCode) units.push({ name, line, endLine, functions });
  }
  return units;
}

/** Whether a function may stand around all of its file. */
export function isWrapper(code: FunctionCode, module: SourceModule): boolean {
  return code.endLine - code.line + 1 >= wrapperShare * module.code.endLine;
}

function unitOf(code: FunctionCode, answers: Answers): Unit[] {
  const functions = withNested(code);
  const { line, endLine } = code;
  const answer = functions.map((each) => answers.get(each)).find((each) => each !== undefined);
  const name = isName.test(code.name) ? code.name : answer;
  return name === undefined ? [] : [{ name, line, endLine, functions }];
}

const isName = /^[\w$][\w$.]*$/;

function withNested(code: FunctionCode): FunctionCode[] {
  const found = [code];
  // The list grows while it is visited.
  for (const each of found) found.push(...each.nested);
  return found;
}
