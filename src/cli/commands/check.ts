import { appendFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { BanyanError } from '../../errors/banyan-error.ts';
import type { BaselineEntry } from '../../model/baseline.ts';
import type { CheckFormat, CheckVerdict } from '../../check/index.ts';
import type { Boundaries } from '../../model/boundaries.ts';
import type { Command, Invocation } from '../command.ts';
import { codeOptions } from '../code-options.ts';
import { baselineText, readBaseline } from '../read-baseline.ts';
import { readBoundaryFacts } from '../read-boundary-facts.ts';
import { countOf } from '../../lib/count-of.ts';
import { readBefore } from '../read-before.ts';
import { readNamedText } from '../read-named-text.ts';
import { repositoryPlaces } from '../repository-places.ts';
import { writeNew } from '../write-new.ts';

const maxBytes = 16 * 1024 * 1024;

export const checkCommand: Command = {
  name: 'check',
  summary: 'fail where code breaks an accepted boundary that it did not break before',
  arguments: [{ syntax: '[path]', summary: 'the folder that was analysed; the working folder by default' }],
  options: [
    { flags: '--boundaries <file>', summary: 'the accepted boundaries', default: 'banyan.boundaries.yaml' },
    { flags: '--baseline <file>', summary: 'the violations that are known', default: 'banyan.baseline.json' },
    {
      flags: '--base [revision]',
      summary:
        'compare with the merge base of this branch (that of the pull request, or origin/main): a baseline that has grown since then fails',
    },
    {
      flags: '--affected [revision]',
      summary: 'only what the files changed since that merge base can have caused; implies --base',
    },
    { flags: '--update-baseline', summary: 'take out of the baseline what is gone; nothing is ever added' },
    {
      flags: '--export <tool>',
      summary: 'print the boundaries for depcruise, eslint, nx or codeowners, and check nothing',
    },
    {
      flags: '--format <name>',
      summary: 'text, github (annotations), md (for a pull request), sarif or json',
      default: 'text',
    },
    ...codeOptions,
  ],
  examples: ['banyan check', 'banyan check --base origin/main --format github', 'banyan check --affected'],
  async run(invocation) {
    const { options, terminal } = invocation;
    if (options['export'] !== undefined) return exportBoundaries(invocation, String(options['export']));
    const { check, checkFormats } = await import('../../check/index.ts');
    const asked = String(options['format']);
    const names = checkFormats.map(({ name }) => name);
    if (!names.includes(asked))
      throw new BanyanError('USAGE', `--format takes ${names.join(', ')}, not "${asked}"`);
    const name = options['json'] === true ? 'json' : asked;
    const format = checkFormats.find((each) => each.name === name) as CheckFormat;
    const boundaries = await readBoundaries(invocation);
    const root = resolve(invocation.workingFolder, invocation.arguments[0] ?? '.');
    const places = await repositoryPlaces(root);
    const baseline = await readBaseline(invocation, String(options['baseline']), places);
    if (options['updateBaseline'] === true) return updateBaseline(invocation, boundaries, baseline);
    const compared = await readBefore(invocation, {
      boundaries: String(options['boundaries']),
      baseline: String(options['baseline']),
    });
    const verdict = check({
      facts: await readBoundaryFacts(invocation),
      boundaries,
      baseline,
      ...compared,
      today: invocation.today(),
      folder: places.folder,
      version: invocation.version,
    });
    terminal.result(format.render(verdict).trimEnd());
    if (name === 'github') await addToStepSummary(invocation, verdict);
    const next = nextAfter(verdict);
    if (next !== null) terminal.note(`Next: ${next}`);
    return verdict.isKept ? 0 : 1;
  },
};

/** Beside annotations, of which a step shows ten: all of it, where GitHub shows what a step has to say. */
async function addToStepSummary({ environment, terminal }: Invocation, verdict: CheckVerdict): Promise<void> {
  const file = environment['GITHUB_STEP_SUMMARY'];
  if (!file) return;
  const { checkFormats } = await import('../../check/index.ts');
  const text = checkFormats.find(({ name }) => name === 'md')?.render(verdict) ?? '';
  await appendFile(file, text).catch((error: Error) =>
    terminal.warn(`The summary of the step could not be written: ${error.message}`),
  );
}

function nextAfter({ isKept, fresh, stale, added }: CheckVerdict): string | null {
  if (isKept) return null;
  if (fresh.length > 0)
    return 'mend what is new, or allow it in the boundaries and let its owners review that';
  if (stale.length > 0) return 'banyan check --update-baseline';
  return added.length > 0
    ? 'take out of the baseline what was added to it'
    : 'mend what was promised for an earlier day';
}

async function updateBaseline(
  invocation: Invocation,
  boundaries: Boundaries,
  baseline: readonly BaselineEntry[],
): Promise<number> {
  const { options, terminal, workingFolder } = invocation;
  const name = String(options['baseline']);
  const { findViolations, shrink } = await import('../../check/index.ts');
  const { violations } = findViolations(await readBoundaryFacts(invocation), boundaries);
  const left = shrink(baseline, violations);
  const gone = baseline.length - left.length;
  if (gone > 0) await writeNew(resolve(workingFolder, name), name, baselineText(left), true);
  terminal.result(
    options['json'] === true
      ? JSON.stringify({ schemaVersion: 1, baseline: name, gone, left: left.length }, null, 2)
      : `${name}: ${countOf(gone, 'violation')} gone, ${left.length} left`,
  );
  terminal.note('Next: banyan check');
  return 0;
}

async function exportBoundaries(invocation: Invocation, name: string): Promise<number> {
  const { boundaryExports } = await import('../../check/index.ts');
  const tool = boundaryExports.find((each) => each.name === name);
  if (tool === undefined) {
    const names = boundaryExports.map((each) => each.name).join(', ');
    throw new BanyanError('USAGE', `--export takes ${names}, not "${name}"`);
  }
  const text = tool.render(await readBoundaries(invocation));
  const { name: shown, loss } = tool;
  invocation.terminal.result(
    invocation.options['json'] === true
      ? JSON.stringify({ schemaVersion: 1, tool: shown, loss, text }, null, 2)
      : text.trimEnd(),
  );
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
