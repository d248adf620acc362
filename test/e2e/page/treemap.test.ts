import { expect, it } from 'vitest';
import { buildAnalysis } from '../../support/build-analysis.ts';
import { describeWith } from '../../support/component.ts';
import { plannedAnalysis } from '../../support/planned-analysis.ts';
import { expectAccessible, useReports } from '../../support/report-page.ts';

const planned = plannedAnalysis();
const evil = 'src/orders/<img src=x onerror=alert(1)>.ts';
const [example] = planned.modules;
const analysis = buildAnalysis({
  ...planned,
  modules: [...planned.modules, ...(example ? [{ ...example, path: evil, lines: 40 }] : [])],
  history: {
    ...planned.history,
    state: 'read',
    reason: null,
    modules: [{ path: 'src/orders/order.ts', commits: 31, authors: 2 }],
  },
});

describeWith('chromium', 'the treemap of the page', (executable) => {
  const open = useReports(executable);

  it('leads by keyboard into a context, and from there to a module', async () => {
    const { page, complaints } = await open(analysis, { at: '#/treemap' });
    const link = page.getByRole('link', { name: 'Orders: 140 lines, 2 modules' });
    await link.focus();
    await page.keyboard.press('Enter');
    await page.getByRole('main').getByText('2 modules, 140 lines').waitFor();
    await page.getByRole('link', { name: 'src/orders/order.ts' }).click();
    const panel = page.getByRole('complementary', { name: 'src/orders/order.ts' });
    expect(await panel.innerText()).toMatch(/Commits\s+31/);
    expect(complaints).toEqual([]);
  });

  it('is entered by a click on an area, and a module is chosen by one', async () => {
    const { page } = await open(analysis, { at: '#/treemap' });
    await page.locator('svg [data-module]').first().click();
    await page.getByRole('main').getByText('All contexts').waitFor();
    await page.locator('svg [data-module]').first().click();
    await page.getByRole('complementary').waitFor();
  });

  it('has a legend for colours that need one', async () => {
    const { page } = await open(analysis, { at: '#/treemap' });
    await page.getByRole('combobox', { name: 'Colour' }).selectOption('by commits');
    await page.getByText('30 commits or more').waitFor();
  });

  it('shows hostile names as text', async () => {
    const { page, complaints } = await open(analysis, { at: '#/treemap?open=orders' });
    await page.getByRole('row', { name: evil }).waitFor();
    expect(await page.locator('main img').count()).toBe(0);
    expect(complaints).toEqual([]);
  });

  it('says so where no commits were read, and where there is no code', async () => {
    const { page } = await open(planned, { at: '#/treemap' });
    await page.getByText('No commits were read: it was not asked for.').waitFor();
    const empty = await open(buildAnalysis(), { at: '#/treemap' });
    await empty.page.getByText('There is no code').waitFor();
  });

  it.each(['light', 'dark'] as const)('is readable for everybody when %s', async (colors) => {
    const { page } = await open(analysis, { at: '#/treemap?by=churn', colors });
    await expectAccessible(page);
  });
});
