import { useMemo } from 'preact/hooks';
import { countOf, grouped } from '../../../lib/count-of.ts';
import type { PageDocument } from '../../../report/page/page-document.ts';
import { CellGrid } from '../../shell/cell-grid.tsx';
import type { GridCell } from '../../shell/grid-cell.ts';
import { hrefOf } from '../../shell/place.ts';
import { SidePanel } from '../../shell/side-panel.tsx';
import { useParameter } from '../../shell/use-place.ts';
import { ContextLink } from '../context-link.tsx';
import { TieList } from '../tie-list.tsx';
import { type ContextUse, contextUses } from '../../reading/context-uses.ts';
import { type LayeredOrder, layeredOrder } from './layered-order.ts';

/** Contexts against contexts: a row uses its columns. */
export function ContextMatrix({ data }: { readonly data: PageDocument }) {
  const { contexts } = data;
  const [chosen, choose] = useParameter('cell');
  const uses = useMemo(() => contextUses(data), [data]);
  const layers = useMemo(() => layeredOrder(contexts.length, uses), [contexts, uses]);
  const { order } = layers;
  const byPair = useMemo(() => new Map(uses.map((use) => [`${use.from} ${use.to}`, use])), [uses]);
  const nameOf = (context: number) => contexts[context]?.name ?? '';
  const lines = order.map((context, position) => ({
    key: contexts[context]?.id ?? '',
    label: nameOf(context),
    head: (
      <>
        <span class="line-number">{position + 1}</span> <ContextLink data={data} context={context} />
      </>
    ),
  }));
  const cell = (row: number, column: number): GridCell | null => {
    const [from, to] = [order[row] as number, order[column] as number];
    const use = byPair.get(`${from} ${to}`);
    return use === undefined ? null : cellOf(use, layers, row > column, nameOf);
  };
  const position = positionOf(chosen, lines);
  const use = position && byPair.get(`${order[position[0]]} ${order[position[1]]}`);
  return (
    <>
      <p>
        Each row uses the columns in which it has a number: so many references, without those of tests.
        Contexts stand in layers, users before what they use: what keeps to the layers is right of the
        diagonal. What is left of it, marked with ↩, points back, on a cycle of both contexts.
      </p>
      <div class="beside">
        <div>
          <CellGrid
            caption="What contexts use of each other"
            corner="uses →"
            rows={lines}
            columns={lines.map((line, index) => ({ ...line, head: index + 1 }))}
            cell={cell}
            chosen={position}
            onChoose={(row, column) => choose(`${lines[row]?.key},${lines[column]?.key}`)}
          />
          <Cycles data={data} layers={layers} uses={uses} />
          <p>
            <a href={hrefOf('matrix', { open: '*' })}>The modules of all contexts</a>
          </p>
        </div>
        {use ? <UsePanel data={data} use={use} onClose={() => choose('')} /> : null}
      </div>
    </>
  );
}

function cellOf(
  { from, to, weight }: ContextUse,
  { cycleOf }: LayeredOrder,
  isBack: boolean,
  nameOf: (context: number) => string,
): GridCell {
  const count = grouped(weight);
  if (from === to)
    return {
      text: count,
      label: `Inside of ${nameOf(from)}: ${countOf(weight, 'reference')}`,
      class: 'diagonal',
    };
  const isOnCycle = cycleOf[from] !== -1 && cycleOf[from] === cycleOf[to];
  return {
    text: isBack ? `${count} ↩` : count,
    label: `${nameOf(from)} uses ${nameOf(to)}: ${countOf(weight, 'reference')}${isBack ? ', back on a cycle' : isOnCycle ? ', on a cycle' : ''}`,
    class: isBack ? 'back' : isOnCycle ? 'on-cycle' : '',
  };
}

/** Of `orders,users`. */
function positionOf(
  chosen: string,
  lines: readonly { readonly key: string }[],
): readonly [number, number] | null {
  const [row = -1, column = -1] = chosen.split(',').map((id) => lines.findIndex(({ key }) => key === id));
  return row < 0 || column < 0 ? null : [row, column];
}

function Cycles(props: {
  readonly data: PageDocument;
  readonly layers: LayeredOrder;
  readonly uses: readonly ContextUse[];
}) {
  const { data, layers, uses } = props;
  const { order, cycles, cycleOf } = layers;
  if (cycles.length === 0)
    return <p>There is no cycle: every context could go without waiting for one that uses it.</p>;
  const place = new Map(order.map((context, position) => [context, position]));
  const isBack = ({ from, to }: ContextUse) => (place.get(from) as number) > (place.get(to) as number);
  const idOf = (context: number) => data.contexts[context]?.id ?? '';
  return (
    <section>
      <h2>{countOf(cycles.length, 'cycle')}</h2>
      {cycles.map((nodes, cycle) => {
        const back = uses
          .filter((use) => cycleOf[use.from] === cycle && cycleOf[use.to] === cycle && isBack(use))
          .sort((a, b) => a.weight - b.weight);
        return (
          <details key={nodes.join()} open={cycles.length === 1}>
            <summary>
              <bdi>{nodes.map((context) => data.contexts[context]?.name).join(', ')}</bdi>: {back.length} of
              their uses point back
            </summary>
            <ul class="points">
              {back.map((use) => (
                <li key={`${use.from} ${use.to}`}>
                  <a href={hrefOf('matrix', { cell: `${idOf(use.from)},${idOf(use.to)}` })}>
                    <bdi>{data.contexts[use.from]?.name}</bdi> → <bdi>{data.contexts[use.to]?.name}</bdi>
                  </a>
                  : {grouped(use.weight)}
                </li>
              ))}
            </ul>
          </details>
        );
      })}
    </section>
  );
}

function UsePanel(props: {
  readonly data: PageDocument;
  readonly use: ContextUse;
  readonly onClose: () => void;
}) {
  const { data, use, onClose } = props;
  const { from, to, weight, ties } = use;
  const [user, used] = [data.contexts[from], data.contexts[to]];
  const isInside = from === to;
  const open = isInside ? user?.id : `${user?.id},${used?.id}`;
  return (
    <SidePanel
      about={isInside ? `Inside of ${user?.name}` : `${user?.name} uses ${used?.name}`}
      onClose={onClose}
    >
      <h2>
        {isInside ? 'Inside of ' : null}
        <ContextLink data={data} context={from} />
        {isInside ? null : (
          <>
            {' '}
            uses <ContextLink data={data} context={to} />
          </>
        )}
      </h2>
      <p>
        {countOf(weight, 'reference')} in {countOf(ties.length, 'pair')} of modules.{' '}
        <a href={hrefOf('matrix', { open: open ?? '' })}>Show their modules</a>
      </p>
      <TieList data={data} ties={ties} />
    </SidePanel>
  );
}
