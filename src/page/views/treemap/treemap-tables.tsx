import type { PageDocument } from '../../../report/page/page-document.ts';
import { nodeName } from '../../reading/ties.ts';
import { type Column, DataTable } from '../../shell/data-table.tsx';
import { ContextLink } from '../context-link.tsx';
import { type Group, outside } from './lay-out-treemap.ts';

/** The treemap of all contexts in words and numbers. */
export function GroupTable(props: {
  readonly data: PageDocument;
  readonly groups: readonly Group[];
  readonly hrefOf: (context: number) => string;
}) {
  const { data, groups, hrefOf } = props;
  const columns: readonly Column<Group>[] = [
    {
      title: 'Context',
      value: ({ context }) => data.contexts[context]?.name ?? 'outside of contexts',
      cell: ({ context }) => <ContextLink data={data} context={context} none="outside of contexts" />,
    },
    { title: 'Lines', value: ({ lines }) => lines },
    { title: 'Modules', value: ({ modules }) => modules.length },
    {
      title: 'Largest module',
      value: ({ modules }) => nodeName(data, modules[0] ?? -1),
      cell: ({ modules, context }) => (
        <>
          <code>
            <bdi>{nodeName(data, modules[0] ?? -1)}</bdi>
          </code>{' '}
          <a
            href={hrefOf(context)}
            aria-label={`All modules of ${data.contexts[context]?.name ?? 'no context'}`}
          >
            all
          </a>
        </>
      ),
    },
  ];
  return (
    <DataTable
      id="groups"
      caption="Contexts by size"
      columns={columns}
      rows={groups}
      keyOf={({ context }) => context}
    />
  );
}

/** The modules of one context in words and numbers. */
export function ModuleTable(props: {
  readonly data: PageDocument;
  readonly group: Group;
  readonly hrefOf: (module: number) => string;
}) {
  const { data, group, hrefOf } = props;
  const { commits } = data.churn;
  const columns: readonly Column<number>[] = [
    {
      title: 'Module',
      value: (module) => nodeName(data, module),
      cell: (module) => (
        <a href={hrefOf(module)}>
          <bdi>{nodeName(data, module)}</bdi>
        </a>
      ),
    },
    { title: 'Lines', value: (module) => data.modules.lines[module] ?? 0 },
    ...(commits === null ? [] : [{ title: 'Commits', value: (module: number) => commits[module] ?? 0 }]),
    ...(group.context === outside
      ? [
          {
            title: 'Role',
            value: (module: number) => data.modules.roles[data.modules.role[module] ?? 0] ?? '',
          },
        ]
      : [{ title: 'Confidence %', value: (module: number) => data.modules.confidence[module] ?? 0 }]),
  ];
  return (
    <DataTable
      id="modules"
      caption="Modules by size"
      columns={columns}
      rows={group.modules}
      keyOf={(module) => module}
      search="Find a module"
    />
  );
}
