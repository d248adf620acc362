import { useMemo, useState } from 'preact/hooks';
import type { PageDocument } from '../../../report/page/page-document.ts';
import type { View } from '../../shell/view.ts';
import { Board } from './board.tsx';
import type { Change } from './change.ts';
import { ChangeList } from './change-list.tsx';
import { changesOf, createScales, decided, type History, noDecisions, type Weighed } from './decisions.ts';
import { PinsPanel } from './pins-panel.tsx';
import { PriceBar } from './price-bar.tsx';
import { usesOf } from './price.ts';

export const decideView: View<PageDocument> = {
  id: 'decide',
  title: 'Decide',
  question: 'What would it cost to draw the boundaries otherwise, and what is to be committed?',
  component: Decide,
};

/** A look at another view forgets nothing. */
const kept = { history: noDecisions };

function Decide({ data }: { readonly data: PageDocument }) {
  const [history, setHistory] = useState(kept.history);
  const scales = useMemo(() => createScales(data, usesOf(data)), [data]);
  const put = (next: History) => {
    kept.history = next;
    setHistory(next);
  };
  const changes = changesOf(history);
  const steps = scales(changes);
  const [first, last] = [steps[0] as Weighed, steps.at(-1) as Weighed];
  const add = (change: Change) => put(decided(history, [...changes, change]));
  if (data.contexts.length === 0)
    return (
      <>
        <h1>Decide</h1>
        <p class="empty">No context was found, so there is no boundary to decide about.</p>
      </>
    );
  return (
    <>
      <h1>Decide</h1>
      <p class="decide-lead">
        Move files, merge, split and rename contexts, and see at once what it costs. The pins below give the
        next analysis the same contexts and the same numbers.
      </p>
      <PriceBar before={first} after={last} />
      <div class="decide-columns">
        <Board data={data} weighed={last} first={first} onChange={add} />
        <div class="decide-side">
          <ChangeList
            data={data}
            steps={steps}
            canUndo={history.at > 0}
            canRedo={history.at < history.lists.length - 1}
            onUndo={() => put({ ...history, at: history.at - 1 })}
            onRedo={() => put({ ...history, at: history.at + 1 })}
            onTakeOut={(index) => put(decided(history, changes.toSpliced(index, 1)))}
          />
          <PinsPanel data={data} first={first} last={last} onChange={add} />
        </div>
      </div>
    </>
  );
}
