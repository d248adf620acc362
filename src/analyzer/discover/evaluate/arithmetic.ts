import type { Value } from './value.ts';

/** Arithmetic and comparisons of numbers that are known; null for anything else. */
export function arithmetic(operator: string, operands: readonly Value[]): Value | null {
  const [left, right] = operands.map((each) =>
    each.kind === 'scalar' && typeof each.value === 'number' ? each.value : null,
  );
  if (left == null) return null;
  if (operands.length === 1) return operator.startsWith('-') ? { kind: 'scalar', value: -left } : null;
  const result = right == null ? undefined : operations.get(operator)?.(left, right);
  return result === undefined ? null : { kind: 'scalar', value: result };
}

const operations = new Map<string, (left: number, right: number) => number | boolean>([
  ['-', (left, right) => left - right],
  ['*', (left, right) => left * right],
  ['/', (left, right) => left / right],
  ['%', (left, right) => left % right],
  ['<', (left, right) => left < right],
  ['<=', (left, right) => left <= right],
  ['>', (left, right) => left > right],
  ['>=', (left, right) => left >= right],
]);
