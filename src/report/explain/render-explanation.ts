import { printable } from '../../lib/printable.ts';
import { fit, wrap } from '../table.ts';
import { countOf, percent } from '../text.ts';
import type { TerminalOptions } from '../terminal-options.ts';
import type { ContextExplanation } from './explain-context.ts';
import type { FileExplanation } from './explain-file.ts';
import type { RouteExplanation } from './explain-route.ts';
import type { Explanation } from './explain.ts';

/** So many of each fit on a screen; `--json` has all of them. */
const most = { rim: 8, edges: 6, routes: 12, entities: 12, crossings: 5, writers: 3 };

/** An explanation that a person reads. Ends without a newline. */
export function renderExplanation(explanation: Explanation, options: TerminalOptions): string {
  const sections =
    explanation.kind === 'file'
      ? fileSections(explanation, options)
      : explanation.kind === 'context'
        ? contextSections(explanation, options)
        : routeSections(explanation, options);
  return sections
    .filter((lines) => lines.length > 0)
    .map((lines) => lines.join('\n'))
    .join('\n\n');
}

/** The command that is useful after reading an explanation. */
export function nextAfter(explanation: Explanation): string {
  if (explanation.kind === 'file') {
    const rival = explanation.pulls.find(({ context }) => context !== explanation.context);
    if (rival !== undefined) return `banyan analyze --what-if 'move ${explanation.path} to ${rival.context}'`;
    return explanation.context === null ? 'banyan analyze' : `banyan explain ${explanation.context}`;
  }
  if (explanation.kind === 'route')
    return explanation.context === null ? 'banyan analyze' : `banyan explain ${explanation.context}`;
  const [closest] = explanation.rim;
  return closest === undefined ? 'banyan analyze' : `banyan explain ${closest.path}`;
}

function fileSections(file: FileExplanation, { paint, width }: TerminalOptions): string[][] {
  const { path, role, lines, context, confidence, because, pulls, margin, shared } = file;
  const place =
    context !== null
      ? `in ${context}${confidence === null ? '' : `, ${confidence}`}`
      : role === 'shared'
        ? 'shared kernel, in no context'
        : `${role === 'domain' ? 'no part of the application' : role}, in no context`;
  const reasons = (pull: 'in' | 'elsewhere') =>
    because.filter((each) => each.pull === pull).flatMap((each) => tie(each, width));
  const [own, elsewhere] = [reasons('in'), reasons('elsewhere')];
  return [
    [
      paint.bold(fit(printable(path), width)),
      ...wrap(printable(`${place} · ${countOf(lines, 'line')}${listed(' · owned by ', file.owners)}`), width),
      ...contents(file, width),
    ],
    pinLines(file.pins, width),
    shared === null
      ? []
      : [
          paint.bold(`Decision: ${shared.decision}`),
          ...indented(`${shared.why} Used by ${shared.usedBy.join(', ') || 'no context'}.`, width),
        ],
    own.length === 0 ? [] : [paint.bold('Strongest evidence for its context'), ...own],
    elsewhere.length === 0 ? [] : [paint.bold('Strongest pull elsewhere'), ...elsewhere],
    pulls.length === 0
      ? []
      : [
          paint.bold('Who pulls, as share of its ties'),
          ...pulls.map((each) =>
            fit(`  ${percent(each.weight).padStart(5)}  ${printable(each.context)}`, width),
          ),
          ...(margin === null || context === null ? [] : indented(marginSentence(margin, file), width)),
        ],
  ];
}

function contents({ routes, entities }: FileExplanation, width: number): string[] {
  const parts = [
    listed('answers ', routes.slice(0, most.writers)),
    listed('declares ', entities.slice(0, most.writers)),
  ];
  return parts.filter((part) => part !== '').flatMap((part) => wrap(printable(part), width));
}

function marginSentence(margin: number, { wouldMove, pins }: FileExplanation): string {
  const lead = `Margin ${percent(margin)}.`;
  if (wouldMove === null) return `${lead} No five of its ties decide: it stays if they go.`;
  const { to, without } = wouldMove;
  return without.length === 0
    ? `${lead} By its ties alone it would be in ${to}: ${pins.length > 0 ? 'the pin keeps' : 'its neighbours keep'} it.`
    : `${lead} It would move to ${to} without its ties to ${without.join(', ')}.`;
}

function contextSections(context: ContextExplanation, { paint, width }: TerminalOptions): string[][] {
  const { id, modules, tests, confidence, metrics, crossing } = context;
  const size = `${countOf(modules, 'module')}${tests === 0 ? '' : ` and ${countOf(tests, 'test')}`}`;
  const cohesion = metrics['cohesion'] === undefined ? '' : ` · cohesion ${percent(metrics['cohesion'])}`;
  return [
    [
      paint.bold(fit(printable(context.name === id ? id : `${context.name} (${id})`), width)),
      ...wrap(
        printable(`${size} · ${confidence}${cohesion}${listed(' · owned by ', context.owners)}`),
        width,
      ),
      ...(context.vocabulary.length === 0
        ? []
        : wrap(printable(`Speaks of ${context.vocabulary.join(', ')}`), width)),
    ],
    pinLines(context.pins, width),
    block(paint.bold(countOf(context.routes.length, 'route')), context.routes, most.routes, width),
    block(
      paint.bold(countOf(context.operations.length, 'operation')),
      context.operations,
      most.routes,
      width,
    ),
    block(
      paint.bold(countOf(context.entities.length, 'entity', 'entities')),
      context.entities,
      most.entities,
      width,
    ),
    block(paint.bold('Uses'), context.uses.map(edge), most.edges, width),
    block(paint.bold('Is used by'), context.usedBy.map(edge), most.edges, width),
    block(
      paint.bold('Crosses its border'),
      [
        ...crossing.transactions.map(
          ({ at, contexts }) => `transaction at ${at} over ${contexts.join(', ')}`,
        ),
        ...crossing.joins.map(({ at, contexts }) => `join at ${at} over ${contexts.join(', ')}`),
        ...crossing.foreignWriters.map(
          ({ entity, writers }) => `${entity} is written by ${writers.slice(0, most.writers).join(', ')}`,
        ),
      ],
      most.crossings,
      width,
    ),
    block(
      paint.bold('At its rim: modules closest to another context'),
      context.rim.map(
        ({ path, margin, rival }) => `${percent(margin).padStart(5)}  ${path}, pulled by ${rival}`,
      ),
      most.rim,
      width,
    ),
  ];
}

function edge({ context, references }: { readonly context: string; readonly references: number }): string {
  return `${context} (${countOf(references, 'reference')})`;
}

function routeSections(route: RouteExplanation, { paint, width }: TerminalOptions): string[][] {
  const { name, handler, at, framework, context, sideEffects, middleware, inTheWay } = route;
  const effects = {
    none: 'writes nothing',
    writes: 'writes',
    external: 'calls other systems',
    unknown: 'side effects unknown',
  };
  return [
    [
      paint.bold(fit(printable(name), width)),
      ...wrap(printable(`${handler} at ${at} · ${framework} · ${effects[sideEffects]}`), width),
      ...wrap(
        printable(
          `${context === null ? 'in no context' : `in ${context}`}${listed(' · after ', middleware)}`,
        ),
        width,
      ),
    ],
    route.reach.length === 0
      ? []
      : [
          paint.bold('Reaches'),
          ...route.reach.flatMap(({ context: reached, entities, via }) => [
            fit(`  ${printable(reached)}${printable(listed(': ', entities))}`, width),
            ...via.map((place, index) =>
              paint.dim(fit(`  ${'  '.repeat(index + 1)}${printable(place)}`, width)),
            ),
          ]),
        ],
    [
      paint.bold(
        inTheWay.length === 0 ? 'Nothing stands in the way of moving it' : 'In the way of moving it',
      ),
      ...inTheWay.flatMap((each) => bullet(each, width)),
    ],
  ];
}

/** What ties, and on a line of its own where. */
function tie(
  { weight, source, module, context, location }: FileExplanation['because'][number],
  width: number,
): string[] {
  const lines = [
    `${percent(weight).padStart(5)}  ${source} ${module}${context === null ? '' : ` (${context})`}`,
  ];
  if (location !== undefined) lines.push(`       at ${location}`);
  return lines.map((line) => fit(`  ${printable(line)}`, width));
}

function pinLines(pins: FileExplanation['pins'], width: number): string[] {
  return pins.flatMap(({ at, kind, because }) =>
    wrap(printable(`Decided by \`${kind}\` at ${at}${because === null ? '' : `: ${because}`}`), width),
  );
}

function listed(lead: string, names: readonly string[]): string {
  return names.length === 0 ? '' : `${lead}${names.join(', ')}`;
}

function block(title: string, lines: readonly string[], limit: number, width: number): string[] {
  if (lines.length === 0) return [];
  const hidden = lines.length - limit;
  return [
    title,
    ...lines.slice(0, limit).map((line) => fit(`  ${printable(line)}`, width)),
    ...(hidden > 0 ? [`  and ${hidden} more; --json has all of them`] : []),
  ];
}

function bullet(text: string, width: number): string[] {
  return wrap(printable(text), width - 4).map((line, index) => `${index === 0 ? '  - ' : '    '}${line}`);
}

function indented(text: string, width: number): string[] {
  return wrap(printable(text), width - 2).map((line) => `  ${line}`);
}
