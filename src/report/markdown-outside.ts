import type { Analysis } from '../model/analysis.ts';
import { capped, codeSpan } from './markdown-text.ts';

/** What is in no context, by role: listed, so that nothing is lost. */
export function outside({ modules, routes, operations, entities }: Analysis): string[] {
  const roots = modules.filter(({ role }) => role === 'composition-root');
  const frontEnd = modules.filter(({ role, context }) => role === 'front-end' && context === null);
  const generated = modules.filter(({ role }) => role === 'generated');
  const homeless = modules.filter(({ role, context }) => role === 'domain' && context === null);
  const lists: readonly [string, readonly string[]][] = [
    ['Composition roots: they wire everything and stay with the monolith', roots.map(({ path }) => path)],
    [
      'Front end, a deployable of its own: modules that show none of the contexts',
      frontEnd.map(({ path }) => path),
    ],
    ['Generated files', generated.map(({ path }) => path)],
    ['Modules without a context: nothing ties them to one', homeless.map(({ path }) => path)],
    [
      'Routes without a context',
      routes.filter(({ context }) => context === null).map(({ method, path }) => `${method} ${path}`),
    ],
    [
      'Operations without a context',
      operations.filter(({ context }) => context === null).map(({ protocol, name }) => `${protocol} ${name}`),
    ],
    [
      'Entities without a context',
      entities.filter(({ context }) => context === null).map(({ name }) => name),
    ],
  ];
  const shown = lists.filter(([, entries]) => entries.length > 0);
  if (shown.length === 0) return [];
  return [
    '## Outside of all contexts',
    ...shown.flatMap(([title, entries]) => [
      '',
      `${title}:`,
      '',
      ...capped(entries.map((each) => `- ${codeSpan(each)}`)),
    ]),
  ];
}
