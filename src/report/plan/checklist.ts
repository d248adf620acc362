import { by } from '../../lib/ordered.ts';
import type { Analysis, Cut, CutWay, PlannedWork, PlanStep } from '../../model/analysis.ts';
import { contextModules } from '../context-modules.ts';
import { countOf } from '../text.ts';
import { placesInFiles } from './places.ts';

/** The work for one context, in the order in which a team does it; neither text nor Markdown yet. */
export interface Checklist {
  readonly context: string;
  /** Place in the order, from 1. */
  readonly position: number;
  readonly steps: number;
  readonly because: readonly string[];
  readonly effort: PlannedWork['effort'];
  readonly sections: readonly Section[];
}

interface Section {
  readonly title: string;
  /** Why it comes here. */
  readonly note: string;
  readonly items: readonly Item[];
}

interface Item {
  readonly text: string;
  readonly details: readonly string[];
}

/** Ways of cutting with the heading of their section and why it stands there. */
const headings: Readonly<Record<CutWay, readonly [title: string, note: string]>> = {
  move: ['Move code to its only user', 'Inside the monolith, without risk: fewer edges are left.'],
  library: ['Package shared code', 'Both sides keep using it, as a versioned library or a copy.'],
  'publish-type': ['Publish types as contracts', 'Types cross the border as a contract, not as an import.'],
  'keep-id': [
    'Keep ids instead of relations',
    'The database of one service cannot relate to that of another.',
  ],
  'replicate-data': [
    'Copy data that is only read',
    'Kept up to date by events of the owner, or asked for in bulk.',
  ],
  saga: ['Take writes out of transactions', 'Each is a step of one of the sagas above.'],
  event: ['Publish events', 'Through an outbox, to a consumer that can take one twice.'],
  'http-call': ['Call instead of import', 'With a deadline, and a decision what to do when it fails.'],
  rewire: ['Rewire', 'Goes when what it wires goes.'],
};

/** The checklist of a step; null where the document says no work for it. */
export function checklistOf(analysis: Analysis, step: PlanStep): Checklist | null {
  const { work, context } = step;
  if (!work) return null;
  const cuts = (analysis.plan.cuts ?? []).filter(
    ({ fromContext, toContext }) => fromContext === context || toContext === context,
  );
  const cutsBy = (...ways: CutWay[]) => ways.map((how) => cutSection(cuts, how));
  const sections = [
    ...cutsBy('move', 'library'),
    kernelSection(analysis, context),
    ...cutsBy('publish-type', 'keep-id'),
    dataSection(work, context),
    ...cutsBy('replicate-data'),
    sagaSection(work),
    ...cutsBy('saga', 'event', 'http-call', 'rewire'),
    moduleSection(analysis, context),
    ...flipSections(work),
  ];
  return {
    context,
    position: analysis.plan.steps.indexOf(step) + 1,
    steps: analysis.plan.steps.length,
    because: work.because,
    effort: work.effort,
    sections: sections.filter(({ items }) => items.length > 0),
  };
}

/** Cuts of one way, one item for each module that one context uses of another, whichever files use it. */
function cutSection(cuts: readonly Cut[], how: CutWay): Section {
  const [title, note] = headings[how];
  const own = cuts.filter((cut) => cut.how === how);
  const targets = new Map<string, Cut[]>();
  for (const cut of own) {
    const { fromContext, toContext, to, uses, reads, writes } = cut;
    // Entities of one schema file are different things.
    const entity = reads.length + writes.length > 0 && uses.length === 1 ? uses[0] : '';
    const key = [fromContext, toContext, to, entity].join('\n');
    const known = targets.get(key);
    if (known) known.push(cut);
    else targets.set(key, [cut]);
  }
  return {
    title: `${title}: ${countOf(own.length, 'edge')}`,
    note,
    items: [...targets.values()].map(itemOf),
  };
}

function itemOf(cuts: readonly Cut[]): Item {
  const [{ fromContext, toContext, to }] = cuts as readonly [Cut];
  const uses = [...new Set(cuts.flatMap((cut) => cut.uses))];
  return {
    text: `${fromContext} → ${toContext}: ${uses.length === 0 ? to : `${shortened(uses)} of ${to}`}`,
    details: [
      ...new Set(cuts.map(({ why }) => why)),
      ...placesInFiles(cuts.flatMap(({ locations }) => locations)),
    ],
  };
}

const maxUses = 6;

function shortened(uses: readonly string[]): string {
  const more = uses.length > maxUses ? ` and ${uses.length - maxUses} more` : '';
  return `${uses.slice(0, maxUses).join(', ')}${more}`;
}

function kernelSection({ sharedKernel }: Analysis, context: string): Section {
  const used = sharedKernel.filter(({ usedBy }) => usedBy.includes(context));
  return {
    title: `Decide about the shared kernel: ${countOf(used.length, 'module')}`,
    note: 'The service needs them too.',
    items: used.map(({ path, decision, why }) => ({ text: `${decision} ${path}`, details: [why] })),
  };
}

function dataSection({ entities, foreignKeys, joins }: PlannedWork, context: string): Section {
  const others = (label: string, contexts: readonly string[]) =>
    contexts.length === 0 ? [] : [`${label} ${contexts.join(', ')}`];
  return {
    title: `Take over the data: ${countOf(entities.length, 'table')}, ${countOf(foreignKeys.length, 'foreign key')} and ${countOf(joins.length, 'join')} across`,
    note: 'Copy, keep in step while both run, then switch; one writer from then on.',
    items: [
      ...entities.map(({ name, table, writtenBy, readBy }) => ({
        text: `move ${name}${table === null ? '' : ` (${table})`}`,
        details: [...others('also written by', writtenBy), ...others('also read by', readBy)],
      })),
      ...foreignKeys.map(({ from, to, columns, location }) => ({
        text: `drop the foreign key ${from}${columns.length === 0 ? '' : ` (${columns.join(', ')})`} → ${to}`,
        details: [location],
      })),
      ...joins.map((join) => ({
        text: `take apart the join of ${join.entities.join(', ')}`,
        details: [`with ${join.contexts.filter((each) => each !== context).join(', ')}`, join.location],
      })),
    ],
  };
}

function sagaSection({ sagas }: PlannedWork): Section {
  return {
    title: `Turn transactions into sagas: ${countOf(sagas.length, 'transaction')}`,
    note: 'Services cannot commit together: each write but the last needs what undoes it.',
    items: sagas.map(({ location, contexts, steps }) => ({
      text: `${location} over ${contexts.join(', ')}`,
      details: steps.map(({ context, op, entities, compensation, locations }, index) => {
        const undo = compensation === null ? '' : `; undo: ${compensation}`;
        return `${index + 1}. ${context} ${op}s ${entities.join(', ')} (${locations[0]})${undo}`;
      }),
    })),
  };
}

function moduleSection(analysis: Analysis, context: string): Section {
  const { production, tests } = contextModules(analysis)(context);
  const members = new Set([...production, ...tests]);
  const roots = new Set(
    analysis.modules.filter(({ role }) => role === 'composition-root').map(({ path }) => path),
  );
  const wired = analysis.dependencies.filter(({ from, to }) => roots.has(from) && members.has(to));
  const places = placesInFiles(wired.flatMap(({ locations }) => locations));
  return {
    title: `Set up the service and move ${countOf(production.length, 'module')}${tests.length === 0 ? '' : ` and ${countOf(tests.length, 'test')}`}`,
    note: 'Repository, pipeline, configuration, logs, alerts; then the code.',
    items: [
      ...[...production, ...tests].map((path) => ({ text: path, details: [] })),
      ...(places.length === 0 ? [] : [{ text: 'take it out of the wiring', details: places }]),
    ],
  };
}

/** When routes flip, in order: wave, title and note. */
export const waves: readonly [PlannedWork['flips'][number]['wave'], string, string][] = [
  ['1-reads', 'Flip reads', 'Shadow, compare, canary, full; nothing is written, so going back is free.'],
  ['2-reads-over-others', 'Flip reads that need another context', 'When the calls above are in place.'],
  ['3-writes', 'Flip writes', 'When one side alone writes the tables.'],
  [
    '4-hold',
    'Do not flip yet',
    'Reaches three contexts or more: waits until those are out, or gets a read model.',
  ],
];

function flipSections({ flips }: PlannedWork): Section[] {
  return waves.map(([wave, title, note]) => {
    const own = flips.filter((flip) => flip.wave === wave);
    return {
      title: `${title}: ${countOf(own.length, 'route or operation', 'routes and operations')}`,
      note,
      items: own.map(({ name, location, touches }) => ({
        text: name,
        details: [touches.length === 0 ? location : `${location}, reaches ${touches.join(', ')}`],
      })),
    };
  });
}

/** Names of cuts by how many there are, the most first: `12 http-call, 3 event`. */
export function countedWays(cuts: readonly Cut[]): string {
  const counts = new Map<CutWay, number>();
  for (const { how } of cuts) counts.set(how, (counts.get(how) ?? 0) + 1);
  return [...counts]
    .sort(
      by(
        ([, count]) => -count,
        ([how]) => how,
      ),
    )
    .map(([how, count]) => `${count} ${how}`)
    .join(', ');
}
