import { BanyanError, type Problem } from '../errors/banyan-error.ts';
import type { Analysis } from '../model/analysis.ts';
import type { Pin } from '../model/pins.ts';
import type { Invocation } from './command.ts';

/** What is said when edits cannot be understood. */
const fix =
  "Separate edits with ; as in --what-if 'move a.ts to orders; merge x, y into z; split z; rename a to b; share c.ts; ignore d.ts'.";

/**
 * Shows what would change if the team decided something; writes nothing. `analyze` makes the analysis with some pins.
 *
 * Throws USAGE with every problem of the edits.
 */
export async function showWhatIf(
  { options, terminal }: Pick<Invocation, 'options' | 'terminal'>,
  pins: readonly Pin[],
  analyze: (pins: readonly Pin[], areWhatIf: boolean) => Promise<Analysis>,
): Promise<void> {
  const { compareAnalyses, parseEdits, pinsFromEdits, renderChanges, yamlOf } = await import(
    '../report/index.ts'
  );
  const { edits, problems } = parseEdits(String(options['whatIf']));
  refuse(problems);
  const before = await analyze(pins, false);
  const decided = pinsFromEdits(before, edits);
  refuse(decided.problems);
  const after = await analyze([...pins, ...decided.pins], true);
  const changes = compareAnalyses(before, after);
  if (options['json'] === true) {
    terminal.result(JSON.stringify({ schemaVersion: 1, ...changes, pins: decided.pins }, null, 2));
    return;
  }
  terminal.result(renderChanges(changes, { paint: terminal.colors, width: terminal.width }));
  terminal.note(
    `\nNothing was written. Next: to decide so, put this under pins: in banyan.yaml\n${yamlOf(decided.pins)}`,
  );
}

function refuse(problems: readonly Problem[]): void {
  if (problems.length > 0)
    throw new BanyanError('USAGE', '--what-if cannot be understood', { problems, maxProblems: 20, fix });
}
