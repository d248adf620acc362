import { expect, it, describe } from 'vitest';
import { proposeContexts } from '../../../../src/analyzer/cluster/propose.ts';
import type { Facts } from '../../../../src/analyzer/facts.ts';
import { buildFacts } from '../../../support/facts.ts';
import { shopFacts } from '../../../support/shop-facts.ts';

/** The shop with further dependencies; of the modules that they name, those in `views` show something. */
function shopWith(dependencies: readonly string[], views: readonly string[]): Facts {
  const shop = shopFacts();
  const known = new Set(shop.modules.map(({ path }) => path));
  const more = buildFacts({ dependencies });
  const added = more.modules
    .filter(({ path }) => !known.has(path))
    .map((module) => (views.includes(module.path) ? { ...module, isView: true as const } : module));
  return {
    ...shop,
    modules: [...shop.modules, ...added],
    dependencies: [...shop.dependencies, ...more.dependencies],
  };
}

const page = 'client/orders.tsx';
const rolesIn = async (facts: Facts) => (await proposeContexts(facts)).roleOf;

describe('a front end', () => {
  it('is what shows something, with what only that uses, starts and passes on', async () => {
    const facts = shopWith(
      [
        `${page} -> client/format.ts`,
        `client/main.ts -> ${page}`,
        `client/index.ts -> ${page}`,
        `client/format.ts -> client/rounding.ts`,
      ],
      [page],
    );
    const roles = await rolesIn(facts);
    for (const path of [page, 'client/format.ts', 'client/main.ts', 'client/index.ts', 'client/rounding.ts'])
      expect([path, roles.get(path)]).toEqual([path, 'front-end']);
  });

  it('is a folder that mostly shows something and answers nobody, with what stands there alone', async () => {
    const views = [page, 'client/carts.tsx', 'client/users.tsx'];
    const [alone, mail] = ['client/polyfill.ts', 'src/mails/receipt.tsx'];
    const facts = shopWith(
      [
        `${page} -> client/carts.tsx`,
        `${page} -> client/users.tsx`,
        `src/services/order.service.ts -> ${mail}`,
        `${mail} -> src/mails/texts.ts`,
      ],
      [...views, mail],
    );
    const added = buildFacts({ modules: [alone] }).modules;
    const roles = await rolesIn({ ...facts, modules: [...facts.modules, ...added] });
    expect(roles.get(alone)).toBe('front-end');
    expect(roles.get('src/mails/texts.ts')).not.toBe('front-end');
  });

  it('is no part of a context', async () => {
    const { candidates } = await proposeContexts(shopWith([`${page} -> client/format.ts`], [page]));
    const members = Object.values(candidates).flatMap(({ contexts }) =>
      contexts.flatMap(({ modules }) => modules),
    );
    expect(members).not.toContain(page);
    expect(members).not.toContain('client/format.ts');
  });

  it('follows the context that it shows', async () => {
    const facts = shopWith([`${page} -type-> src/services/order.service.ts`], [page]);
    const { contexts, testsOf } = (await proposeContexts(facts)).candidates.balanced;
    const shown = contexts.find(({ modules }) => modules.includes('src/services/order.service.ts'));
    expect(testsOf.get(page)).toBe(shown?.id);
  });

  it('leaves what the back end uses too to the back end', async () => {
    const service = 'src/services/order.service.ts';
    const roles = await rolesIn(
      shopWith([`${page} -> src/lib/price.ts`, `${service} -> src/lib/price.ts`], [page]),
    );
    expect(roles.get('src/lib/price.ts')).not.toBe('front-end');
  });

  it('is not what the back end renders: a page or a mail', async () => {
    const mail = 'src/mails/receipt.tsx';
    const roles = await rolesIn(shopWith([`src/services/order.service.ts -> ${mail}`], [mail]));
    expect(roles.get(mail)).not.toBe('front-end');
  });

  it('is nothing where no entry point and no entity is known', async () => {
    const facts = shopWith([`client/main.ts -> ${page}`], [page]);
    const roles = await rolesIn({ ...facts, routes: [], operations: [], entities: [] });
    expect([...roles.values()]).not.toContain('front-end');
  });
});
