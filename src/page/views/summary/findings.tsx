import type { PageDocument } from '../../../report/page/page-document.ts';
import { PlaceList } from '../../shell/place-list.tsx';
import { codePlace } from '../../reading/code-place.ts';

type Finding = PageDocument['summary']['findings'][number];

/** So many are read first. */
const few = 6;

export function Findings({ data }: { readonly data: PageDocument }) {
  const { findings } = data.summary;
  if (findings.length === 0) return <p class="empty">Nothing was found that stands in the way.</p>;
  const [first, rest] = [findings.slice(0, few), findings.slice(few)];
  return (
    <>
      <FindingList data={data} findings={first} />
      {rest.length === 0 ? null : (
        <details>
          <summary>{rest.length.toLocaleString('en')} more findings</summary>
          <FindingList data={data} findings={rest} />
        </details>
      )}
    </>
  );
}

/** Findings with why they hurt and what to do, each folded. */
export function FindingList({
  data,
  findings,
}: {
  readonly data: PageDocument;
  readonly findings: readonly Finding[];
}) {
  return (
    <ul class="findings">
      {findings.map(({ code, severity, title, why, fix, places }, index) => (
        <li key={index} class={`finding finding-${severity}`}>
          <details>
            <summary>
              <span class={`severity severity-${severity}`}>{severity}</span> {title}
            </summary>
            <p>{why}</p>
            <p>
              <b>What to do:</b> {fix}
            </p>
            <PlaceList places={places.map((place) => codePlace(data, place))} />
            <p class="fine">{code}</p>
          </details>
        </li>
      ))}
    </ul>
  );
}
