import type { PageDocument } from '../../../report/page/page-document.ts';
import type { Weighed } from './decisions.ts';
import { describeChange } from './describe-change.ts';
import { differenceOf, measures } from './numbers.ts';

/** The changes in their order, each with its own price, to undo and to take out. */
export function ChangeList(props: {
  readonly data: PageDocument;
  readonly steps: readonly Weighed[];
  readonly canUndo: boolean;
  readonly canRedo: boolean;
  readonly onUndo: () => void;
  readonly onRedo: () => void;
  readonly onTakeOut: (index: number) => void;
}) {
  const { data, steps, canUndo, canRedo, onUndo, onRedo, onTakeOut } = props;
  const made = steps.slice(1);
  return (
    <section aria-labelledby="changes">
      <div class="decide-side-head">
        <h2 id="changes">Changes</h2>
        <button type="button" onClick={onUndo} disabled={!canUndo}>
          Undo
        </button>
        <button type="button" onClick={onRedo} disabled={!canRedo}>
          Redo
        </button>
      </div>
      {made.length === 0 ? (
        <p class="empty">None yet. Pick files in the list, or drag them onto a context.</p>
      ) : (
        <ol class="decide-changes">
          {made.map(({ change, before, ...after }, index) => {
            const what = change === null ? '' : describeChange(data, change);
            return (
              <li key={index}>
                <p class="decide-change-what">{what}</p>
                <Differences before={before} after={{ change, before, ...after }} />
                <button
                  type="button"
                  class="quiet"
                  aria-label={`Take out: ${what}`}
                  onClick={() => onTakeOut(index)}
                >
                  Take out
                </button>
              </li>
            );
          })}
        </ol>
      )}
    </section>
  );
}

function Differences({ before, after }: { readonly before: Weighed | null; readonly after: Weighed }) {
  if (before === null) return null;
  if (before.outlook === after.outlook)
    return <p class="fine">Means nothing any more: what it is about is elsewhere.</p>;
  const found = measures.flatMap((measure) => {
    const difference = differenceOf(measure, before, after);
    return difference === null ? [] : [{ name: measure.name, ...difference }];
  });
  if (found.length === 0) return <p class="fine">Costs nothing in these numbers.</p>;
  return (
    <ul class="decide-differences">
      {found.map(({ name, text, effect }) => (
        <li key={name} class={`price-${effect}`}>
          {name.toLowerCase()} {text}
        </li>
      ))}
    </ul>
  );
}
