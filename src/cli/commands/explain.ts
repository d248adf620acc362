import { resolve } from 'node:path';
import { BanyanError } from '../../errors/banyan-error.ts';
import type { Command } from '../command.ts';

export const explainCommand: Command = {
  name: 'explain',
  summary: 'say why a file, a context or a route is where it is, and what would have to change',
  arguments: [
    {
      syntax: '<subject>',
      summary: "a file, a context, or a route: order.service.ts, orders, 'GET /api/orders/:id'",
    },
  ],
  options: [{ flags: '--from <file>', summary: 'the analysis', default: 'banyan-report/analysis.json' }],
  examples: [
    'banyan explain orders',
    'banyan explain src/orders/order.service.ts',
    "banyan explain 'GET /api/orders/:id'",
  ],
  async run({ terminal, workingFolder, options, arguments: [subject = ''] }) {
    const from = String(options['from']);
    const [{ explain, nextAfter, renderExplanation }, { readAnalysis }] = await Promise.all([
      import('../../report/index.ts'),
      import('../read-analysis.ts'),
    ]);
    const answer = explain(await readAnalysis(resolve(workingFolder, from), from), subject);
    if ('problem' in answer)
      throw new BanyanError('USAGE', answer.problem, {
        fix: "Name a context, a route ('METHOD /path'), or a file by its path or the end of it, as the report has them.",
      });
    const { explanation } = answer;
    terminal.result(
      options['json'] === true
        ? JSON.stringify({ schemaVersion: 1, ...explanation }, null, 2)
        : renderExplanation(explanation, { paint: terminal.colors, width: terminal.width }),
    );
    terminal.note(`\nNext: ${nextAfter(explanation)}`);
    return 0;
  },
};
