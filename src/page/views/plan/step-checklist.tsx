import { useEffect, useRef, useState } from 'preact/hooks';
import type { PageDocument } from '../../../report/page/page-document.ts';
import { days } from '../../../report/plan/days.ts';
import { checklistMarkdown } from '../../../report/plan/plan-markdown.ts';
import { copyText } from '../../shell/copy-text.ts';
import { DataTable } from '../../shell/data-table.tsx';
import { tickKey, type Ticks } from './ticks.ts';

type PageChecklist = PageDocument['plan']['checklists'][number];
type Section = PageChecklist['sections'][number];

interface Ticking {
  readonly ticks: Ticks;
  readonly onTick: (key: string) => void;
}

/** The work for one context, to tick off, to print and to copy. */
export function StepChecklist(
  props: Ticking & {
    readonly data: PageDocument;
    readonly list: PageChecklist;
  },
) {
  const { data, list, ...ticking } = props;
  const { position, because, effort, sections } = list;
  const [isWhole, setWhole] = useState(false);
  // What is folded would be missing on paper.
  useEffect(() => {
    if (!isWhole) return;
    print();
    setWhole(false);
  }, [isWhole]);
  const name = data.contexts[list.context]?.name ?? list.id;
  return (
    <article class="plan-list">
      <h2>
        {position}. Take out <bdi>{name}</bdi>
      </h2>
      <p class="lead">{days(effort)} of one engineer</p>
      <ul class="points">
        {because.map((reason) => (
          <li key={reason}>{reason}</li>
        ))}
      </ul>
      <CopyMarkdown data={data} list={list} onPrint={() => setWhole(true)} />
      <Blockers data={data} context={list.context} />
      <details class="plan-effort">
        <summary>What the effort is made of</summary>
        <DataTable
          id="effort"
          caption="Effort"
          rows={effort.terms}
          keyOf={({ what }) => what}
          columns={[
            { title: 'What', value: ({ what }) => what },
            { title: 'Count', value: ({ count }) => count },
            { title: 'Days', value: ({ highDays }) => highDays, cell: (term) => days(term, '') },
          ]}
        />
      </details>
      {sections.map((section, index) => (
        <ChecklistSection
          key={section.title}
          data={data}
          context={list.id}
          section={section}
          number={index + 1}
          isWhole={isWhole}
          {...ticking}
        />
      ))}
    </article>
  );
}

function Blockers({ data, context }: { readonly data: PageDocument; readonly context: number }) {
  const found = data.summary.findings.filter(
    ({ severity, contexts }) => severity === 'error' && contexts.includes(context),
  );
  if (found.length === 0) return null;
  return (
    <section class="plan-blockers" aria-label="Blockers">
      <h3>In the way</h3>
      <ul class="points">
        {found.map(({ title, fix }) => (
          <li key={title}>
            <b>{title}.</b> {fix}
          </li>
        ))}
      </ul>
    </section>
  );
}

/** So many at once: more would make every tick slow. */
const pageSize = 60;

function ChecklistSection(
  props: Ticking & {
    readonly data: PageDocument;
    readonly context: string;
    readonly section: Section;
    readonly number: number;
    readonly isWhole: boolean;
  },
) {
  const { data, context, section, number, isWhole, ticks, onTick } = props;
  const { title, note, items } = section;
  const [limit, setLimit] = useState(pageSize);
  return (
    <section>
      <h3>
        {number}. {title}
      </h3>
      <p class="fine">{note}</p>
      <ul class="plan-items">
        {items.slice(0, isWhole ? items.length : limit).map(([text = -1, ...details], index) => {
          const said = data.names[text] ?? '';
          const key = tickKey(context, said);
          return (
            <li key={index}>
              <label>
                <input type="checkbox" checked={ticks.all.has(key)} onChange={() => onTick(key)} />{' '}
                <bdi>{said}</bdi>
              </label>
              <Details texts={details.map((detail) => data.names[detail] ?? '')} isWhole={isWhole} />
            </li>
          );
        })}
      </ul>
      {items.length > limit ? (
        <button type="button" class="more" onClick={() => setLimit(limit + 5 * pageSize)}>
          Show more of the {(items.length - limit).toLocaleString('en')} others
        </button>
      ) : null}
    </section>
  );
}

/** So many are read; the others are a click away. */
const few = 4;

function Details({ texts, isWhole }: { readonly texts: readonly string[]; readonly isWhole: boolean }) {
  if (texts.length === 0) return null;
  const list = (some: readonly string[]) => (
    <ul class="plan-details">
      {some.map((text, index) => (
        <li key={index}>
          <bdi>{text}</bdi>
        </li>
      ))}
    </ul>
  );
  if (isWhole || texts.length <= few + 1) return list(texts);
  return (
    <>
      {list(texts.slice(0, few))}
      <details class="plan-more">
        <summary>{texts.length - few} more</summary>
        {list(texts.slice(few))}
      </details>
    </>
  );
}

/** The whole list as Markdown, as `banyan plan <context> --markdown` writes it. */
function CopyMarkdown(props: {
  readonly data: PageDocument;
  readonly list: PageChecklist;
  readonly onPrint: () => void;
}) {
  const { data, list, onPrint } = props;
  const [said, setSaid] = useState('');
  const area = useRef<HTMLTextAreaElement>(null);
  const name = (number: number | undefined): string => data.names[number ?? -1] ?? '';
  const text = () =>
    checklistMarkdown({
      context: list.id,
      position: list.position,
      steps: data.plan.steps,
      because: list.because,
      effort: list.effort,
      sections: list.sections.map(({ title, note, items }) => ({
        title,
        note,
        items: items.map(([what, ...details]) => ({ text: name(what), details: details.map(name) })),
      })),
    });
  const copy = async () => {
    if (area.current !== null) area.current.value = text();
    setSaid((await copyText(text(), area.current)) ? 'Copied' : 'The browser does not let the page copy');
  };
  return (
    <div class="plan-tools">
      <button type="button" onClick={() => void copy()}>
        Copy as Markdown
      </button>
      <button type="button" onClick={onPrint}>
        Print
      </button>
      <span role="status" class="fine">
        {said}
      </span>
      <textarea ref={area} class="unseen" aria-hidden="true" tabIndex={-1} readOnly />
    </div>
  );
}
