import type { ConfigProblem } from './config-problem.ts';
import { pathRule, type PathVariant } from './path-rule.ts';
import { matchingForm, type RouteMatching } from './path-segment.ts';
import type { TemplateSegment } from './path-template.ts';
import type { RouteConfig } from './proxy-schema.ts';
import type { WrittenCondition } from './sections/route-conditions.ts';
import type { ConfigPath } from './yaml-document.ts';

/** A valid route and where it stands: `routeSets[setIndex].routes[index]`. */
export interface PlacedRoute {
  readonly setIndex: number;
  readonly index: number;
  readonly route: RouteConfig;
}

/** Routes that match the same requests as an earlier one leave no winner; where one asks for more, it wins (see docs/adr/0018). */
export function checkDuplicateRoutes(
  routes: Iterable<PlacedRoute>,
  matching: RouteMatching,
): ConfigProblem[] {
  const problems: ConfigProblem[] = [];
  const first = new Map<string, PlacedRoute>();
  for (const placed of routes) {
    const shapes = new Set(routeShapes(placed.route, matching));
    const twin = [...shapes].map((shape) => first.get(shape)).find((earlier) => earlier !== undefined);
    if (twin !== undefined) {
      const [here, there] = [placePath(placed), placePath(twin)];
      const key =
        placed.route.path === undefined
          ? placed.route.pathPrefix === undefined
            ? 'pathPattern'
            : 'pathPrefix'
          : 'path';
      problems.push({
        path: [...here, key],
        what: `${placeText(placed)} matches the same requests as ${placeText(twin)}; keep one of them`,
        other: there,
      });
    }
    for (const shape of shapes) if (!first.has(shape)) first.set(shape, placed);
  }
  return problems;
}

/** Equal for two templates exactly if they match the same paths: names of parameters do not count. */
export function templateShape(variant: readonly TemplateSegment[], matching: RouteMatching): string {
  const path = variant.map(({ kind, text }) =>
    kind === 'parameter'
      ? '/:'
      : kind === 'splat'
        ? '/*'
        : matchingForm(`/${text}`, { ...matching, trailingSlash: 'distinct' }),
  );
  return matching.trailingSlash === 'ignore' && path.at(-1) === '/'
    ? path.slice(0, -1).join('')
    : path.join('');
}

/** One text per host and variant of the path; two routes that share one match the same requests there. */
function routeShapes(route: RouteConfig, matching: RouteMatching): string[] {
  const rest = `${conditionsShape('header', route.headers)}${conditionsShape('query', route.query)}${conditionsShape('cookie', route.cookies)}`;
  const hosts = route.hosts?.map((host) => host.toLowerCase()) ?? ['any'];
  const paths = pathRule(route, matching).variants.map((variant) => pathShape(variant, route, matching));
  return hosts.flatMap((host) => paths.map((path) => `${route.method} ${host} ${path} ${rest}`));
}

function pathShape(
  { segments, end }: PathVariant,
  { pathPattern }: RouteConfig,
  matching: RouteMatching,
): string {
  if (end === 'pattern') return `~${pathPattern}`;
  const shape = templateShape(segments, matching);
  return end === 'exact' ? shape : `${shape}/${end === 'splat' ? '*' : '**'}`;
}

function conditionsShape(of: string, conditions: readonly WrittenCondition[] = []): string {
  return conditions
    .map(({ name, value, pattern, present }) =>
      JSON.stringify([
        of,
        of === 'header' ? name.toLowerCase() : name,
        value ?? null,
        pattern ?? null,
        present ?? null,
      ]),
    )
    .sort()
    .join('');
}

function placePath({ setIndex, index }: PlacedRoute): ConfigPath {
  return ['routeSets', setIndex, 'routes', index];
}

function placeText({ setIndex, index }: PlacedRoute): string {
  return `routeSets[${setIndex}].routes[${index}]`;
}
