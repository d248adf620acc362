import { describe, expect, it } from 'vitest';
import { boundariesFrom, boundariesText, parseBoundaries } from '../../../../src/config/index.ts';
import { boundariesOf } from '../../../support/boundary-facts.ts';
import { plannedAnalysis } from '../../../support/planned-analysis.ts';
import { shopAnalysis } from '../../../support/shop-analysis.ts';

describe('accepted boundaries', () => {
  it('are read back as they were written, whatever files are called', () => {
    const odd = [
      'src/${HOME}/a: b.ts',
      'src/- x.ts',
      'src/#y.ts',
      'src/\'"\\.ts'.replace('\\', ''),
      'true',
      'src/é\u2028.ts',
    ];
    const boundaries = boundariesOf(
      {
        orders: { modules: odd, uses: ['users'], api: ['src/orders/index.ts'], tables: ['order lines'] },
        users: { owners: ['@shop/users'] },
      },
      { shared: ['src/common'], composition: ['src/main.ts'], ignore: ['!src/x'] },
    );
    expect(parseBoundaries(boundariesText(boundaries), 'b.yaml')).toEqual(boundaries);
  });

  it('of an analysis claim each of its modules once', async () => {
    for (const analysis of [plannedAnalysis(), await shopAnalysis()]) {
      const boundaries = boundariesFrom(analysis);
      expect(parseBoundaries(boundariesText(boundaries), 'b.yaml')).toEqual(boundaries);
    }
    expect(boundariesText(boundariesFrom(plannedAnalysis()))).toMatchSnapshot();
  });

  it('say every mistake with its place, and what was probably meant', () => {
    const text =
      'version: banyan/v1\ncontexts:\n  orders:\n    modules: [/src]\n    uses: [user]\n    use: []\n  users:\n    modules: [src/users]\n    uses: [users]\n';
    expect(() => parseBoundaries(text, 'b.yaml')).toThrow(
      expect.objectContaining({
        code: 'CONFIG_INVALID',
        problems: [
          { where: 'b.yaml:4:15', what: expect.stringContaining('must be a path or pattern') as string },
          { where: 'b.yaml:5:12', what: 'there is no context user; did you mean users?' },
          { where: 'b.yaml:6:5', what: expect.stringContaining('did you mean uses?') as string },
          { where: 'b.yaml:9:12', what: 'users may use itself anyway' },
        ],
      }),
    );
  });
});
