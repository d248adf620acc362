/** Questions within questions before the innermost is answered on its own first: each takes some ten calls of the stack. */
const maxDepth = 60;
/** Questions that are put off for deeper ones at a time. */
const maxPutOff = 1_000;
/** Turns of a circle. */
const maxTurns = 64;
/** Of a circle, before what else belongs to it is left out. */
const maxQuestions = 2_000;

export interface MemoiserOptions<T> {
  /** Answers a question of a circle before the first turn. */
  readonly empty: T;
  readonly tidy: (answer: T) => T;
  readonly isSame: (a: T, b: T) => boolean;
}

/**
 * Answers each question once, and the same whatever was asked before.
 *
 * Questions that lead back to each other are a circle (a strongly connected component, found as by Tarjan 1972), which is
 * answered as a whole: all of its answers start empty, and each turn answers every question from the answers of the turn
 * before. It ends when nothing changes, or after one turn more than there are questions (at most 64): by then whatever
 * comes in has gone all round, and what changes still would grow for ever.
 */
export function memoiser<T extends object>(options: MemoiserOptions<T>): Memoiser<T> {
  const state: State<T> = { answers: new Map(), stack: [], depth: 0, back: Infinity, isCut: false };
  return {
    recall(key) {
      const found = state.answers.get(key);
      if (!(found instanceof Pending)) return found;
      state.back = Math.min(state.back, found.index);
      return found.value;
    },
    answer: (key, answer) => (state.depth === 0 ? answerAlone : explore)(state, options, { key, answer }),
  };
}

export interface Memoiser<T> {
  /** The answer to a question that was asked before; undefined for any other. */
  readonly recall: (key: object) => T | undefined;
  /** Answers a question that cannot be recalled. */
  readonly answer: (key: object, answer: () => T) => T;
}

interface Question<T> {
  readonly key: object;
  readonly answer: () => T;
}

/** A question without a final answer yet. */
class Pending<T> implements Question<T> {
  readonly key: object;
  readonly answer: () => T;
  readonly index: number;
  /** As of the last turn. */
  value: T;
  constructor({ key, answer }: Question<T>, index: number, value: T) {
    this.key = key;
    this.answer = answer;
    this.index = index;
    this.value = value;
  }
}

interface State<T> {
  readonly answers: Map<object, T | Pending<T>>;
  /** The pending questions in the order in which they came up. */
  readonly stack: Pending<T>[];
  depth: number;
  /** Index of the first pending question that the current one, or one inside it, asked for; `Infinity` for none. */
  back: number;
  /** Whether what is too deep is left out. */
  isCut: boolean;
}

class TooDeep<T> extends Error {
  readonly question: Question<T>;
  constructor(question: Question<T>) {
    super('a question is too deep inside others');
    this.question = question;
  }
}

/** A question that no other one asks: what is too deep inside it is answered before it. */
function answerAlone<T extends object>(
  state: State<T>,
  options: MemoiserOptions<T>,
  question: Question<T>,
): T {
  const putOff = [question];
  for (;;) {
    const next = putOff.at(-1) as Question<T>;
    try {
      const value = explore(state, options, next);
      state.isCut = false;
      putOff.pop();
      if (putOff.length === 0) return value;
    } catch (error) {
      for (const { key } of state.stack) state.answers.delete(key);
      Object.assign(state, { depth: 0, back: Infinity }).stack.length = 0;
      if (!(error instanceof TooDeep)) throw error;
      const deeper = error.question as Question<T>;
      // A circle of that length has no place where it is less deep.
      state.isCut = putOff.length >= maxPutOff || putOff.some(({ key }) => key === deeper.key);
      if (!state.isCut) putOff.push(deeper);
    }
  }
}

function explore<T extends object>(state: State<T>, options: MemoiserOptions<T>, question: Question<T>): T {
  if (state.depth >= maxDepth) {
    if (!state.isCut) throw new TooDeep(question);
    state.back = 0;
    return options.empty;
  }
  const { answers, stack, back: outer } = state;
  const current = new Pending(question, stack.length, options.empty);
  answers.set(question.key, current);
  stack.push(current);
  state.back = Infinity;
  current.value = evaluate(state, options, current);
  if (state.back === Infinity) {
    answers.set(question.key, current.value);
    stack.length = current.index;
  } else if (state.back === current.index) goRound(state, options, current.index);
  state.back = Math.min(state.back, outer);
  return current.value;
}

function evaluate<T extends object>(
  state: State<T>,
  { tidy }: MemoiserOptions<T>,
  { answer }: Question<T>,
): T {
  state.depth++;
  const value = tidy(answer());
  state.depth--;
  return value;
}

/** Answers the circle of the pending questions from an index on, unless it turns out to be part of a larger one. */
function goRound<T extends object>(state: State<T>, options: MemoiserOptions<T>, start: number): void {
  const { answers, stack } = state;
  let circle: readonly Pending<T>[] = [];
  const isLarger = () => stack.length > start + circle.length && circle.length < maxQuestions && !state.isCut;
  do {
    circle = stack.slice(start);
    for (const each of circle) each.value = options.empty;
    state.back = Infinity;
    const turns = Math.min(circle.length, maxTurns) + 1;
    for (let turn = 0, isOpen = true; isOpen && turn < turns && !isLarger(); turn++) {
      const values = circle.map((each) => evaluate(state, options, each));
      if (state.back < start) return;
      isOpen = circle.some(({ value }, index) => !options.isSame(value, values[index] as T));
      for (const [index, each] of circle.entries()) each.value = values[index] as T;
    }
  } while (isLarger());
  for (const { key, value } of stack.splice(start)) answers.set(key, value);
  state.back = Infinity;
}
