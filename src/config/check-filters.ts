import type { ConfigProblem } from './config-problem.ts';
import { pathRule } from './path-rule.ts';
import { parseTemplate } from './path-template.ts';
import type { FilterConfig, RouteConfig } from './proxy-schema.ts';
import type { ConfigPath } from './yaml-document.ts';

/** A filter of a route or of its set, and where it stands. */
export interface PlacedFilter {
  readonly at: ConfigPath;
  readonly filter: FilterConfig;
}

const sides = ['service', 'monolith'] as const;

/** What filters cannot do together, or cannot do to a route: two targets for one side, a part of a path that the route does not have. */
export function checkFilters(route: RouteConfig, filters: readonly PlacedFilter[]): ConfigProblem[] {
  const problems = filters.flatMap(({ at, filter }) => checkPaths(route, at, filter));
  for (const side of sides) {
    const targets = filters.filter(
      ({ filter }) => (filter.rewrite ?? filter.redirect) !== undefined && (filter.only ?? side) === side,
    );
    const second = targets[1];
    if (second !== undefined)
      problems.push({
        path: second.at,
        what: `${placeText(second.at)} is a second rewrite or redirect for the ${side} of one route; keep one`,
      });
  }
  return problems;
}

function checkPaths(
  route: RouteConfig,
  at: ConfigPath,
  { rewrite, redirect }: FilterConfig,
): ConfigProblem[] {
  const key = rewrite === undefined ? 'redirect' : 'rewrite';
  const { path, prefix } = rewrite ?? redirect ?? {};
  const here = [...at, key];
  if (path !== undefined && prefix !== undefined)
    return [{ path: here, what: `${placeText(here)} must have one of path and prefix` }];
  if (prefix !== undefined && route.pathPrefix === undefined)
    return [
      {
        path: [...here, 'prefix'],
        what: `${placeText(here)}.prefix needs a route with a pathPrefix; write path: with the parameters of the route`,
      },
    ];
  const missing = path === undefined ? undefined : missingParameter(path, route);
  return missing === undefined
    ? []
    : [
        {
          path: [...here, 'path'],
          what: `${placeText(here)}.path has ${missing}, which the route does not have in the same place of all its forms`,
        },
      ];
}

function missingParameter(path: string, route: RouteConfig): string | undefined {
  const parsed = parseTemplate(path);
  const used = parsed.ok ? (parsed.variants[0] ?? []) : [];
  for (const { kind, text } of used) {
    if (kind !== 'literal' && parameterPlace(route, kind, text) === undefined)
      return `${kind === 'splat' ? '*' : ':'}${text}`;
  }
  return undefined;
}

/** The segment, from 0, where a parameter or splat stands in all forms of the path of a route; undefined where there is no such place. */
export function parameterPlace(
  route: RouteConfig,
  kind: 'parameter' | 'splat',
  name: string,
): number | undefined {
  if (route.path === undefined) return undefined;
  const parsed = parseTemplate(route.path);
  if (!parsed.ok) return undefined;
  const places = parsed.variants.map((segments) =>
    segments.findIndex((segment) => segment.kind === kind && segment.text === name),
  );
  const [first = -1] = places;
  return first !== -1 && places.every((place) => place === first) ? first : undefined;
}

/** How many segments the pathPrefix of a valid route has. */
export function prefixSegments(route: RouteConfig): number {
  return pathRule(route, { caseSensitive: false }).variants[0]?.segments.length ?? 0;
}

function placeText(path: ConfigPath): string {
  return path
    .map((step, index) =>
      typeof step === 'number' ? `[${step}]` : `${index === 0 ? '' : '.'}${String(step)}`,
    )
    .join('');
}
