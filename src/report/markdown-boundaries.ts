import type { Analysis } from '../model/analysis.ts';
import { capped, codeSpan } from './markdown-text.ts';
import { percent } from './text.ts';

/** The borders that a review has to settle, with the modules that decide each; none where all are firm. */
export function openBorders({ boundaries = [] }: Analysis): string[] {
  const open = boundaries.filter(({ deciding }) => deciding.length > 0);
  if (open.length === 0) return [];
  return [
    '## Open borders',
    '',
    'A module that the runs put on either side decides where the border runs: agree on these and the rest follows.',
    '',
    ...capped(
      open.flatMap(({ between: [a, b], band, deciding }) => [
        `- ${codeSpan(a)} and ${codeSpan(b)} (${band}):`,
        ...deciding.map(
          ({ path, context, own, elsewhere }) =>
            `  - ${codeSpan(path)}: ${codeSpan(context)} in ${percent(own)} of the runs, the other side in ${percent(elsewhere)}`,
        ),
      ]),
    ),
  ];
}
