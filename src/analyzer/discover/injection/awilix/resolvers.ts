import type { Place } from '../../shapes/shaper.ts';
import type { CallExpression, Expression } from '../../source/code.ts';
import type { Given, Search, Token } from '../container.ts';
import { decoratorsOf } from '../decorators.ts';
import { instanceBy, resultBy } from '../registrations.ts';

/** What `asClass(Orders).singleton()` and its like register. */
export interface Resolver {
  readonly given: readonly Given[];
  readonly aliases: readonly Token[];
  /** Whether it says that parameters are injected by their names. */
  readonly isClassic: boolean;
}

export const isOf = (name: string): boolean => /^(?:@fastify\/)?awilix\b/.test(name);

/** The call of awilix that a chain of calls starts with, with the methods called on it. */
export function rootOf(
  search: Search,
  expression: Expression,
  file: string,
): { readonly name: string; readonly call: CallExpression; readonly methods: readonly string[] } | null {
  const methods: string[] = [];
  let current = expression;
  while (
    current.kind === 'call' &&
    current.callee.kind === 'member' &&
    current.callee.object.kind === 'call'
  ) {
    if (typeof current.callee.property === 'string') methods.push(current.callee.property);
    current = current.callee.object;
  }
  if (current.kind !== 'call') return null;
  const found = decoratorsOf(search.program, file, [current]).find((each) => isOf(each.package));
  return found ? { name: found.name, call: current, methods } : null;
}

/** Reads a resolver; null for anything else. */
export function readResolver(search: Search, expression: Expression, place: Place): Resolver | null {
  const root = rootOf(search, expression, place.file);
  const target = root?.call.arguments[0];
  if (!root || !target) return null;
  const isClassic = root.methods.includes('classic');
  switch (root.name) {
    case 'asClass':
      return { given: instanceBy(search, target, place), aliases: [], isClassic };
    case 'asFunction':
      return { given: resultBy(search, target, place), aliases: [], isClassic };
    case 'asValue':
      return { given: [{ expression: target, place }], aliases: [], isClassic };
    case 'aliasTo':
      return { given: [], aliases: search.tokensOf(target, place), isClassic };
    default:
      return null;
  }
}
