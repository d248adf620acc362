import type { PageDocument } from '../../../report/page/page-document.ts';
import type { View } from '../../shell/view.ts';
import { ContextTable } from './context-table.tsx';
import { Findings } from './findings.tsx';
import { Gaps } from './gaps.tsx';

export const summaryView: View<PageDocument> = {
  id: 'summary',
  title: 'Summary',
  question: 'Shall this be split, into what, and what stands in the way?',
  component: Summary,
};

function Summary({ data }: { readonly data: PageDocument }) {
  return (
    <>
      <Verdict data={data} />
      <section aria-labelledby="contexts">
        <h2 id="contexts">Contexts</h2>
        <ContextTable data={data} />
      </section>
      <FirstStep data={data} />
      <section aria-labelledby="findings">
        <h2 id="findings">What stands in the way</h2>
        <Findings data={data} />
      </section>
      <Gaps data={data} />
    </>
  );
}

function Verdict({ data: { summary } }: { readonly data: PageDocument }) {
  return (
    <section class={`verdict verdict-${summary.decision}`} aria-labelledby="verdict">
      <h1 id="verdict">{summary.sentence}</h1>
      <div class="verdict-reasons">
        <div>
          <Reasons title="Why" items={summary.why} />
        </div>
        <div>
          <Reasons title="It would change if" items={summary.wouldChangeIf} />
          <Reasons title="Mind the sizes" items={summary.guidance} />
        </div>
      </div>
    </section>
  );
}

/** So many reasons are read at once; they come with the weightiest first. */
const fewReasons = 5;

function Reasons({ title, items }: { readonly title: string; readonly items: readonly string[] }) {
  if (items.length === 0) return null;
  const rest = items.slice(fewReasons);
  return (
    <>
      <h2 class="minor">{title}</h2>
      <Points items={items.slice(0, fewReasons)} />
      {rest.length === 0 ? null : (
        <details class="rest">
          <summary>{rest.length} more</summary>
          <Points items={rest} />
        </details>
      )}
    </>
  );
}

function Points({ items }: { readonly items: readonly string[] }) {
  return (
    <ul class="points">
      {items.map((item) => (
        <li key={item}>{item}</li>
      ))}
    </ul>
  );
}

function FirstStep({ data: { summary } }: { readonly data: PageDocument }) {
  if (summary.firstStep === null) return null;
  const { title, detail } = summary.firstStep;
  return (
    <section aria-labelledby="first-step">
      <h2 id="first-step">The first extraction</h2>
      <p class="lead">{title}</p>
      <Points items={detail} />
    </section>
  );
}
