import { useMemo } from 'preact/hooks';
import type { PageDocument } from '../../../report/page/page-document.ts';
import { SidePanel } from '../../shell/side-panel.tsx';
import { useParameter } from '../../shell/use-place.ts';
import { TieList, tieSentence } from '../tie-list.tsx';
import { BackUses } from './back-uses.tsx';
import { MatrixPicture } from './matrix-picture.tsx';
import { moduleMatrix } from './module-matrix.ts';

/** Modules against modules of some contexts. */
export function ModuleMatrixView(props: {
  readonly data: PageDocument;
  readonly contexts: readonly number[];
}) {
  const { data, contexts } = props;
  const matrix = useMemo(() => moduleMatrix(data, contexts), [data, contexts]);
  const [use, choose] = useParameter('use');
  if (matrix.modules.length === 0)
    return <p class="empty">No module of it is deployed: there is nothing to use.</p>;
  const tie = use === '' ? -1 : Number(use);
  return (
    <div class="beside">
      <div>
        <MatrixPicture data={data} matrix={matrix} onChoose={(chosen) => choose(String(chosen))} />
        <BackUses data={data} matrix={matrix} />
      </div>
      {data.ties.from[tie] === undefined ? null : (
        <SidePanel about={tieSentence(data, tie)} onClose={() => choose('')}>
          <h2>One use</h2>
          <TieList key={tie} data={data} ties={[tie]} />
        </SidePanel>
      )}
    </div>
  );
}
