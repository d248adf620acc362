import { expect, it } from 'vitest';
import { describeWith } from '../../support/component.ts';
import { useReports } from '../../support/report-page.ts';
import { shopAnalysis } from '../../support/shop-analysis.ts';

describeWith('chromium', 'the map of the page', (executable) => {
  const open = useReports(executable);

  it('opens a context, finds a module, and shows every line behind a tie', async () => {
    const shop = await shopAnalysis();
    const { page, complaints } = await open(shop, { at: '#/map' });
    const panel = page.getByRole('complementary', { name: 'What the map shows' });
    await page.getByRole('img', { name: /^Map of \d+ contexts/ }).waitFor();

    await panel
      .getByRole('button', { name: /^Open / })
      .first()
      .click();
    await panel
      .getByRole('button', { name: /^Close / })
      .first()
      .waitFor();
    expect(page.url()).toMatch(/#\/map\?open=/);

    const dependency = shop.dependencies.find(({ from, to }) => {
      const [a, b] = [from, to].map((path) => shop.modules.find((module) => module.path === path));
      return (
        a?.role === 'domain' && b?.role === 'domain' && a.context !== b.context && a.context && b.context
      );
    });
    if (dependency === undefined) throw new Error('the shop has no tie between two contexts');
    await page.getByRole('searchbox').fill(dependency.from);
    await page.getByRole('searchbox').press('Enter');
    await panel.getByRole('heading', { name: dependency.from }).waitFor();

    const names = [dependency.from, dependency.to].map(
      (path) =>
        shop.contexts.find(({ id }) => id === shop.modules.find((module) => module.path === path)?.context)
          ?.name,
    );
    await panel.getByRole('link', { name: 'All contexts' }).click();
    await page.getByRole('button', { name: 'Close all' }).click();
    await panel
      .getByRole('link', { name: new RegExp(`(${names.join('|')}) . (${names.join('|')})`) })
      .click();
    for (const more of await panel.getByRole('button', { name: /^Show more/ }).all()) await more.click();
    expect(await panel.textContent()).toContain(dependency.locations[0]);
    await page.reload();
    expect(await panel.textContent()).toContain(`${names[0]} uses ${names[1]}`);
    expect(complaints).toEqual([]);
  });

  it('hides ties of a kind', async () => {
    const { page, complaints } = await open(await shopAnalysis(), { at: '#/map' });
    const ties = page.getByRole('complementary').getByRole('link', { name: /[←→↔]/ });
    await ties.first().waitFor();
    const before = await page.getByRole('complementary').textContent();
    await page.getByRole('button', { name: 'Imports' }).click();
    await expect.poll(() => page.getByRole('complementary').textContent()).not.toBe(before);
    expect(complaints).toEqual([]);
  });
});
