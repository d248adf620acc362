import { by } from '../../lib/ordered.ts';
import type { Analysis, Route } from '../../model/analysis.ts';
import { templateShape } from '../check-duplicate-routes.ts';
import { parseTemplate } from '../path-template.ts';
import { routeTemplate } from './route-template.ts';
import { commentText, yamlString } from './yaml-text.ts';

/** A first configuration, and how much of the analysis is in it. */
interface InitialConfig {
  readonly text: string;
  readonly routeSets: number;
  readonly routes: number;
  /** Routes that could not be written as templates; each is in the text as a comment with its reason. */
  readonly unwritten: readonly UnwrittenRoute[];
}

interface UnwrittenRoute {
  readonly method: string;
  readonly path: string;
  /** `file:line`. */
  readonly from: string;
  readonly reason: string;
}

interface WrittenRoute {
  readonly method: string;
  readonly template: string;
  readonly route: Route;
}

interface RouteGroup {
  /** Null for the routes of no context. */
  readonly context: string | null;
  readonly name: string;
  readonly routes: WrittenRoute[];
}

/** What the loader takes by default; two templates of one shape under it would have no winner. */
const matching = { caseSensitive: false, trailingSlash: 'ignore' } as const;

/**
 * Writes a first proxy configuration from an analysis: every route, grouped by context, all in phase `monolith`, so that
 * running it changes nothing.
 *
 * Each route keeps its place in the code and what it touches. What a path template cannot express is listed in a comment with
 * its reason. The text is the same for the same analysis, and the loader accepts it.
 */
export function proxyConfigFrom(
  analysis: Analysis,
  { monolithAddress, port }: { readonly monolithAddress: string; readonly port: number },
): InitialConfig {
  const { groups, unwritten } = groupRoutes(analysis);
  const lines = [
    ...heading(analysis),
    'version: banyan/v1',
    '',
    'listen:',
    '  host: 127.0.0.1',
    `  port: ${port}`,
    '',
    'clusters:',
    '  monolith:',
    '    destinations:',
    `      - address: ${yamlString(monolithAddress)}`,
    ...exampleCluster(groups, analysis),
    '',
    ...(groups.length === 0 ? ['routeSets: []'] : ['routeSets:']),
    ...groups.flatMap((group) => routeSetLines(group, analysis)),
    ...unwrittenLines(unwritten, analysis.routes.length),
  ];
  return {
    text: `${lines.join('\n')}\n`,
    routeSets: groups.length,
    routes: analysis.routes.length - unwritten.length,
    unwritten,
  };
}

function groupRoutes(analysis: Analysis): { groups: RouteGroup[]; unwritten: UnwrittenRoute[] } {
  const byContext = new Map<string | null, WrittenRoute[]>();
  const unwritten: UnwrittenRoute[] = [];
  /** Shape of each written template, with the place that it came from. */
  const taken = new Map<string, string>();
  const order = by<Route>(
    ({ path }) => path,
    ({ method }) => method,
    ({ file }) => file,
    ({ line }) => line,
  );
  for (const route of analysis.routes.toSorted(order)) {
    const from = `${route.file}:${route.line}`;
    const writable = routeTemplate(route);
    const templates = writable.ok ? freeTemplates(writable, taken, from) : writable.reason;
    if (typeof templates === 'string' || !writable.ok) {
      unwritten.push({ method: route.method, path: route.path, from, reason: String(templates) });
      continue;
    }
    const routes = byContext.get(route.context) ?? [];
    byContext.set(route.context, routes);
    for (const template of templates) routes.push({ method: writable.method, template, route });
  }
  return { groups: nameGroups(byContext), unwritten };
}

/** The template, or those of its variants that no earlier route matches already, or why there are none. */
function freeTemplates(
  { method, template }: { method: string; template: string },
  taken: Map<string, string>,
  from: string,
): string[] | string {
  const parsed = parseTemplate(template);
  if (!parsed.ok) return parsed.reason;
  const variants = parsed.variants.map((variant) => ({
    shape: `${method} ${templateShape(variant, matching)}`,
    text: variant
      .map(({ kind, text }) => `/${kind === 'parameter' ? ':' : kind === 'splat' ? '*' : ''}${text}`)
      .join(''),
  }));
  const free = variants.filter(({ shape }) => !taken.has(shape));
  const earlier = variants.map(({ shape }) => taken.get(shape)).find((place) => place !== undefined);
  for (const { shape } of free) taken.set(shape, from);
  if (earlier === undefined) return [template];
  return free.length > 0 ? free.map(({ text }) => text) : `matches the same requests as ${earlier}`;
}

function nameGroups(byContext: ReadonlyMap<string | null, WrittenRoute[]>): RouteGroup[] {
  const used = new Set(['monolith', 'no-context']);
  const contexts = [...byContext.keys()].filter((context) => context !== null).sort(by((id) => id));
  const groups = contexts.map((context) => ({
    context,
    name: uniqueName(context, used),
    routes: byContext.get(context) ?? [],
  }));
  const rest = byContext.get(null);
  return rest ? [...groups, { context: null, name: 'no-context', routes: rest }] : groups;
}

function uniqueName(context: string, used: Set<string>): string {
  const base =
    context
      .toLowerCase()
      .replace(/[^a-z0-9]+/g, '-')
      .replace(/^-|-$/g, '')
      .slice(0, 50) || 'context';
  let name = base;
  for (let number = 2; used.has(name); number++) name = `${base}-${number}`;
  used.add(name);
  return name;
}

function heading({ commit, verdict }: Analysis): string[] {
  return [
    '# The routes that `banyan analyze` found, grouped by context. All of them are still on the monolith:',
    '# running this proxy changes nothing. Check it with `banyan proxy validate`, start it with `banyan proxy run`.',
    ...(commit === null ? [] : [`# Analysed commit: ${commentText(commit)}`]),
    `# Verdict: ${verdict.decision}. ${commentText(verdict.why.join(' '))}`.trimEnd(),
  ];
}

/** Shows how a service is added, with the context that the plan takes out first. */
function exampleCluster(groups: readonly RouteGroup[], { plan }: Analysis): string[] {
  const candidates = groups.filter(({ context }) => context !== null);
  const first = candidates.find(({ context }) => context === plan.steps[0]?.context);
  const name = (first ?? candidates[0])?.name;
  if (name === undefined) return [];
  return [
    '  # An extracted service is one more cluster:',
    `  # ${name}:`,
    '  #   destinations:',
    '  #     - address: http://127.0.0.1:4000',
  ];
}

function routeSetLines({ context, name, routes }: RouteGroup, analysis: Analysis): string[] {
  const found = analysis.contexts.find(({ id }) => id === context);
  const title =
    context === null
      ? 'Routes of no context; they stay on the monolith.'
      : `${commentText(found?.name ?? context)}${found ? `, confidence ${found.confidence.toFixed(2)}` : ''}`;
  return [
    '',
    `  # ${title}`,
    `  - name: ${yamlString(name)}`,
    '    phase: monolith',
    ...(context === null ? [] : [`    # To move: cluster: ${name}, phase: canary, canaryPercent: 5`]),
    '    routes:',
    ...routes.flatMap(routeLines),
  ];
}

function routeLines({ method, template, route }: WrittenRoute): string[] {
  const { file, line, sideEffects, touches, confidence } = route;
  const lines: string[] = [];
  if (touches.length > 1) lines.push(`      # touches ${commentText(touches.join(', '))}: do not move yet`);
  if (confidence < 1)
    lines.push(`      # confidence ${confidence.toFixed(2)}: compare the path with the code`);
  lines.push(`      - method: ${method}`, `        path: ${yamlString(template)}`);
  // Reading is repeated on the monolith when the service fails; a GET that writes must not be.
  const isSafe = method === 'GET' || method === 'HEAD' || method === 'OPTIONS' || method === 'ANY';
  if (isSafe && (sideEffects === 'writes' || sideEffects === 'external'))
    lines.push(
      `        idempotency: none # ${sideEffects === 'writes' ? 'it writes' : 'it has effects elsewhere'}`,
    );
  lines.push(`        from: ${yamlString(`${file}:${line}`)}`, `        sideEffects: ${sideEffects}`);
  if (touches.length > 0) lines.push(`        touches: [${touches.map(yamlString).join(', ')}]`);
  return lines;
}

function unwrittenLines(unwritten: readonly UnwrittenRoute[], total: number): string[] {
  if (unwritten.length === 0) return [];
  return [
    '',
    `# ${unwritten.length} of ${total} routes are not above. They stay on the monolith, unless a template above also matches them:`,
    ...unwritten.map(({ method, path, from, reason }) =>
      commentText(`#   ${method} ${path} (${from}): ${reason}`),
    ),
  ];
}
