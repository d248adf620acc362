import type { ComponentChildren } from 'preact';
import { useId } from 'preact/hooks';
import { grouped } from '../../../lib/count-of.ts';

/** One box of a canvas: its title with a count, and a sentence where there is nothing. */
export function Card(props: {
  readonly title: string;
  readonly count?: number;
  /** Said instead of the children where the count is 0. */
  readonly none?: string;
  /** Whether it takes the whole width. */
  readonly isWide?: boolean;
  readonly children: ComponentChildren;
}) {
  const { title, count, none, isWide = false, children } = props;
  const id = useId();
  return (
    <section class={isWide ? 'card card-wide' : 'card'} aria-labelledby={id}>
      <h2 id={id}>
        {title} {count === undefined || count === 0 ? null : <span class="card-count">{grouped(count)}</span>}
      </h2>
      {count === 0 ? <p class="quiet-text">{none}</p> : children}
    </section>
  );
}

/** So many lines are read at once. */
const few = 12;

/** A list of which the rest is a click away. */
export function CardList({ items }: { readonly items: readonly ComponentChildren[] }) {
  const [first, rest] = items.length > few + 2 ? [items.slice(0, few), items.slice(few)] : [items, []];
  return (
    <>
      <Lines items={first} />
      {rest.length === 0 ? null : (
        <details>
          <summary>{grouped(rest.length)} more</summary>
          <Lines items={rest} />
        </details>
      )}
    </>
  );
}

function Lines({ items }: { readonly items: readonly ComponentChildren[] }) {
  return (
    <ul class="card-lines">
      {items.map((item, index) => (
        <li key={index}>{item}</li>
      ))}
    </ul>
  );
}
