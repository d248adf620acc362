import { useMemo } from 'preact/hooks';
import { countOf, grouped } from '../../../lib/count-of.ts';
import type { PageDocument } from '../../../report/page/page-document.ts';
import { hrefOf } from '../../shell/place.ts';
import { ContextLink, ContextLinks } from '../context-link.tsx';
import { FindingList } from '../summary/findings.tsx';
import { routeRows } from '../routes/route-rows.ts';
import { Card, CardList } from './card.tsx';
import { type Channel, channelsOf, neighbours } from './context-facts.ts';
import { ContestedFiles } from './contested-files.tsx';
import { PublishedApi } from './published-api.tsx';

interface CanvasProps {
  readonly data: PageDocument;
  /** Position in the list of contexts. */
  readonly context: number;
}

/** Everything about one context on one screen. */
export function ContextCanvas({ data, context }: CanvasProps) {
  const found = data.contexts[context];
  const canvas = data.canvas[context];
  if (found === undefined || canvas === undefined) return null;
  const findings = data.summary.findings.filter(({ contexts }) => contexts.includes(context));
  return (
    <>
      <h1>
        <bdi>{found.name}</bdi>
      </h1>
      <p class="lead">{canvas.purpose}</p>
      <Facts data={data} context={context} />
      <div class="canvas">
        <Routes data={data} context={context} />
        <Entities data={data} context={context} />
        <Events data={data} context={context} title="Events out" end="publishers" />
        <Events data={data} context={context} title="Events in" end="subscribers" />
        <Neighbours data={data} context={context} title="Uses" end="from" />
        <Neighbours data={data} context={context} title="Used by" end="to" />
        <PublishedApi data={data} context={context} />
        <ContestedFiles data={data} contested={canvas.contested} />
        <Card
          title="Findings"
          count={findings.length}
          none="Nothing was found that stands in its way."
          isWide
        >
          <FindingList data={data} findings={findings} />
        </Card>
      </div>
    </>
  );
}

function Facts({ data, context }: CanvasProps) {
  const found = data.contexts[context];
  const step = data.canvas[context]?.step;
  if (found === undefined) return null;
  const { id, modules, tests, lines, band, confidence, cohesion, owners, vocabulary } = found;
  return (
    <dl class="facts canvas-facts">
      <dt>Size</dt>
      <dd>
        {countOf(modules, 'module')}, {countOf(lines, 'line')}
        {tests === 0 ? '' : `, ${countOf(tests, 'test')}`} (
        <a href={hrefOf('matrix', { open: id })}>their matrix</a>)
      </dd>
      <dt>Confidence</dt>
      <dd>
        <span class={`band-${band}`}>{band}</span> {confidence} %
      </dd>
      {cohesion === null ? null : (
        <>
          <dt>Cohesion</dt>
          <dd>{cohesion} % of its ties stay inside</dd>
        </>
      )}
      <dt>Owners</dt>
      <dd>
        {owners.length === 0 ? (
          <span class="quiet-text">nobody is named</span>
        ) : (
          <bdi>{owners.join(', ')}</bdi>
        )}
      </dd>
      <dt>Vocabulary</dt>
      <dd>
        {vocabulary.length === 0 ? (
          <span class="quiet-text">no words of its own</span>
        ) : (
          <bdi>{vocabulary.join(', ')}</bdi>
        )}
      </dd>
      <dt>Plan</dt>
      <dd>
        {step ? (
          <>
            number {step.position} to take out
            {step.effort === null ? null : (
              <>
                , <a href={hrefOf('plan', { step: id })}>{step.effort} of work</a>
              </>
            )}
          </>
        ) : (
          <span class="quiet-text">not in the plan</span>
        )}
      </dd>
    </dl>
  );
}

function Routes({ data, context }: CanvasProps) {
  const rows = routeRows(data.routes.routes).filter(({ route }) => route.context === context);
  const id = data.contexts[context]?.id ?? '';
  return (
    <Card title="Routes and operations" count={rows.length} none="None: it is used by other code only.">
      <CardList
        items={rows.map(({ key, route: { method, path, flip } }) => (
          <>
            <a class="route-name" href={hrefOf('routes', { context: id, route: key })}>
              <span class="route-method">{method}</span> <bdi>{path}</bdi>
            </a>{' '}
            <span class={`fine flip-${flip.replace(' ', '-')}`}>{flip}</span>
          </>
        ))}
      />
    </Card>
  );
}

function Entities({ data, context }: CanvasProps) {
  const own = data.entities.filter((entity) => entity.context === context);
  return (
    <Card title="Entities" count={own.length} none="None: it owns no data.">
      <CardList
        items={own.map(({ name, table }) => (
          <>
            <a href={hrefOf('data', { entity: name })}>
              <bdi>{name}</bdi>
            </a>
            {table === null || table === name ? null : (
              <span class="fine">
                {' '}
                in <bdi>{table}</bdi>
              </span>
            )}
          </>
        ))}
      />
    </Card>
  );
}

function Events(props: CanvasProps & { readonly title: string; readonly end: 'publishers' | 'subscribers' }) {
  const { data, context, title, end } = props;
  const channels = useMemo(() => channelsOf(data, context, end), [data, context, end]);
  const isOut = end === 'publishers';
  return (
    <Card
      title={title}
      count={channels.length}
      none={isOut ? 'It publishes none.' : 'It is subscribed to none.'}
    >
      <CardList items={channels.map((channel) => eventLine(data, channel, isOut))} />
    </Card>
  );
}

function eventLine(data: PageDocument, { name, transport, others }: Channel, isOut: boolean) {
  return (
    <>
      <code>
        <bdi>{name}</bdi>
      </code>{' '}
      <span class="fine">
        {transport}
        {others.length === 0 ? null : (
          <>
            {isOut ? ', to ' : ', from '}
            <ContextLinks data={data} contexts={others} most={4} />
          </>
        )}
      </span>
    </>
  );
}

function Neighbours(props: CanvasProps & { readonly title: string; readonly end: 'from' | 'to' }) {
  const { data, context, title, end } = props;
  const found = useMemo(() => neighbours(data, context, end), [data, context, end]);
  const idOf = (position: number) => data.contexts[position]?.id ?? '';
  return (
    <Card
      title={title}
      count={found.length}
      none={end === 'from' ? 'It uses no other context.' : 'No other context uses it.'}
    >
      <CardList
        items={found.map(({ context: other, references }) => (
          <span class="neighbour">
            <ContextLink data={data} context={other} />
            <a
              href={hrefOf('matrix', {
                cell: end === 'from' ? `${idOf(context)},${idOf(other)}` : `${idOf(other)},${idOf(context)}`,
              })}
              aria-label={countOf(references, 'reference')}
            >
              {grouped(references)}
            </a>
          </span>
        ))}
      />
    </Card>
  );
}
