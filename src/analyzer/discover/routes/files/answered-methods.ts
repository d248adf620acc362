import { METHODS } from 'node:http';
import type { Expression, FunctionCode } from '../../source/code.ts';
import { expressionsIn, expressionsOf, stepsIn } from '../../source/walk-code.ts';

const known = new Set(METHODS);
/** Preflights and headers come along with what a handler answers. */
const companions = new Set(['OPTIONS', 'HEAD']);
const requestName = /^_?(?:req|request|event|ctx|context|c)$/i;

/**
 * The methods that functions compare `request.method` with: `===`, `switch`, `[…].includes`, `assertMethod(event, …)`,
 * tables with a function for each method. Empty when they compare it with none, which answers every method.
 */
export function answeredMethods(functions: readonly FunctionCode[]): string[] {
  const found = new Set<string>();
  for (const { steps } of functions) {
    let isSwitch = false;
    for (const step of stepsIn(steps)) {
      if (step.kind === 'run' && isMethod(step.value)) isSwitch = true;
      // The cases of a `switch` follow what it looks at.
      if (isSwitch && step.kind === 'run') add(found, [step.value]);
      for (const start of expressionsOf(step)) for (const each of expressionsIn(start)) compare(found, each);
    }
  }
  return [...found].filter((method) => !companions.has(method)).sort();
}

function compare(found: Set<string>, expression: Expression): void {
  if (expression.kind === 'call') compareByCall(found, expression);
  if (expression.kind === 'equal') {
    if (isMethod(expression.left)) add(found, [expression.right]);
    else if (isMethod(expression.right)) add(found, [expression.left]);
  }
  if (expression.kind === 'object' && isMethodTable(expression))
    for (const { key } of expression.entries) found.add(key as string);
}

function compareByCall(found: Set<string>, { callee, arguments: args }: Expression & { kind: 'call' }): void {
  const [first, second] = args;
  if (callee.kind === 'member' && callee.property === 'includes' && first && isMethod(first)) {
    add(found, listed(callee.object));
  }
  const name = callee.kind === 'name' ? callee.name : callee.kind === 'member' ? callee.property : '';
  if (name === 'assertMethod' || name === 'isMethod') add(found, second ? listed(second) : []);
  if (name === 'setHeader' && first?.kind === 'literal' && first.value === 'Allow')
    add(found, second ? listed(second) : []);
}

/** `request.method`, also taken apart before. */
export function isMethod(expression: Expression): boolean {
  if (expression.kind === 'member') {
    if (expression.property === 'toUpperCase') return isMethod(expression.object);
    const { object, property } = expression;
    if (property !== 'method') return false;
    return object.kind === 'member'
      ? isRequest(object.property)
      : object.kind === 'name' && isRequest(object.name);
  }
  if (expression.kind === 'call') return expression.callee.kind === 'member' && isMethod(expression.callee);
  if (expression.kind === 'cast') return isMethod(expression.value);
  if (expression.kind !== 'name' || expression.name !== 'method') return false;
  return expression.variable?.values.some((value) => value.kind === 'member' && isMethod(value)) ?? false;
}

/** Whether a name is one that requests, or what carries them, go by. */
export function isRequest(name: string | Expression): boolean {
  return typeof name === 'string' && requestName.test(name);
}

function listed(expression: Expression): readonly Expression[] {
  if (expression.kind === 'array') return expression.items;
  const [value] = expression.kind === 'name' ? (expression.variable?.values ?? []) : [];
  return value?.kind === 'array' ? value.items : [expression];
}

function add(found: Set<string>, texts: readonly Expression[]): void {
  for (const each of texts) {
    if (each.kind === 'literal' && typeof each.value === 'string' && known.has(each.value))
      found.add(each.value);
  }
}

/** `{ GET: list, POST: create }`: nothing but a function for each method. */
export function isMethodTable({ entries }: Expression & { kind: 'object' }): boolean {
  return (
    entries.length > 0 &&
    entries.every(
      ({ key, value }) =>
        typeof key === 'string' && known.has(key) && value.kind !== 'literal' && value.kind !== 'array',
    )
  );
}
