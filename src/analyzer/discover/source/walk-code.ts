import type { Expression, Step } from './code.ts';

/** Every step of a function in source order, those of branches and loops included; not those of nested functions. */
export function stepsIn(steps: readonly Step[]): readonly Step[] {
  return steps.some(({ kind }) => kind === 'if' || kind === 'each') ? withInner(steps, []) : steps;
}

function withInner(steps: readonly Step[], found: Step[]): Step[] {
  for (const step of steps) {
    found.push(step);
    if (step.kind === 'if') withInner(step.whenFalse, withInner(step.whenTrue, found));
    else if (step.kind === 'each') withInner(step.body, found);
  }
  return found;
}

/** The expressions that a step itself evaluates. */
export function expressionsOf(step: Step): readonly Expression[] {
  switch (step.kind) {
    case 'if':
      return [step.test];
    case 'each':
      return [step.over];
    default:
      return [step.value];
  }
}

const maxDepth = 200;

/** An expression and everything in it, outermost first; bodies of functions and classes are left out. */
export function expressionsIn(expression: Expression): readonly Expression[] {
  const found: Expression[] = [];
  visit(expression, (each) => void found.push(each));
  return found;
}

/** Visits an expression and everything in it as `expressionsIn` lists them. */
export function visit(expression: Expression, onEach: (expression: Expression) => void, depth = 0): void {
  onEach(expression);
  if (depth < maxDepth) for (const part of partsOf(expression)) visit(part, onEach, depth + 1);
}

function partsOf(expression: Expression): readonly Expression[] {
  switch (expression.kind) {
    case 'template':
      return expression.holes;
    case 'member':
      return typeof expression.property === 'string'
        ? [expression.object]
        : [expression.object, expression.property];
    case 'call':
      return [expression.callee, ...expression.arguments];
    case 'object':
      return expression.entries.map(({ value }) => value);
    case 'array':
      return expression.items;
    case 'either':
      return expression.test ? [expression.test, ...expression.options] : expression.options;
    case 'equal':
    case 'and':
    case 'concat':
      return [expression.left, expression.right];
    case 'assign':
      return [expression.target, expression.value];
    case 'spread':
    case 'not':
    case 'cast':
      return [expression.value];
    case 'element':
      return [expression.list];
    case 'other':
      return expression.parts;
    default:
      return [];
  }
}
