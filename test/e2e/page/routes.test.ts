import { expect, it } from 'vitest';
import { buildAnalysis, buildRoute } from '../../support/build-analysis.ts';
import { describeWith } from '../../support/component.ts';
import { plannedAnalysis } from '../../support/planned-analysis.ts';
import { expectAccessible, useReports } from '../../support/report-page.ts';

const evil = '/<img src=x onerror=alert(1)>/</script>/__proto__';
const analysis = buildAnalysis({
  ...plannedAnalysis(),
  routes: [
    buildRoute('GET /api/orders', { context: 'orders', middleware: ['authenticate', 'audit'] }),
    buildRoute('POST /api/users', {
      context: 'users',
      sideEffects: 'writes',
      reach: [
        { context: 'orders', entities: ['Order'], via: ['src/users/user.ts:2', 'src/orders/order.ts:7'] },
      ],
    }),
    buildRoute('GET', { path: evil }),
  ],
});

describeWith('chromium', 'the routes of the page', (executable) => {
  const open = useReports(executable);

  it('say what is in the way of one, and the address leads back to it', async () => {
    const { page, complaints } = await open(analysis, { at: '#/routes' });
    await page.getByRole('link', { name: 'POST /api/users' }).click();
    const panel = page.getByRole('complementary', { name: 'POST /api/users' });
    await panel.waitFor();
    expect(await panel.innerText()).toContain('It needs orders, which owns Order (src/orders/order.ts:7)');
    await page.reload();
    await panel.waitFor();
    await panel.getByRole('button', { name: 'Close' }).click();
    await expect.poll(() => panel.count()).toBe(0);
    expect(complaints).toEqual([]);
  });

  it('open by keyboard, and Escape gives the focus back to the route', async () => {
    const { page } = await open(analysis, { at: '#/routes' });
    const link = page.getByRole('link', { name: 'GET /api/orders' });
    await link.focus();
    await page.keyboard.press('Enter');
    const panel = page.getByRole('complementary', { name: 'GET /api/orders' });
    await panel.waitFor();
    expect(await panel.innerText()).toContain('authenticate, then audit');
    await page.keyboard.press('Escape');
    await expect.poll(() => panel.count()).toBe(0);
    expect(await link.evaluate((element) => element.matches(':focus'))).toBe(true);
  });

  it('are chosen by context and by what they do', async () => {
    const { page } = await open(analysis, { at: '#/routes' });
    const rows = page.locator('tbody tr');
    expect(await rows.count()).toBe(3);
    await page.getByLabel('Side effects').selectOption('writes');
    await expect.poll(() => rows.count()).toBe(1);
    await page.getByLabel('Context').selectOption('Orders');
    await page.getByText('No route is all of that.').waitFor();
  });

  it('show hostile names as text', async () => {
    const { page, complaints } = await open(analysis, { at: '#/routes' });
    expect(await page.locator('tbody tr').last().innerText()).toContain(evil);
    expect(await page.locator('main img').count()).toBe(0);
    expect(complaints).toEqual([]);
  });

  it.each(['light', 'dark'] as const)('are readable for everybody when %s', async (colors) => {
    const { page } = await open(analysis, { at: '#/routes?route=POST+/api/users', colors });
    await expectAccessible(page);
  });
});
