import type { CharSet } from './char-set.ts';
import { parsePattern, type PatternNode, type PatternOptions, PatternProblem } from './pattern-syntax.ts';

/** A compiled pattern. */
export interface LinearPattern {
  /** Whether a whole text matches: one table look-up per character, whatever the pattern. */
  matches(text: string): boolean;
  /** The beginning that every matching text has in common with the pattern as it was written; may be empty. */
  readonly fixedStart: string;
}

export type CompiledPattern =
  | { readonly ok: true; readonly pattern: LinearPattern }
  | { readonly ok: false; readonly reason: string };

/** More than any pattern for a path needs; `(a|b)*a(a|b){9}` would need 1,024. */
const maxStates = 500;
const maxNodes = 1000;
const nowhere = -1;

/**
 * Compiles a regular expression to a deterministic automaton, so that no text can make it slow.
 *
 * What is supported is what `parsePattern` reads. A pattern whose automaton would have more than 500 states is refused at once: what is accepted
 * costs O(length of the text) and a bounded table. Source: R. McNaughton and H. Yamada 1960, K. Thompson 1968, M. Rabin and D. Scott 1959.
 */
export function compilePattern(source: string, options: PatternOptions): CompiledPattern {
  try {
    const root = parsePattern(source, options);
    return { ok: true, pattern: { fixedStart: fixedStart(root), ...determine(new Machine(root)) } };
  } catch (error) {
    if (!(error instanceof PatternProblem)) throw error;
    return { ok: false, reason: error.message };
  }
}

function fixedStart(root: PatternNode): string {
  if (root.kind !== 'sequence') return '';
  let text = '';
  for (const part of root.parts) {
    if (part.kind !== 'set' || part.text === undefined) break;
    text += part.text;
  }
  return text;
}

interface Step {
  readonly set: CharSet;
  readonly to: number;
}

/** The nondeterministic automaton: from a state, either one set of characters or any number of free steps lead on. */
class Machine {
  readonly free: number[][] = [];
  readonly steps: (Step | undefined)[] = [];
  readonly final: number;

  constructor(root: PatternNode) {
    this.final = this.#build(root, this.#state());
  }

  /** The states that are reached from one without a character and matter: they have a step, or are the end. */
  closure(state: number): readonly number[] {
    const reached = new Set([state]);
    for (const each of reached) for (const next of this.free[each] ?? []) reached.add(next);
    return [...reached].filter((each) => each === this.final || this.steps[each] !== undefined);
  }

  #state(): number {
    if (this.free.length >= maxNodes)
      throw new PatternProblem('it is too large once its repetitions are written out');
    this.steps.push(undefined);
    return this.free.push([]) - 1;
  }

  /** Adds what a node matches behind `from`; returns the state behind it. */
  #build(node: PatternNode, from: number): number {
    if (node.kind === 'set') {
      const to = this.#state();
      this.steps[from] = { set: node.set, to };
      return to;
    }
    if (node.kind === 'sequence') return node.parts.reduce((at, part) => this.#build(part, at), from);
    if (node.kind === 'repeat') return this.#repeat(node, from);
    const to = this.#state();
    for (const option of node.options) this.#link(this.#build(option, this.#next(from)), to);
    return to;
  }

  #repeat({ part, min, max }: Extract<PatternNode, { kind: 'repeat' }>, from: number): number {
    let at = from;
    for (let count = 0; count < min; count++) at = this.#build(part, this.#next(at));
    if (max === Infinity) {
      const loop = this.#next(at);
      this.#link(this.#build(part, this.#next(loop)), loop);
      return this.#next(loop);
    }
    const end = this.#state();
    for (let count = min; count < max; count++) {
      this.#link(at, end);
      at = this.#build(part, this.#next(at));
    }
    this.#link(at, end);
    return end;
  }

  #next(from: number): number {
    const to = this.#state();
    this.#link(from, to);
    return to;
  }

  #link(from: number, to: number): void {
    this.free[from]?.push(to);
  }
}

/** The deterministic automaton, by the construction of subsets; characters that no set tells apart share a column. */
function determine(machine: Machine): Pick<LinearPattern, 'matches'> {
  const firsts = columns(machine);
  const width = firsts.length;
  const moves = machine.steps.map((step) => step && movesOf(machine, step, firsts));
  const states = [machine.closure(0).toSorted((a, b) => a - b)];
  const numbers = new Map([[String(states[0]), 0]]);
  const table: number[] = [];
  for (const state of states) {
    for (let column = 0; column < width; column++) {
      const next = new Set<number>();
      for (const from of state) for (const to of moves[from]?.[column] ?? []) next.add(to);
      table.push(
        next.size === 0
          ? nowhere
          : numberOf(
              [...next].sort((a, b) => a - b),
              numbers,
              states,
            ),
      );
    }
  }
  const accepts = states.map((state) => state.includes(machine.final));
  const goals = Int32Array.from(table);
  const columnOf = columnFinder(firsts);
  return {
    matches(text) {
      let state = 0;
      for (let at = 0; at < text.length; at++) {
        state = goals[state * width + columnOf(text.charCodeAt(at))] ?? nowhere;
        if (state === nowhere) return false;
      }
      return accepts[state] === true;
    },
  };
}

/** Where a step leads to, by column; nothing where its set does not have the column. */
function movesOf(
  machine: Machine,
  step: Step,
  firsts: readonly string[],
): readonly (readonly number[] | undefined)[] {
  const reached = machine.closure(step.to);
  return firsts.map((character) =>
    step.set.some(([first, last]) => first <= character && character <= last) ? reached : undefined,
  );
}

function numberOf(state: number[], numbers: Map<string, number>, states: number[][]): number {
  const key = String(state);
  const known = numbers.get(key);
  if (known !== undefined) return known;
  if (states.length >= maxStates)
    throw new PatternProblem(
      `it is too complicated: deciding it without going back would take more than ${maxStates} states`,
    );
  numbers.set(key, states.length);
  return states.push(state) - 1;
}

/** The first character of every column, sorted: where some set begins or has just ended. */
function columns(machine: Machine): string[] {
  const firsts = new Set(['\u0000']);
  for (const step of machine.steps) {
    for (const [first, last] of step?.set ?? []) {
      firsts.add(first);
      if (last < '\uffff') firsts.add(String.fromCharCode(last.charCodeAt(0) + 1));
    }
  }
  return [...firsts].sort();
}

function columnFinder(firsts: readonly string[]): (code: number) => number {
  const codes = firsts.map((first) => first.charCodeAt(0));
  const find = (code: number): number => {
    let [low, high] = [0, codes.length - 1];
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if ((codes[middle] ?? 0) <= code) low = middle;
      else high = middle - 1;
    }
    return low;
  };
  const latin = Uint16Array.from({ length: 256 }, (_, code) => find(code));
  return (code) => latin[code] ?? find(code);
}
