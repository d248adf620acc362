import { githubCommand } from '../../lib/github-command.ts';
import { fileOf, lineOf } from '../../lib/place.ts';
import type { CheckFormat } from '../check-format.ts';

export const githubFormat: CheckFormat = {
  name: 'github',
  render: ({ fresh, expired, stale, added }) =>
    [
      ...[...fresh, ...expired.map(({ violation }) => violation)].map(({ location, rule, what, fix }) =>
        githubCommand({
          level: 'error',
          file: fileOf(location),
          line: lineOf(location),
          title: `Boundary: ${rule}`,
          text: `${what} ${fix}`,
        }),
      ),
      ...[
        ...stale.map(({ key }) => `Gone from the code, but still in the baseline: ${key}`),
        ...added.map(({ key }) => `New in the baseline, which may only shrink: ${key}`),
      ].map((text) =>
        githubCommand({ level: 'error', file: null, line: 0, title: 'Boundary: baseline', text }),
      ),
    ]
      .map((line) => `${line}\n`)
      .join(''),
};
