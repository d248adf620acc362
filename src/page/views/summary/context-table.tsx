import type { PageDocument } from '../../../report/page/page-document.ts';
import { type Column, DataTable } from '../../shell/data-table.tsx';
import { ContextLink } from '../context-link.tsx';

type Context = PageDocument['contexts'][number];

const columns: readonly Column<Context>[] = [
  { title: 'Modules', value: ({ modules }) => modules, hint: 'Without tests and front end' },
  { title: 'Lines', value: ({ lines }) => lines },
  { title: 'Routes', value: ({ routes }) => routes },
  { title: 'Entities', value: ({ entities }) => entities },
  {
    title: 'Confidence',
    value: ({ confidence }) => confidence,
    cell: ({ band, confidence }) => (
      <span class={`band band-${band}`}>
        {band} <span class="quiet-number">{confidence} %</span>
      </span>
    ),
    hint: 'How many runs on perturbed evidence agree: firm from 90 %, likely from 60 %, contested below',
  },
  { title: 'Used by', value: ({ couplingIn }) => couplingIn, hint: 'References from other contexts' },
  { title: 'Uses', value: ({ couplingOut }) => couplingOut, hint: 'References to other contexts' },
  { title: 'Owners', value: ({ owners }) => owners.join(' ') },
];

export function ContextTable({ data }: { readonly data: PageDocument }) {
  const { contexts } = data;
  const named: Column<Context> = {
    title: 'Context',
    value: ({ name }) => name,
    cell: (context) => <ContextLink data={data} context={contexts.indexOf(context)} />,
  };
  const hasOwners = contexts.some(({ owners }) => owners.length > 0);
  const shown = [named, ...(hasOwners ? columns : columns.slice(0, -1))];
  return (
    <DataTable
      id="contexts"
      caption="Contexts"
      columns={shown}
      rows={contexts}
      keyOf={({ id }) => id}
      empty="No context was found: nothing in this code holds together more than the rest."
      {...(contexts.length > 8 ? { search: 'Find a context' } : {})}
    />
  );
}
