import { useMemo } from 'preact/hooks';
import type { PageDocument } from '../../../report/page/page-document.ts';
import { nodeName } from '../../reading/ties.ts';
import { type Column, DataTable } from '../../shell/data-table.tsx';
import { ContextLinks } from '../context-link.tsx';
import { Card } from './card.tsx';
import { type Published, publishedBy } from './context-facts.ts';

/** Symbols of a context that others use, with the users: what would become the interface of a service. */
export function PublishedApi({ data, context }: { readonly data: PageDocument; readonly context: number }) {
  const published = useMemo(() => publishedBy(data, context), [data, context]);
  const columns: readonly Column<Published>[] = [
    {
      title: 'Symbol',
      value: ({ symbol }) => symbol,
      cell: ({ symbol }) =>
        symbol === '' ? (
          <span class="quiet-text">the module itself</span>
        ) : (
          <code>
            <bdi>{symbol}</bdi>
          </code>
        ),
    },
    {
      title: 'Module',
      value: ({ module }) => nodeName(data, module),
      cell: ({ module }) => (
        <code>
          <bdi>{nodeName(data, module)}</bdi>
        </code>
      ),
    },
    {
      title: 'Used by',
      value: ({ users }) => users.map((user) => data.contexts[user]?.name).join(' '),
      cell: ({ users }) => <ContextLinks data={data} contexts={users} most={5} />,
    },
    { title: 'Modules', value: ({ modules }) => modules, hint: 'Modules of other contexts that use it' },
  ];
  return (
    <Card
      title="Published API"
      count={published.length}
      none="Nothing of it is used by the code of another context."
      isWide
    >
      <DataTable
        id="api"
        caption="What others use of it"
        columns={columns}
        rows={published}
        keyOf={({ module, symbol }) => `${module} ${symbol}`}
        {...(published.length > 12 ? { search: 'Find a symbol, a module or a user' } : {})}
      />
    </Card>
  );
}
