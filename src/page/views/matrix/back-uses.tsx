import { countOf } from '../../../lib/count-of.ts';
import type { PageDocument } from '../../../report/page/page-document.ts';
import { type Column, DataTable } from '../../shell/data-table.tsx';
import { hrefOf } from '../../shell/place.ts';
import { usePlace } from '../../shell/use-place.ts';
import type { ModuleMatrix } from './module-matrix.ts';

type Back = ModuleMatrix['back'][number];

/** The uses that point back in words: what is left of the diagonal. */
export function BackUses({ data, matrix }: { readonly data: PageDocument; readonly matrix: ModuleMatrix }) {
  const { parameters } = usePlace();
  const open = parameters.get('open') ?? '';
  const nameOf = (position: number) => data.names[matrix.modules[position] as number] ?? '';
  const columns: readonly Column<Back>[] = [
    {
      title: 'Module',
      value: ({ row }) => nameOf(row),
      cell: ({ row, tie }) => (
        <a href={hrefOf('matrix', { open, use: String(tie) })}>
          <bdi>{nameOf(row)}</bdi>
        </a>
      ),
    },
    {
      title: 'Uses',
      value: ({ column }) => nameOf(column),
      cell: ({ column }) => <bdi>{nameOf(column)}</bdi>,
    },
    { title: 'References', value: ({ tie }) => data.ties.weight[tie] as number },
  ];
  return (
    <section>
      <h2>Uses that point back</h2>
      <p class="fine">
        {matrix.cycles.length === 0
          ? 'No module of a context is on a cycle with others of it.'
          : `${countOf(matrix.cycles.length, 'cycle')} inside of contexts; the largest has ${countOf(Math.max(...matrix.cycles.map(({ length }) => length)), 'module')}.`}
      </p>
      <DataTable
        id="back"
        caption="Uses that point back"
        columns={columns}
        rows={matrix.back}
        keyOf={({ tie }) => tie}
        search="Find a module"
        empty="None: everything keeps to the layers."
      />
    </section>
  );
}
