import type { Reference } from '../dependencies.ts';
import { elementsOf } from '../shapes/lists.ts';
import type { Shaper } from '../shapes/shaper.ts';
import type { NameExpression, TypeCode } from '../source/code.ts';
import type { Given } from './container.ts';
import type { Injected } from './discover-injection.ts';

/**
 * A reference from each place to everything that may be injected there. Of several candidates each has an equal share of
 * the confidence; a target that more of them lead to has theirs together.
 */
export function* injectionReferences(injected: readonly Injected[], shaper: Shaper): Generator<Reference> {
  for (const { injection, candidates } of injected) {
    const share = injection.isList ? 1 : 1 / candidates.length;
    const targets = new Map<string, Target & { confidence: number }>();
    for (const given of candidates) {
      for (const target of targetsOf(shaper, given)) {
        const known = targets.get(`${target.to} ${target.symbol}`);
        if (known) known.confidence += share;
        else targets.set(`${target.to} ${target.symbol}`, { ...target, confidence: share });
      }
    }
    const { file: from, line } = injection;
    for (const { to, symbol, confidence } of targets.values()) {
      yield {
        from,
        to,
        kinds: ['injection'],
        symbol,
        line,
        confidence: Math.min(1, Math.round(confidence * 100) / 100),
      };
    }
  }
}

interface Target {
  readonly to: string;
  readonly symbol: string | null;
}

/** The classes that are given, also in a list, or the file of the function or object that gives something else; none for constants. */
function targetsOf(shaper: Shaper, { expression, place }: Given): Target[] {
  const shapes = shaper.ofExpression(expression, place);
  const all = [...shapes, ...shapes.flatMap((shape) => elementsOf(shaper, shape))];
  const classes = all.flatMap((shape) =>
    shape.kind === 'instance' || shape.kind === 'class' ? [{ to: shape.file, symbol: shape.code.name }] : [],
  );
  const isConstant = place.file === '' || expression.kind === 'literal';
  return classes.length > 0 || isConstant ? classes : [{ to: place.file, symbol: null }];
}

/** The types at places whose provider is known to be something else: no injection leads to the types themselves. */
export function redirectedTypes(injected: readonly Injected[]): Set<NameExpression> {
  const names = new Set<NameExpression>();
  for (const { injection } of injected)
    for (const each of namesIn(injection.key as TypeCode | null)) names.add(each);
  return names;
}

function namesIn(type: TypeCode | null): readonly NameExpression[] {
  if (type?.kind === 'reference') return [type.name];
  if (type?.kind === 'several') return type.types.flatMap(namesIn);
  return type?.kind === 'array' ? namesIn(type.element) : [];
}
