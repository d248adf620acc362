import { useState } from 'preact/hooks';
import type { PageDocument } from '../../../report/page/page-document.ts';
import type { Outlook } from './outlook.ts';

/** What every list of files is made with. */
export interface Files {
  readonly data: PageDocument;
  readonly outlook: Outlook;
  readonly picked: ReadonlySet<number>;
  readonly onPick: (modules: readonly number[], isPicked: boolean) => void;
}

/** So many at once: more would make every click slow. */
const pageSize = 100;

/** The type of what is dragged: the number of a module. */
export const dragType = 'text/plain';

/** Files to pick and to drag, each with how sure its context is and which other one pulls. */
export function FileList(
  props: Files & { readonly modules: readonly number[]; readonly hasHome?: boolean; readonly empty: string },
) {
  const { modules, empty, hasHome = false, ...files } = props;
  const [limit, setLimit] = useState(pageSize);
  if (modules.length === 0) return <p class="empty">{empty}</p>;
  return (
    <>
      <ul class="decide-files">
        {modules.slice(0, limit).map((module) => (
          <FileRow key={module} {...files} module={module} hasHome={hasHome} />
        ))}
      </ul>
      {modules.length > limit ? (
        <button type="button" class="more" onClick={() => setLimit(limit + 5 * pageSize)}>
          Show more of the {(modules.length - limit).toLocaleString('en')} others
        </button>
      ) : null}
    </>
  );
}

function FileRow(props: Files & { readonly module: number; readonly hasHome: boolean }) {
  const { data, outlook, picked, onPick, module, hasHome } = props;
  const path = data.names[module] ?? '';
  const confidence = data.modules.confidence[module] ?? 100;
  const isCounted = data.modules.context[module] !== -1;
  const home = outlook.ids[outlook.home[module] ?? -1];
  const rival = rivalsOf(data).get(module);
  return (
    <li
      class="decide-file"
      draggable
      onDragStart={(event) => event.dataTransfer?.setData(dragType, String(module))}
    >
      <label>
        <input
          type="checkbox"
          checked={picked.has(module)}
          onChange={({ currentTarget }) => onPick([module], currentTarget.checked)}
        />{' '}
        <bdi class="decide-file-path">{path}</bdi>
      </label>
      <span class="decide-file-facts">
        {outlook.decided.has(module) ? <b class="decide-file-moved">moved</b> : null}
        {hasHome ? <span>{home === undefined ? 'no context' : <bdi>{home}</bdi>}</span> : null}
        {isCounted && confidence < 90 ? (
          <span class={confidence < 60 ? 'band band-contested' : 'band band-likely'}>{confidence} %</span>
        ) : null}
        {rival === undefined ? null : (
          <span title={`In ${rival.percent} % of the runs`}>
            or <bdi>{data.contexts[rival.context]?.id ?? ''}</bdi>
          </span>
        )}
      </span>
    </li>
  );
}

interface Rival {
  readonly context: number;
  readonly percent: number;
}

const rivals = new WeakMap<PageDocument, ReadonlyMap<number, Rival>>();

/** The other context of each module that has one, looked up once. */
function rivalsOf(data: PageDocument): ReadonlyMap<number, Rival> {
  const known = rivals.get(data);
  if (known !== undefined) return known;
  const found = new Map(
    data.decide.rivals.map(([module, context, percent]) => [module, { context, percent }] as const),
  );
  rivals.set(data, found);
  return found;
}
