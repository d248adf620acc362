import { resolve } from 'node:path';
import { BanyanError } from '../../errors/banyan-error.ts';
import { nearest } from '../../lib/nearest.ts';
import type { Analysis, PlanStep } from '../../model/analysis.ts';
import type { Command, Invocation } from '../command.ts';

export const planCommand: Command = {
  name: 'plan',
  summary: 'say in which order to take contexts out, and what one of them takes, as a checklist',
  arguments: [{ syntax: '[context]', summary: 'a context by its id; all of them in order when not given' }],
  options: [
    { flags: '--from <file>', summary: 'the analysis', default: 'banyan-report/analysis.json' },
    { flags: '--markdown', summary: 'as Markdown, for an issue' },
  ],
  examples: ['banyan plan', 'banyan plan orders', 'banyan plan orders --markdown > orders.md'],
  async run(invocation) {
    const { options, terminal, workingFolder, arguments: asked } = invocation;
    if (options['markdown'] === true && options['json'] === true)
      throw new BanyanError('USAGE', '--markdown and --json exclude each other');
    const from = String(options['from']);
    const { readAnalysis } = await import('../read-analysis.ts');
    const analysis = await readAnalysis(resolve(workingFolder, from), from);
    const [name] = asked;
    if (name === undefined) await showOrder(invocation, analysis);
    else await showStep(invocation, analysis, findStep(analysis, name, from));
    const next = nextCommand(analysis, name);
    if (next !== null)
      terminal.note(`\nNext: ${next}${from === 'banyan-report/analysis.json' ? '' : ` --from ${from}`}`);
    return 0;
  },
};

async function showOrder({ options, terminal }: Invocation, analysis: Analysis): Promise<void> {
  const { orderMarkdown, renderOrder } = await import('../../report/index.ts');
  const { steps, cuts = [] } = analysis.plan;
  if (options['json'] === true)
    terminal.result(JSON.stringify({ schemaVersion: 1, verdict: analysis.verdict, steps, cuts }, null, 2));
  else if (options['markdown'] === true) terminal.result(orderMarkdown(analysis).trimEnd());
  else terminal.result(renderOrder(analysis, { paint: terminal.colors, width: terminal.width }));
}

async function showStep(
  { options, terminal }: Invocation,
  analysis: Analysis,
  step: PlanStep,
): Promise<void> {
  const { checklistMarkdown, checklistOf, renderChecklist } = await import('../../report/index.ts');
  const list = checklistOf(analysis, step);
  if (list === null)
    throw new BanyanError(
      'DOCUMENT_INVALID',
      `The analysis says no work for ${step.context}: it is of an older version`,
    );
  if (options['json'] === true)
    terminal.result(JSON.stringify({ schemaVersion: 1, step, checklist: list }, null, 2));
  else if (options['markdown'] === true) terminal.result(checklistMarkdown(list).trimEnd());
  else terminal.result(renderChecklist(list, { paint: terminal.colors, width: terminal.width }));
}

function findStep({ plan, contexts }: Analysis, name: string, from: string): PlanStep {
  const named = contexts.find((context) => context.name.toLowerCase() === name.toLowerCase());
  const step = plan.steps.find(({ context }) => context === name || context === named?.id);
  if (step) return step;
  const known = plan.steps.map(({ context }) => context);
  const close = nearest(name, known);
  throw new BanyanError(
    'USAGE',
    `${from} has no context ${name}${close === undefined ? '' : `; did you mean ${close}?`}`,
    {
      fix: known.length === 0 ? 'The analysis found no context.' : `Name one of ${known.join(', ')}.`,
    },
  );
}

/** After the order the first step; after a step the routes that it flips. */
function nextCommand({ plan, routes }: Analysis, name: string | undefined): string | null {
  const [first] = plan.steps;
  if (name === undefined) return first === undefined ? null : `banyan plan ${first.context}`;
  return routes.length === 0 ? 'banyan plan' : 'banyan proxy init';
}
