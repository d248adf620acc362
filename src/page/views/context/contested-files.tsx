import type { PageDocument } from '../../../report/page/page-document.ts';
import { codePlace } from '../../reading/code-place.ts';
import { nodeName } from '../../reading/ties.ts';
import { PlaceName } from '../../shell/place-list.tsx';
import { ContextLink } from '../context-link.tsx';
import { Card, CardList } from './card.tsx';

type Contested = PageDocument['canvas'][number]['contested'][number];

/** Modules that belong to a context without certainty, with what pulls at them. */
export function ContestedFiles(props: {
  readonly data: PageDocument;
  readonly contested: readonly Contested[];
}) {
  const { data, contested } = props;
  return (
    <Card
      title="Contested files"
      count={contested.length}
      none="None: every file of it is likely or firm."
      isWide
    >
      <CardList items={contested.map((file) => <OneFile data={data} file={file} />)} />
    </Card>
  );
}

function OneFile({ data, file }: { readonly data: PageDocument; readonly file: Contested }) {
  const { module, rival, because } = file;
  return (
    <details>
      <summary>
        <code>
          <bdi>{nodeName(data, module)}</bdi>
        </code>{' '}
        <span class="fine">
          {data.modules.confidence[module]} %{rival < 0 ? '' : `, else ${data.contexts[rival]?.name}`}
        </span>
      </summary>
      {because.length === 0 ? (
        <p class="fine">Nothing pulls at it: it is here because nobody else wants it.</p>
      ) : null}
      <ul class="card-lines">
        {because.map((reason) => (
          <li key={`${reason.module} ${reason.source}`}>
            {reason.weight} % {reason.pull === 'in' ? 'in' : 'elsewhere'}, by {reason.source} with{' '}
            <bdi>{nodeName(data, reason.module)}</bdi>
            {reason.pull === 'in' ? null : (
              <>
                {' '}
                of <ContextLink data={data} context={reason.context} />
              </>
            )}
            {reason.place === null ? null : (
              <>
                {' '}
                at <PlaceName {...codePlace(data, reason.place)} />
              </>
            )}
          </li>
        ))}
      </ul>
    </details>
  );
}
