import type { CodePlace } from './code-place.ts';

/** Places in the code, to read and to copy. */
export function PlaceList(props: {
  readonly places: readonly CodePlace[];
  /** So many are shown; the others are a click away. */
  readonly few?: number;
}) {
  const { places, few = 20 } = props;
  if (places.length === 0) return null;
  const [first, rest] = [places.slice(0, few), places.slice(few)];
  return (
    <>
      <Places places={first} />
      {rest.length === 0 ? null : (
        <details>
          <summary>
            {rest.length.toLocaleString('en')} more {rest.length === 1 ? 'place' : 'places'}
          </summary>
          <Places places={rest} />
        </details>
      )}
    </>
  );
}

function Places({ places }: { readonly places: readonly CodePlace[] }) {
  return (
    <ul class="places">
      {places.map(({ file, line }, index) => (
        <li key={index}>
          <PlaceName file={file} line={line} />
        </li>
      ))}
    </ul>
  );
}

/** A place in one piece, which breaks after slashes where it must; a name cannot turn the direction of what stands beside it. */
export function PlaceName({ file, line }: CodePlace) {
  return (
    <code class="place">
      <bdi>{file}</bdi>:{line}
    </code>
  );
}
