import { useMemo } from 'preact/hooks';
import { countOf } from '../../../lib/count-of.ts';
import type { PageDocument } from '../../../report/page/page-document.ts';
import { Choice, type Option } from '../../shell/choice.tsx';
import { type Column, DataTable } from '../../shell/data-table.tsx';
import { hrefOf } from '../../shell/place.ts';
import { ShortPlace } from '../../shell/short-place.tsx';
import { useParameter, usePlace } from '../../shell/use-place.ts';
import type { View } from '../../shell/view.ts';
import { ContextLink, ContextLinks } from '../context-link.tsx';
import { codePlace } from '../../reading/code-place.ts';
import { RouteDetail } from './route-detail.tsx';
import { chosenRows, type PageRoute, type RouteRow, routeRows } from './route-rows.ts';

export const routesView: View<PageDocument> = {
  id: 'routes',
  title: 'Routes',
  question: 'What does each route touch, and can it be sent to a service?',
  component: RoutesView,
};

function RoutesView({ data }: { readonly data: PageDocument }) {
  const rows = useMemo(() => routeRows(data.routes.routes), [data]);
  const { parameters } = usePlace();
  const [chosen, choose] = useParameter('route');
  const given = (name: string) => parameters.get(name) ?? '';
  const shown = chosenRows(rows, data, {
    context: given('context'),
    flip: given('flip'),
    effects: given('effects'),
    method: given('method'),
  });
  const row = rows.find(({ key }) => key === chosen);
  return (
    <>
      <h1>Routes</h1>
      <Tally routes={data.routes.routes} />
      {rows.length === 0 ? null : <Choices data={data} rows={rows} />}
      <div class="beside">
        <DataTable
          id="routes"
          caption="Routes and operations"
          columns={columnsOf(data, parameters)}
          rows={shown}
          keyOf={({ key }) => key}
          search="Find a route, a handler or a file"
          empty={
            rows.length === 0
              ? 'No route and no operation was found: either nothing is called from outside, or what registers them is not known to Banyan. The summary lists what could not be read.'
              : 'No route is all of that. Choose less.'
          }
        />
        {row === undefined ? null : <RouteDetail data={data} row={row} onClose={() => choose('')} />}
      </div>
    </>
  );
}

/** How many there are, and how many can flip. */
function Tally({ routes }: { readonly routes: readonly PageRoute[] }) {
  if (routes.length === 0) return null;
  const operations = routes.filter(({ isOperation }) => isOperation).length;
  const count = (flip: PageRoute['flip']) => routes.filter((route) => route.flip === flip).length;
  const parts = [
    countOf(routes.length - operations, 'route'),
    ...(operations === 0 ? [] : [countOf(operations, 'operation')]),
  ];
  return (
    <p>
      {parts.join(' and ')}: {count('ready')} ready to flip, {count('with writes')} once one side alone
      writes, {count('not yet')} not yet.
    </p>
  );
}

function Choices({ data, rows }: { readonly data: PageDocument; readonly rows: readonly RouteRow[] }) {
  const all = (label: string): Option => ({ value: '', label });
  const some = (values: readonly string[]): Option[] => values.map((value) => ({ value, label: value }));
  const distinct = (of: (route: PageRoute) => string) =>
    [...new Set(rows.map(({ route }) => of(route)))].sort();
  const contexts = data.contexts.map(({ id, name }) => ({ value: id, label: name }));
  const hasHomeless = rows.some(({ route }) => route.context < 0);
  return (
    <div class="choices">
      <Choice
        name="context"
        label="Context"
        options={[all('all'), ...contexts, ...(hasHomeless ? [{ value: '-', label: 'none' }] : [])]}
      />
      <Choice
        name="method"
        label="Method"
        options={[all('all'), ...some(distinct(({ method }) => method))]}
      />
      <Choice
        name="effects"
        label="Side effects"
        options={[all('all'), ...some(distinct(({ sideEffects }) => sideEffects))]}
      />
      <Choice name="flip" label="Flip" options={[all('all'), ...some(['ready', 'with writes', 'not yet'])]} />
    </div>
  );
}

function columnsOf(data: PageDocument, parameters: URLSearchParams): readonly Column<RouteRow>[] {
  const { contexts, names } = data;
  const nameOf = (context: number) => contexts[context]?.name ?? '';
  const here = Object.fromEntries(parameters);
  return [
    {
      title: 'Route',
      value: ({ route }) => `${route.path} ${route.method}`,
      cell: ({ route, key }) => (
        <a class="route-name" href={hrefOf('routes', { ...here, route: key })}>
          <span class="route-method">{route.method} </span>
          <bdi>{route.path}</bdi>
        </a>
      ),
    },
    {
      title: 'Context',
      value: ({ route }) => nameOf(route.context),
      cell: ({ route }) => <ContextLink data={data} context={route.context} />,
    },
    {
      title: 'Also touches',
      value: ({ others }) => others.map(nameOf).join(' '),
      cell: ({ others }) => <ContextLinks data={data} contexts={others} most={3} />,
      hint: 'Other contexts that its handler reaches',
    },
    {
      title: 'Effects',
      value: ({ route }) => route.sideEffects,
      cell: ({ route }) => <span class="effects">{route.sideEffects}</span>,
      hint: 'Whether it writes, or calls other systems',
    },
    {
      title: 'Flip',
      value: ({ route }) => route.flip,
      cell: ({ route }) => <span class={`flip flip-${route.flip.replace(' ', '-')}`}>{route.flip}</span>,
      hint: 'Whether it can be sent to a service; choose a route to see what is in the way',
    },
    {
      title: 'Handler',
      value: ({ route }) => `${names[route.handler]} ${names[route.place[0]]}:${route.place[1]}`,
      cell: ({ route }) => (
        <>
          <bdi class="route-handler">{names[route.handler]}</bdi>
          <ShortPlace {...codePlace(data, route.place)} />
        </>
      ),
    },
  ];
}
