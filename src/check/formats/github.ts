import { githubCommand } from '../../lib/github-command.ts';
import { fileOf, lineOf } from '../../lib/place.ts';
import type { CheckFormat } from '../check-format.ts';
import { sinceMergeBase } from '../summary.ts';

/** A step shows ten errors and ten notices; the summary of the step, and the log, have all of them. */
export const githubFormat: CheckFormat = {
  name: 'github',
  render(verdict) {
    const { fresh, expired, stale, added, folder } = verdict;
    return [
      ...[...fresh, ...expired.map(({ violation }) => violation)].map(({ location, rule, what, fix }) =>
        githubCommand({
          level: 'error',
          ...placeOf(folder + location),
          title: `Boundary: ${rule}`,
          text: `${what} ${fix}`,
        }),
      ),
      ...[
        ...stale.map(({ key, location }) => ({
          location,
          text: `Gone from the code, but still in the baseline: ${key}`,
        })),
        ...added.map(({ key, location }) => ({
          location,
          text: `New in the baseline, which may only shrink: ${key}`,
        })),
      ].map(({ location, text }) =>
        githubCommand({ level: 'error', ...placeOf(location), title: 'Boundary: baseline', text }),
      ),
      ...sinceMergeBase(verdict).map(({ said, about }) =>
        githubCommand({ level: 'notice', file: null, line: 0, title: said, text: about }),
      ),
    ]
      .map((line) => `${line}\n`)
      .join('');
  },
};

function placeOf(location: string) {
  return { file: fileOf(location), line: lineOf(location) };
}
