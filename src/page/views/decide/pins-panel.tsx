import { useMemo, useRef, useState } from 'preact/hooks';
import type { PageDocument } from '../../../report/page/page-document.ts';
import { copyText } from '../../shell/copy-text.ts';
import type { Change } from './change.ts';
import type { Weighed } from './decisions.ts';
import { differenceOf, measures } from './numbers.ts';
import { pinsOf } from './pins-of.ts';
import { pinsText } from './pins-text.ts';

/** What the team has decided already, and what to commit now. */
export function PinsPanel(props: {
  readonly data: PageDocument;
  readonly first: Weighed;
  readonly last: Weighed;
  readonly onChange: (change: Change) => void;
}) {
  const { data, first, last, onChange } = props;
  const [areAll, setAll] = useState(false);
  const [said, setSaid] = useState('');
  const area = useRef<HTMLTextAreaElement>(null);
  const text = useMemo(
    () => pinsText(data, pinsOf(data, last.outlook, areAll), notesOf(first, last)),
    [data, first, last, areAll],
  );
  const copy = async () => setSaid((await copyText(text, area.current)) ? 'Copied' : 'Press Ctrl+C to copy');
  return (
    <>
      <TeamPins data={data} last={last} onChange={onChange} />
      <section aria-labelledby="pins">
        <h2 id="pins">To commit</h2>
        <label class="choice">
          <input
            type="checkbox"
            checked={areAll}
            onChange={({ currentTarget }) => setAll(currentTarget.checked)}
          />
          <span>Pin every context as it stands here</span>
        </label>
        <textarea
          ref={area}
          class="decide-pins-text"
          aria-label="Pins for banyan.yaml"
          readOnly
          value={text}
          rows={12}
        />
        <div class="decide-side-head">
          <button type="button" onClick={() => void copy()}>
            Copy pins
          </button>
          <button type="button" onClick={() => download('banyan.yaml', text)}>
            Download banyan.yaml
          </button>
          <span role="status" class="fine">
            {said}
          </span>
        </div>
        <p class="fine">
          It takes the place of banyan.yaml in the analysed folder. The next analysis has these contexts and
          these numbers; only the confidence is an estimate until it has run. Tests follow what they test.
        </p>
      </section>
    </>
  );
}

function TeamPins(props: {
  readonly data: PageDocument;
  readonly last: Weighed;
  readonly onChange: (change: Change) => void;
}) {
  const { data, last, onChange } = props;
  const { pins } = data.decide;
  if (pins.length === 0) return null;
  return (
    <section aria-labelledby="team-pins">
      <h2 id="team-pins">Pins of this analysis</h2>
      <ul class="decide-changes">
        {pins.map(({ at, because, price, sentence }, index) => {
          const isOut = last.outlook.dropped.has(index);
          return (
            <li key={index}>
              <p class="decide-change-what">
                {isOut ? <s>{sentence}</s> : sentence} <span class="fine">{at}</span>
              </p>
              {because === null ? null : <p class="fine">{because}</p>}
              <p class="fine">{priceSentence(price)}</p>
              <button
                type="button"
                class="quiet"
                disabled={isOut}
                aria-label={`Take out the pin: ${sentence}`}
                onClick={() => onChange({ verb: 'drop', pin: index })}
              >
                {isOut ? 'Taken out' : 'Take out'}
              </button>
            </li>
          );
        })}
      </ul>
    </section>
  );
}

function priceSentence(price: PageDocument['decide']['pins'][number]['price']): string {
  if (price === null) return 'Its price was not worked out.';
  const signed = (value: number, unit: string) =>
    `${value > 0 ? '+' : '−'}${Math.abs(value).toLocaleString('en')} ${unit}`;
  const found = [
    [price.references, 'references across'] as const,
    [price.transactions, 'transactions across'] as const,
    [price.contexts, 'contexts'] as const,
    [Math.round(price.confidence * 1000) / 10, 'points of confidence'] as const,
  ].flatMap(([value, unit]) => (value === 0 ? [] : [signed(value, unit)]));
  return found.length === 0 ? 'It costs nothing in the numbers.' : `Its price: ${found.join(', ')}.`;
}

function notesOf(first: Weighed, last: Weighed): string[] {
  const changed = measures.flatMap((measure) => {
    const difference = differenceOf(measure, first, last);
    return difference === null
      ? []
      : [`${measure.name.toLowerCase()} ${measure.shown(first)} to ${measure.shown(last)}`];
  });
  return changed.length === 0 ? [] : [`What changes: ${changed.join('; ')}.`];
}

/** Hands a text to the reader as a file, made in the page. */
function download(name: string, text: string): void {
  const address = URL.createObjectURL(new Blob([text], { type: 'text/yaml' }));
  const link = document.createElement('a');
  link.href = address;
  link.download = name;
  link.click();
  URL.revokeObjectURL(address);
}
