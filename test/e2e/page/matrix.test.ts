import { expect, it } from 'vitest';
import type { Analysis } from '../../../src/model/analysis.ts';
import { buildAnalysis } from '../../support/build-analysis.ts';
import { describeWith } from '../../support/component.ts';
import { plannedAnalysis } from '../../support/planned-analysis.ts';
import { expectAccessible, useReports } from '../../support/report-page.ts';

const use = (from: string, to: string, weight: number): Analysis['dependencies'][number] => ({
  from,
  to,
  kinds: ['call'],
  weight,
  symbols: ['<img src=x onerror=alert(1)>'],
  locations: [`${from}:7`],
});
const [order, user] = ['src/orders/order.ts', 'src/users/user.ts'];
const analysis = buildAnalysis({
  ...plannedAnalysis(),
  dependencies: [use(order, user, 5), use(user, order, 1)],
});

describeWith('chromium', 'the matrix of the page', (executable) => {
  const open = useReports(executable);

  it('marks what points back, and names the cycle', async () => {
    const { page, complaints } = await open(analysis, { at: '#/matrix' });
    const back = page.getByRole('gridcell', { name: 'Users uses Orders: 1 reference, back on a cycle' });
    expect(await back.innerText()).toBe('1 ↩');
    expect(await page.getByRole('main').innerText()).toContain('Orders, Users: 1 of their uses point back');
    expect(complaints).toEqual([]);
  });

  it('leads by keyboard from a cell to its evidence, and back', async () => {
    const { page, complaints } = await open(analysis, { at: '#/matrix' });
    await page.getByRole('gridcell').first().focus();
    await page.keyboard.press('ArrowRight');
    await page.keyboard.press('Enter');
    const panel = page.getByRole('complementary', { name: 'Orders uses Users' });
    await panel.waitFor();
    const text = await panel.innerText();
    expect(text).toContain(`${order}:7`);
    expect(text).toContain('<img src=x onerror=alert(1)>');
    await page.keyboard.press('Escape');
    await expect.poll(() => panel.count()).toBe(0);
    expect(
      await page
        .getByRole('gridcell', { name: /^Orders uses Users/ })
        .evaluate((cell) => cell.matches(':focus')),
    ).toBe(true);
    expect(complaints).toEqual([]);
  });

  it('opens the modules of two contexts, of which the keyboard finds every use', async () => {
    const { page, complaints } = await open(analysis, { at: '#/matrix?open=orders,users' });
    const matrix = page.getByRole('application', { name: 'Matrix of 2 modules' });
    await matrix.focus();
    await page.keyboard.press('n');
    await page.getByRole('status').getByText(`${order} uses ${user}: 5 references (call)`).waitFor();
    await page.keyboard.press('Enter');
    await page.getByRole('complementary').getByText(`${order}:7`).waitFor();
    await expectAccessible(page);
    expect(complaints).toEqual([]);
  });

  it('says that there is nothing to see where there is no context', async () => {
    const { page } = await open(buildAnalysis(), { at: '#/matrix' });
    await page.getByText('No context was found').waitFor();
  });

  it.each(['light', 'dark'] as const)('is readable for everybody when %s', async (colors) => {
    const { page } = await open(analysis, { at: '#/matrix?cell=orders,users', colors });
    await expectAccessible(page);
  });
});
