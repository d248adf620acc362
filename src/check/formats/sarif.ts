import { sarifLog } from '../../lib/sarif.ts';
import type { KnownViolation } from '../../model/baseline.ts';
import type { CheckFormat } from '../check-format.ts';

export const sarifFormat: CheckFormat = {
  name: 'sarif',
  render: ({ fresh, expired, stale, added, folder, version }) =>
    sarifLog(version, [
      ...[...fresh, ...expired.map(({ violation }) => violation)].map(
        ({ rule, key, what, fix, location }) => ({
          rule,
          level: 'error' as const,
          text: `${what} ${fix}`,
          places: [folder + location],
          sameness: [key],
        }),
      ),
      ...stale.map((entry) => aboutBaseline('stale-baseline-entry', 'Gone from the code', entry)),
      ...added.map((entry) => aboutBaseline('grown-baseline', 'The baseline may only shrink', entry)),
    ]),
};

/** Code scanning takes no result without a place. */
function aboutBaseline(rule: string, text: string, { key, location }: KnownViolation) {
  return { rule, level: 'error' as const, text: `${text}: ${key}`, places: [location], sameness: [key] };
}
