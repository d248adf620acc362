import type { Weighed } from './decisions.ts';
import { differenceOf, measures } from './numbers.ts';

/** Every number of a price before and after all changes. */
export function PriceBar({ before, after }: { readonly before: Weighed; readonly after: Weighed }) {
  return (
    <section class="prices" aria-label="Price of all changes" aria-live="polite">
      {measures.map((measure) => {
        const difference = differenceOf(measure, before, after);
        const [old, now] = [measure.shown(before), measure.shown(after)];
        return (
          <div key={measure.name} class="price" title={measure.hint}>
            <span class="price-name">
              {measure.name}
              {measure.isEstimate ? ' (estimate)' : ''}
            </span>
            <span class="price-value">
              {old === now ? (
                now
              ) : (
                <>
                  <span class="price-old">
                    <span class="unseen">before </span>
                    {old}
                  </span>{' '}
                  <span>
                    <span aria-hidden="true">→</span> <span class="unseen">after </span>
                    {now}
                  </span>
                </>
              )}
            </span>
            {difference === null ? (
              <span class="price-difference">as it is</span>
            ) : (
              <span class={`price-difference price-${difference.effect}`}>
                {difference.text}
                {difference.effect === 'other' ? '' : `, ${difference.effect}`}
              </span>
            )}
          </div>
        );
      })}
    </section>
  );
}
