import { writeFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { BanyanError } from '../../errors/banyan-error.ts';
import type { Boundaries } from '../../model/boundaries.ts';
import type { Command, Invocation } from '../command.ts';
import { codeOptions } from '../code-options.ts';
import { readBaseline } from '../read-baseline.ts';
import { readBoundaryFacts } from '../read-boundary-facts.ts';
import { counted } from '../counted.ts';
import { readNamedText } from '../read-named-text.ts';

const maxBytes = 16 * 1024 * 1024;

export const checkCommand: Command = {
  name: 'check',
  summary: 'fail where code breaks an accepted boundary that it did not break before',
  arguments: [{ syntax: '[path]', summary: 'the folder that was analysed; the working folder by default' }],
  options: [
    { flags: '--boundaries <file>', summary: 'the accepted boundaries', default: 'banyan.boundaries.yaml' },
    { flags: '--baseline <file>', summary: 'the violations that are known', default: 'banyan.baseline.json' },
    {
      flags: '--base-baseline <file>',
      summary: 'the baseline of the merge base: one that has grown since then fails',
    },
    { flags: '--update-baseline', summary: 'take out of the baseline what is gone; nothing is ever added' },
    {
      flags: '--export <tool>',
      summary: 'print the boundaries for depcruise, eslint, nx or codeowners, and check nothing',
    },
    { flags: '--format <name>', summary: 'text, github (annotations), sarif or json', default: 'text' },
    ...codeOptions,
  ],
  examples: [
    'banyan check',
    'banyan check --format github',
    'git show origin/main:banyan.baseline.json > base.json && banyan check --base-baseline base.json',
  ],
  async run(invocation) {
    const { options, terminal } = invocation;
    if (options['export'] !== undefined) return exportBoundaries(invocation, String(options['export']));
    const { check, checkFormats, shrink } = await import('../../check/index.ts');
    const name = options['json'] === true ? 'json' : String(options['format']);
    const format = checkFormats.find((each) => each.name === name);
    if (format === undefined)
      throw new BanyanError('USAGE', `--format takes text, github, sarif or json, not "${name}"`);
    const boundaries = await readBoundaries(invocation);
    const baselineName = String(options['baseline']);
    const baseline = (await readBaseline(invocation, baselineName, 'may-be-absent')) ?? [];
    const base = options['baseBaseline'];
    const verdict = check({
      facts: await readBoundaryFacts(invocation),
      boundaries,
      baseline: options['updateBaseline'] === true ? [] : baseline,
      earlier: typeof base === 'string' ? await readBaseline(invocation, base, 'must-exist') : null,
      today: invocation.today(),
    });
    if (options['updateBaseline'] === true) {
      const left = shrink(baseline, verdict.fresh);
      const text = `${JSON.stringify({ schemaVersion: 1, violations: left }, null, 2)}\n`;
      await writeFile(resolve(invocation.workingFolder, baselineName), text);
      terminal.result(
        `${baselineName}: ${counted(baseline.length - left.length, 'violation')} gone, ${left.length} left`,
      );
      return 0;
    }
    terminal.result(format.render(verdict).trimEnd());
    return verdict.isKept ? 0 : 1;
  },
};

async function exportBoundaries(invocation: Invocation, name: string): Promise<number> {
  const { boundaryExports } = await import('../../check/index.ts');
  const tool = boundaryExports.find((each) => each.name === name);
  if (tool === undefined) {
    const names = boundaryExports.map((each) => each.name).join(', ');
    throw new BanyanError('USAGE', `--export takes ${names}, not "${name}"`);
  }
  invocation.terminal.result(tool.render(await readBoundaries(invocation)).trimEnd());
  invocation.terminal.note(`What ${name} does not hold: ${tool.loss}`);
  return 0;
}

async function readBoundaries(invocation: Invocation): Promise<Boundaries> {
  const name = String(invocation.options['boundaries']);
  const text = await readNamedText(invocation, name, maxBytes, {
    what: 'the accepted boundaries',
    fix: 'Check the path, or write the boundaries of an analysis with `banyan accept`.',
  });
  const { parseBoundaries } = await import('../../config/index.ts');
  return parseBoundaries(text, name);
}
