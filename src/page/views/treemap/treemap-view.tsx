import { useMemo } from 'preact/hooks';
import { countOf, grouped } from '../../../lib/count-of.ts';
import type { PageDocument } from '../../../report/page/page-document.ts';
import { nodeName } from '../../reading/ties.ts';
import { Choice } from '../../shell/choice.tsx';
import { hrefOf } from '../../shell/place.ts';
import { seriesColor } from '../../shell/resolve-color.ts';
import { SidePanel } from '../../shell/side-panel.tsx';
import { useParameter, usePlace } from '../../shell/use-place.ts';
import type { View } from '../../shell/view.ts';
import { ContextLink } from '../context-link.tsx';
import { type Group, groupsOf, outside } from './lay-out-treemap.ts';
import { byChurn, byConfidence, byContext, type Shading } from './shades.ts';
import { GroupTable, ModuleTable } from './treemap-tables.tsx';
import { TreemapPicture } from './treemap-picture.tsx';

export const treemapView: View<PageDocument> = {
  id: 'treemap',
  title: 'Treemap',
  question: 'Where is the code, how often does it change, and how sure is its place?',
  component: TreemapView,
};

function TreemapView({ data }: { readonly data: PageDocument }) {
  const groups = useMemo(() => groupsOf(data), [data]);
  const { parameters } = usePlace();
  const [module, choose] = useParameter('module');
  const open = parameters.get('open') ?? '';
  const group = groups.find(({ context }) => idOf(data, context) === open);
  const chosen = data.modules.lines[Number(module)] === undefined || module === '' ? null : Number(module);
  if (groups.length === 0)
    return (
      <>
        <h1>Treemap</h1>
        <p class="empty">There is no code but tests and what is generated.</p>
      </>
    );
  return (
    <>
      <h1>Treemap</h1>
      <Heading data={data} groups={groups} group={group} />
      <Colors data={data} />
      <div class="beside">
        <div>
          <TreemapPicture
            data={data}
            groups={group ? [group] : groups}
            isZoomed={group !== undefined}
            shading={shadingOf(data, parameters.get('by') ?? '')}
            hrefOf={(context) => placeWith(parameters, { open: idOf(data, context), module: null })}
            onChoose={(each) => choose(String(each))}
          />
          {group ? (
            <ModuleTable
              data={data}
              group={group}
              hrefOf={(each) => placeWith(parameters, { module: String(each) })}
            />
          ) : (
            <GroupTable
              data={data}
              groups={groups}
              hrefOf={(context) => placeWith(parameters, { open: idOf(data, context), module: null })}
            />
          )}
        </div>
        {chosen === null ? null : <ModuleDetail data={data} module={chosen} onClose={() => choose('')} />}
      </div>
    </>
  );
}

/** Id of a context in the address; `-` for what is in none. */
function idOf({ contexts }: PageDocument, context: number): string {
  return contexts[context]?.id ?? '-';
}

function placeWith(parameters: URLSearchParams, changes: Readonly<Record<string, string | null>>): string {
  return hrefOf('treemap', { ...Object.fromEntries(parameters), ...changes });
}

function shadingOf(data: PageDocument, by: string): Shading {
  if (by === 'churn' && data.churn.commits) return byChurn(data.churn.commits);
  return by === 'confidence' ? byConfidence(data) : byContext(seriesColor);
}

function Heading(props: {
  readonly data: PageDocument;
  readonly groups: readonly Group[];
  readonly group: Group | undefined;
}) {
  const { data, groups, group } = props;
  if (group === undefined) {
    const lines = groups.reduce((sum, each) => sum + each.lines, 0);
    return (
      <p>An area is as large as its lines of code: {grouped(lines)}, without tests and what is generated.</p>
    );
  }
  return (
    <p>
      <a href={hrefOf('treemap')}>All contexts</a> ›{' '}
      <ContextLink data={data} context={group.context} none="outside of contexts" />:{' '}
      {countOf(group.modules.length, 'module')}, {countOf(group.lines, 'line')}
    </p>
  );
}

function Colors({ data }: { readonly data: PageDocument }) {
  const { parameters } = usePlace();
  const { commits, since, why } = data.churn;
  const { legend } = shadingOf(data, parameters.get('by') ?? '');
  return (
    <div class="choices">
      <Choice
        name="by"
        label="Colour"
        options={[
          { value: '', label: 'by context' },
          ...(commits === null ? [] : [{ value: 'churn', label: 'by commits' }]),
          { value: 'confidence', label: 'by confidence' },
        ]}
      />
      {legend.length === 0 ? null : (
        <ul class="legend" aria-label="Colours">
          {legend.map(({ shade, meaning }) => (
            <li key={meaning}>
              <svg width="14" height="14" aria-hidden="true">
                <rect width="14" height="14" fill={shade.fill} fill-opacity={shade.opacity} class="tile" />
              </svg>{' '}
              {meaning}
            </li>
          ))}
        </ul>
      )}
      {commits === null ? (
        <span class="fine">No commits were read: {why ?? 'nothing says why'}.</span>
      ) : parameters.get('by') === 'churn' && since !== null ? (
        <span class="fine">since {since}</span>
      ) : null}
    </div>
  );
}

function ModuleDetail(props: {
  readonly data: PageDocument;
  readonly module: number;
  readonly onClose: () => void;
}) {
  const { data, module, onClose } = props;
  const { modules, churn } = data;
  const context = modules.context[module] ?? outside;
  const name = nodeName(data, module);
  return (
    <SidePanel about={name} onClose={onClose}>
      <h2 class="module-name">
        <bdi>{name}</bdi>
      </h2>
      <dl class="facts">
        <dt>Lines</dt>
        <dd>{grouped(modules.lines[module] ?? 0)}</dd>
        <dt>Role</dt>
        <dd>{modules.roles[modules.role[module] ?? 0]}</dd>
        <dt>Context</dt>
        <dd>
          <ContextLink data={data} context={context} />
        </dd>
        {context < 0 ? null : (
          <>
            <dt>Confidence</dt>
            <dd>{modules.confidence[module]} %</dd>
          </>
        )}
        {churn.commits === null ? null : (
          <>
            <dt>Commits</dt>
            <dd>{grouped(churn.commits[module] ?? 0)}</dd>
          </>
        )}
      </dl>
    </SidePanel>
  );
}
