import type { Expression } from '../source/code.ts';
import type { Machine } from './machine.ts';
import { type Frame, optionsOf, type Value } from './value.ts';

/**
 * Whether a condition holds; null when that depends on run time.
 *
 * Only what cannot change decides: comparisons of texts, and names that are given one value.
 */
export function decide(machine: Machine, frame: Frame, test: Expression): boolean | null {
  switch (test.kind) {
    case 'equal': {
      const left = constantOf(machine.evaluate(frame, test.left));
      const right = constantOf(machine.evaluate(frame, test.right));
      if (left === null || right === null || !isStable(test.left) || !isStable(test.right)) return null;
      return (left.value === right.value) !== test.isNegated;
    }
    case 'not': {
      const isTrue = decide(machine, frame, test.value);
      return isTrue === null ? null : !isTrue;
    }
    case 'and': {
      const left = decide(machine, frame, test.left);
      if (left === false) return false;
      const right = decide(machine, frame, test.right);
      return right === false ? false : left === true && right === true ? true : null;
    }
    case 'either': {
      if (!test.isFallback) break;
      const truths = test.options.map((option) => decide(machine, frame, option));
      if (truths.includes(true)) return true;
      return truths.every((each) => each === false) ? false : null;
    }
    case 'call': {
      const value = machine.evaluate(frame, test);
      const { callee } = test;
      const name = callee.kind === 'member' ? callee.property : callee.kind === 'name' ? callee.name : '';
      const isTest = typeof name === 'string' && tests.has(name);
      return isTest && value.kind === 'scalar' ? truthOf(value) : null;
    }
    case 'other': {
      const value = machine.evaluate(frame, test);
      return value.kind === 'scalar' && typeof value.value === 'boolean' ? value.value : null;
    }
    case 'name': {
      const value = machine.evaluate(frame, test);
      return isStable(test) ? truthOf(value) : null;
    }
    default:
  }
  machine.evaluate(frame, test);
  return null;
}

/** Methods whose answer depends on nothing but their operands. */
const tests = new Set([
  'startsWith',
  'endsWith',
  'includes',
  'test',
  'has',
  'hasOwnProperty',
  'isArray',
  'isFile',
  'isDirectory',
  'existsSync',
]);

/** Names that are assigned once, and members whose text is compared. */
function isStable(expression: Expression): boolean {
  return expression.kind !== 'name' || (expression.variable?.values.length ?? 0) <= 1;
}

function constantOf(value: Value): { readonly value: unknown } | null {
  if (value.kind === 'text') return value.isExact ? { value: value.value } : null;
  return value.kind === 'scalar' && value.value !== undefined ? { value: value.value } : null;
}

function truthOf(value: Value): boolean | null {
  const truths = new Set(optionsOf(value).map(truthOfOne));
  const [first = null] = truths;
  return truths.size === 1 ? first : null;
}

function truthOfOne(value: Value): boolean | null {
  switch (value.kind) {
    case 'text':
      return value.isExact ? value.value !== '' : null;
    case 'scalar':
      return Boolean(value.value);
    case 'unknown':
    case 'several':
    case 'external':
      return null;
    default:
      return true;
  }
}
