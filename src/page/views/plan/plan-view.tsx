import { useState } from 'preact/hooks';
import type { PageDocument } from '../../../report/page/page-document.ts';
import { days } from '../../../report/plan/days.ts';
import { hrefOf } from '../../shell/place.ts';
import { useParameter } from '../../shell/use-place.ts';
import type { View } from '../../shell/view.ts';
import { StepChecklist } from './step-checklist.tsx';
import { storedTicks, tickKey, type Ticks } from './ticks.ts';

export const planView: View<PageDocument> = {
  id: 'plan',
  title: 'Plan',
  question: 'In which order are contexts taken out, and what does each take?',
  component: Plan,
};

function Plan({ data }: { readonly data: PageDocument }) {
  const { checklists, ways } = data.plan;
  const [chosen] = useParameter('step');
  const [ticks, setTicks] = useState(storedTicks);
  const current = checklists.find(({ id }) => id === chosen) ?? checklists[0];
  if (current === undefined)
    return (
      <>
        <h1>Plan</h1>
        <p class="empty">There is no context to take out, so there is nothing to plan.</p>
      </>
    );
  return (
    <>
      <h1>Plan</h1>
      {data.summary.decision === 'do-not-split' ? (
        <p class="lead">The verdict is against a split; this is what it would take all the same.</p>
      ) : null}
      <p class="fine plan-ways">
        An edge between two contexts is in the lists of both and cut once: whichever leaves first pays. All in
        all: {ways || 'nothing to cut'}.
      </p>
      <div class="plan-columns">
        <nav aria-label="Order of extraction">
          <ol class="plan-steps">
            {checklists.map((list) => (
              <li key={list.id}>
                <a
                  href={hrefOf('plan', { step: list.id })}
                  aria-current={list === current ? 'step' : undefined}
                >
                  <bdi>{data.contexts[list.context]?.name ?? list.id}</bdi>
                  <span class="fine">
                    {days(list.effort)}, {doneOf(list, ticks, data)}
                  </span>
                </a>
              </li>
            ))}
          </ol>
        </nav>
        <StepChecklist
          key={current.id}
          data={data}
          list={current}
          ticks={ticks}
          onTick={(key) => setTicks(ticks.toggled(key))}
        />
      </div>
    </>
  );
}

function doneOf(
  { id, sections }: PageDocument['plan']['checklists'][number],
  ticks: Ticks,
  { names }: PageDocument,
): string {
  const items = sections.flatMap((section) => section.items);
  const done = items.filter(([text = -1]) => ticks.all.has(tickKey(id, names[text] ?? ''))).length;
  return `${done.toLocaleString('en')} of ${items.length.toLocaleString('en')} done`;
}
