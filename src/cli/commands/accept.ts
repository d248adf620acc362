import { resolve } from 'node:path';
import type { Command } from '../command.ts';
import { codeOptions } from '../code-options.ts';
import { readAnalysis } from '../read-analysis.ts';
import { baselineText } from '../read-baseline.ts';
import { readBoundaryFacts } from '../read-boundary-facts.ts';
import { countOf } from '../../lib/count-of.ts';
import { writeNew } from '../write-new.ts';

export const acceptCommand: Command = {
  name: 'accept',
  summary:
    'write the contexts of an analysis down as accepted boundaries, with a baseline of what breaks them today',
  arguments: [{ syntax: '[path]', summary: 'the folder that was analysed; the working folder by default' }],
  options: [
    { flags: '--from <file>', summary: 'the analysis', default: 'banyan-report/analysis.json' },
    { flags: '--output <file>', summary: 'the boundaries to write', default: 'banyan.boundaries.yaml' },
    { flags: '--baseline <file>', summary: 'the baseline to write', default: 'banyan.baseline.json' },
    { flags: '--force', summary: 'replace what is there' },
    ...codeOptions,
  ],
  examples: ['banyan accept', 'banyan accept apps/api --from review/analysis.json'],
  async run(invocation) {
    const { options, terminal, workingFolder } = invocation;
    const [from, output, baseline] = [options['from'], options['output'], options['baseline']].map(
      String,
    ) as [string, string, string];
    const [{ boundariesFrom, boundariesText }, { baselineOf, findViolations }] = await Promise.all([
      import('../../config/index.ts'),
      import('../../check/index.ts'),
    ]);
    const boundaries = boundariesFrom(await readAnalysis(resolve(workingFolder, from), from));
    const { violations } = findViolations(await readBoundaryFacts(invocation), boundaries);
    const entries = baselineOf(violations);
    const isForced = options['force'] === true;
    await writeNew(resolve(workingFolder, output), output, boundariesText(boundaries), isForced);
    await writeNew(resolve(workingFolder, baseline), baseline, baselineText(entries), isForced);
    const [contexts, known] = [boundaries.contexts.length, entries.length];
    if (options['json'] === true)
      terminal.result(
        JSON.stringify({ schemaVersion: 1, output, baseline, contexts, violations: known }, null, 2),
      );
    else
      terminal.result(
        `${output}: ${countOf(contexts, 'context')}; ${baseline}: ${countOf(known, 'violation')} that may only become fewer`,
      );
    terminal.note('Next: commit both, and run banyan check in CI');
    return 0;
  },
};
