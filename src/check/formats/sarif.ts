import { sarifLog } from '../../lib/sarif.ts';
import type { CheckFormat } from '../check-format.ts';

export const sarifFormat: CheckFormat = {
  name: 'sarif',
  render: ({ fresh, expired, stale, added }) =>
    sarifLog(null, [
      ...[...fresh, ...expired.map(({ violation }) => violation)].map(
        ({ rule, key, what, fix, location }) => ({
          rule,
          level: 'error' as const,
          text: `${what} ${fix}`,
          places: [location],
          sameness: [key],
        }),
      ),
      ...stale.map(({ key }) => aboutBaseline('stale-baseline-entry', `Gone from the code: ${key}`, key)),
      ...added.map(({ key }) => aboutBaseline('grown-baseline', `The baseline may only shrink: ${key}`, key)),
    ]),
};

function aboutBaseline(rule: string, text: string, key: string) {
  return { rule, level: 'error' as const, text, places: [], sameness: [key] };
}
