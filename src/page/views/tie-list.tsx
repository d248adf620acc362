import { useState } from 'preact/hooks';
import { countOf, grouped } from '../../lib/count-of.ts';
import type { PageDocument } from '../../report/page/page-document.ts';
import { PlaceList } from '../shell/place-list.tsx';
import { usesOf } from '../reading/tie-kinds.ts';
import { kindsOf, nodeName, placesOf } from '../reading/ties.ts';

/** What one tie is, in a sentence. */
export function tieSentence(data: PageDocument, tie: number): string {
  const { from, to, weight } = data.ties;
  const references = countOf(weight[tie] as number, 'reference');
  return `${nodeName(data, from[tie] as number)} uses ${nodeName(data, to[tie] as number)}: ${references} (${kindsOf(data, tie).join(', ')})`;
}

/** So many are read at once. */
const few = 40;

/** Ties with what they use and where, the heaviest first. */
export function TieList({ data, ties }: { readonly data: PageDocument; readonly ties: readonly number[] }) {
  const [limit, setLimit] = useState(few);
  const { from, to, weight } = data.ties;
  const inOrder = [...ties].sort((a, b) => (weight[b] as number) - (weight[a] as number) || a - b);
  return (
    <>
      <ul class="ties">
        {inOrder.slice(0, limit).map((tie) => (
          <li key={tie}>
            <details open={ties.length === 1}>
              <summary>
                <bdi>{nodeName(data, from[tie] as number)}</bdi> →{' '}
                <bdi>{nodeName(data, to[tie] as number)}</bdi>{' '}
                <span class="quiet-text">({grouped(weight[tie] as number)})</span>
              </summary>
              <p class="fine">
                {kindsOf(data, tie).join(', ')}
                {usesOf(data, tie).length === 0 ? null : (
                  <>
                    : <bdi>{usesOf(data, tie).join(', ')}</bdi>
                  </>
                )}
              </p>
              <PlaceList places={placesOf(data, tie)} />
            </details>
          </li>
        ))}
      </ul>
      {ties.length > limit ? (
        <button type="button" class="more" onClick={() => setLimit(limit + 5 * few)}>
          Show more of the {grouped(ties.length - limit)} others
        </button>
      ) : null}
    </>
  );
}
