import { by } from '../lib/ordered.ts';
import type { Analysis } from '../model/analysis.ts';
import { bandOf } from '../model/band.ts';
import type { Certainty } from './cluster/certainty.ts';
import type { ContextOf } from './assemble-ownership.ts';

/** As many as two people discuss in an hour. */
const maxDeciding = 12;

/** A module decides a border when the runs prefer its own side by less than this, 0..1. */
const maxMargin = 0.5;

/**
 * Every border between contexts that have ties, with the modules that decide it: those that the runs put on the other side about
 * as often, the closest first; none where the border is firm.
 */
export function assembleBoundaries(
  { borders, agreementOf, rivalOf }: Pick<Certainty, 'borders' | 'agreementOf' | 'rivalOf'>,
  contextOf: ContextOf,
): NonNullable<Analysis['boundaries']> {
  const disputed = [...rivalOf]
    .flatMap(([path, { context: rival, confidence: elsewhere }]) => {
      const context = contextOf.get(path);
      const own = agreementOf.get(path) ?? 1;
      return context === undefined ? [] : [{ path, context, rival, own, elsewhere, margin: own - elsewhere }];
    })
    .filter(({ margin }) => margin < maxMargin)
    .sort(
      by(
        ({ margin }) => margin,
        ({ path }) => path,
      ),
    );
  return borders
    .map(({ between: [a, b], confidence }) => {
      const isOfBoth = (context: string, rival: string): boolean =>
        (context === a && rival === b) || (context === b && rival === a);
      const deciding = disputed.filter(({ context, rival }) => isOfBoth(context, rival));
      const band = bandOf(confidence);
      return {
        between: [a, b] as [string, string],
        confidence: rounded(confidence),
        band,
        deciding: (band === 'firm' ? [] : deciding.slice(0, maxDeciding)).map(
          ({ path, context, own, elsewhere }) => ({
            path,
            context,
            own: rounded(own),
            elsewhere: rounded(elsewhere),
          }),
        ),
      };
    })
    .sort(
      by(
        ({ between }) => between[0],
        ({ between }) => between[1],
      ),
    );
}

function rounded(value: number): number {
  return Math.round(value * 1000) / 1000;
}
