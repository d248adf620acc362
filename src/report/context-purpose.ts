import { groupBy } from '../lib/group-by.ts';
import type { Analysis, BoundedContext } from '../model/analysis.ts';
import { countOf } from './text.ts';

/** What a context is for, in a sentence of facts: what it answers, owns, publishes (names of events), and which words it speaks. */
export function purposeOf(analysis: Analysis, context: BoundedContext, published: readonly string[]): string {
  const { id, routes, entities, vocabulary } = context;
  const protocols = groupBy(
    analysis.operations.filter((each) => each.context === id),
    ({ protocol }) => protocol,
  );
  const answers = [
    ...(routes.length === 0 ? [] : [`${countOf(routes.length, 'route')}${under(routes, analysis)}`]),
    ...[...protocols].map(([protocol, some]) => countOf(some.length, `${protocol} operation`)),
  ];
  const clauses = [
    ...(answers.length === 0 ? [] : [`answers ${listed(answers, answers.length)}`]),
    ...(entities.length === 0 ? [] : [`owns ${listed(entities, 4)}`]),
    ...(published.length === 0 ? [] : [`publishes ${listed(published, 2)}`]),
  ];
  if (clauses.length === 0) clauses.push('has no route, data or event of its own: code that others use');
  if (vocabulary.length > 0) clauses.push(`speaks of ${listed(vocabulary.slice(0, 5), 5)}`);
  return `${capital(clauses.join('; '))}.`;
}

/** ` under /api/orders`: the literal segments that all paths begin with; nothing where those of every context do. */
function under(routes: readonly string[], { routes: all }: Analysis): string {
  const prefix = sharedPrefix(routes.map((route) => route.slice(route.indexOf(' ') + 1)));
  const isTelling = prefix.length > sharedPrefix(all.map(({ path }) => path)).length;
  return isTelling ? ` under ${prefix}` : '';
}

function sharedPrefix(paths: readonly string[]): string {
  const [first = [], ...others] = paths.map((path) => path.split('/'));
  const end = first.findIndex(
    (segment, index) => /[:*{]/.test(segment) || others.some((segments) => segments[index] !== segment),
  );
  return first.slice(0, end === -1 ? first.length : end).join('/');
}

/** `a, b and c`, or `a, b and 3 more`. */
function listed(texts: readonly string[], most: number): string {
  const shown = texts.length > most ? [...texts.slice(0, most), `${texts.length - most} more`] : [...texts];
  const last = shown.pop() ?? '';
  return shown.length === 0 ? last : `${shown.join(', ')} and ${last}`;
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
