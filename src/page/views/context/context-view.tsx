import type { PageDocument } from '../../../report/page/page-document.ts';
import { hrefOf } from '../../shell/place.ts';
import { Choice } from '../../shell/choice.tsx';
import { useParameter } from '../../shell/use-place.ts';
import type { View } from '../../shell/view.ts';
import { ContextLink } from '../context-link.tsx';
import { ContextCanvas } from './context-canvas.tsx';

export const contextView: View<PageDocument> = {
  id: 'context',
  title: 'Context',
  question: 'What is one context for, what does it offer, and what does it need?',
  component: ContextView,
};

function ContextView({ data }: { readonly data: PageDocument }) {
  const [id] = useParameter('id');
  const position = data.contexts.findIndex((context) => context.id === id);
  if (data.contexts.length === 0)
    return (
      <>
        <h1>Context</h1>
        <p class="empty">No context was found: nothing in this code holds together more than the rest.</p>
      </>
    );
  const options = [
    { value: '', label: 'choose one' },
    ...data.contexts.map((context) => ({ value: context.id, label: context.name })),
  ];
  return (
    <>
      <div class="choices">
        <Choice name="id" label="Context" options={options} />
        {position < 0 ? null : <a href={hrefOf('context')}>All contexts</a>}
      </div>
      {position < 0 ? (
        <EveryPurpose data={data} />
      ) : (
        <ContextCanvas key={id} data={data} context={position} />
      )}
    </>
  );
}

/** What each context is for. */
function EveryPurpose({ data }: { readonly data: PageDocument }) {
  return (
    <>
      <h1>Contexts</h1>
      <dl class="purposes">
        {data.canvas.map(({ purpose }, context) => (
          <div key={data.contexts[context]?.id}>
            <dt>
              <ContextLink data={data} context={context} />
            </dt>
            <dd>{purpose}</dd>
          </div>
        ))}
      </dl>
    </>
  );
}
