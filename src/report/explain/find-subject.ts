import { nearest } from '../../lib/nearest.ts';
import type { Analysis } from '../../model/analysis.ts';

/** What somebody asks about. */
export type Subject =
  | { readonly kind: 'file'; readonly file: Analysis['modules'][number] }
  | { readonly kind: 'context'; readonly context: Analysis['contexts'][number] }
  | { readonly kind: 'route'; readonly route: Analysis['routes'][number] | Analysis['operations'][number] };

/** What is called so; `problem` says why nothing, or not one thing, is. */
export type Found =
  | { readonly subject: Subject; readonly problem?: undefined }
  | { readonly subject?: undefined; readonly problem: string };

type EntryPoint = Extract<Subject, { kind: 'route' }>['route'];

/** `GET /orders/:id`, or for an operation `graphql Query.orders`. */
export function entryPointName(entryPoint: EntryPoint): string {
  return 'method' in entryPoint
    ? `${entryPoint.method} ${entryPoint.path}`
    : `${entryPoint.protocol} ${entryPoint.name}`;
}

/**
 * Finds a context by id or name, a route by `METHOD /path` (as declared or as requested, the method may be missing), an operation
 * by `protocol name`, a file by its path or the end of it.
 */
export function findSubject(analysis: Analysis, name: string): Found {
  const wanted = name.trim();
  const context = analysis.contexts.find((each) => isSame(each.id, wanted) || isSame(each.name, wanted));
  if (context) return { subject: { kind: 'context', context } };
  const routes = routesCalled(analysis, wanted);
  if (routes.length > 0)
    return one(
      wanted,
      routes,
      (route) => `${entryPointName(route)} (${route.file}:${route.line})`,
      (route) => ({
        kind: 'route',
        route,
      }),
    );
  const files = filesCalled(analysis, wanted);
  if (files.length > 0)
    return one(
      wanted,
      files,
      ({ path }) => path,
      (file) => ({ kind: 'file', file }),
    );
  return { problem: `nothing is called ${wanted}${suggestion(analysis, wanted)}` };
}

function isSame(a: string, b: string): boolean {
  return a.toLowerCase() === b.toLowerCase();
}

function routesCalled({ routes, operations }: Analysis, wanted: string): EntryPoint[] {
  const all: EntryPoint[] = [...routes, ...operations];
  const exact = all.filter((each) => isSame(entryPointName(each), wanted));
  if (exact.length > 0) return exact;
  const [, method, path = ''] = /^(?:([A-Za-z]+)\s+)?(\/[^?#]*)/.exec(wanted) ?? [];
  if (path === '') return operations.filter((each) => isSame(each.name, wanted));
  const ofMethod = routes.filter((each) => method === undefined || isSame(each.method, method));
  const declared = ofMethod.filter((each) => each.path === path);
  return declared.length > 0 ? declared : ofMethod.filter((each) => answers(each.path, path));
}

/** Whether a request for a path could be for a template, segment by segment. */
function answers(template: string, path: string): boolean {
  const parts = template.split('/');
  const segments = path.replace(/\/$/, '').split('/');
  return (
    parts.length === segments.length &&
    parts.every((part, index) => /[:{*]/.test(part) || part === segments[index])
  );
}

function filesCalled({ modules }: Analysis, wanted: string) {
  const path = wanted.replace(/^\.\//, '').replaceAll('\\', '/');
  const exact = modules.filter((each) => each.path === path);
  return exact.length > 0 ? exact : modules.filter((each) => each.path.endsWith(`/${path}`));
}

const maxNamed = 8;

function one<T>(
  wanted: string,
  found: readonly T[],
  nameOf: (each: T) => string,
  subjectOf: (each: T) => Subject,
): Found {
  const [first, ...others] = found;
  if (first !== undefined && others.length === 0) return { subject: subjectOf(first) };
  const names = found.slice(0, maxNamed).map(nameOf);
  const more = found.length > names.length ? ` and ${found.length - names.length} more` : '';
  return { problem: `${found.length} things are called ${wanted}: ${names.join(', ')}${more}` };
}

function suggestion({ contexts, routes, operations, modules }: Analysis, wanted: string): string {
  const isPath = wanted.includes('/') || wanted.includes('.');
  const names = [
    ...contexts.map(({ id }) => id),
    ...[...routes, ...operations].map(entryPointName),
    ...modules.map(({ path }) => path),
    ...(isPath ? modules.map(({ path }) => path.slice(path.lastIndexOf('/') + 1)) : []),
  ];
  const close = nearest(wanted, names);
  return close === undefined ? '' : `; did you mean ${close}?`;
}
