import { useMemo } from 'preact/hooks';
import type { PageDocument } from '../../../report/page/page-document.ts';
import { hrefOf } from '../../shell/place.ts';
import { useParameter } from '../../shell/use-place.ts';
import type { View } from '../../shell/view.ts';
import { ContextMatrix } from './context-matrix.tsx';
import { contextUses } from '../../reading/context-uses.ts';
import { layeredOrder } from './layered-order.ts';
import { ModuleMatrixView } from './module-matrix-view.tsx';

export const matrixView: View<PageDocument> = {
  id: 'matrix',
  title: 'Matrix',
  question: 'What uses what, in which layers, and where does it go in circles?',
  component: MatrixView,
};

function MatrixView({ data }: { readonly data: PageDocument }) {
  const [open] = useParameter('open');
  const contexts = useMemo(() => openContexts(data, open), [data, open]);
  return (
    <>
      <h1>Matrix</h1>
      {data.contexts.length === 0 ? (
        <p class="empty">No context was found, so there is nothing to hold against each other.</p>
      ) : contexts.length === 0 ? (
        <ContextMatrix data={data} />
      ) : (
        <>
          <p>
            <a href={hrefOf('matrix')}>All contexts</a> ›{' '}
            <bdi>
              {open === '*' ? 'all modules' : contexts.map((each) => data.contexts[each]?.name).join(' and ')}
            </bdi>
          </p>
          <ModuleMatrixView data={data} contexts={contexts} />
        </>
      )}
    </>
  );
}

/** `orders,users` as positions in the order of the layers, those that are not there left out; `*` for all. */
function openContexts(data: PageDocument, open: string): readonly number[] {
  if (open === '') return [];
  const { order } = layeredOrder(data.contexts.length, contextUses(data));
  const ids = open.split(',');
  return order.filter((context) => open === '*' || ids.includes(data.contexts[context]?.id ?? ''));
}
