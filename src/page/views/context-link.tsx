import type { PageDocument } from '../../report/page/page-document.ts';
import { hrefOf } from '../shell/place.ts';

/** The name of a context, which leads to its page; `none` where there is none. */
export function ContextLink(props: {
  readonly data: Pick<PageDocument, 'contexts'>;
  /** Position in the list of contexts; -1 for none. */
  readonly context: number;
  /** What to say for none. */
  readonly none?: string;
}) {
  const { data, context, none = 'no context' } = props;
  const found = data.contexts[context];
  if (found === undefined) return <span class="context-link quiet-text">{none}</span>;
  return (
    <a class="context-link" href={hrefOf('context', { id: found.id })}>
      <bdi>{found.name}</bdi>
    </a>
  );
}

/** Names of contexts, each of which leads to its page. */
export function ContextLinks(props: {
  readonly data: Pick<PageDocument, 'contexts'>;
  readonly contexts: readonly number[];
  /** So many are named, the others counted; all of them when absent. */
  readonly most?: number;
}) {
  const { data, contexts, most = contexts.length } = props;
  const left = contexts.length - most;
  return (
    <>
      {contexts.slice(0, most).map((context, index) => (
        <span key={context}>
          {index === 0 ? '' : ', '}
          <ContextLink data={data} context={context} />
        </span>
      ))}
      {left > 0 ? ` and ${left} more` : ''}
    </>
  );
}
