import { expect, it } from 'vitest';
import { buildAnalysis, buildRoute } from '../../support/build-analysis.ts';
import { describeWith } from '../../support/component.ts';
import { plannedAnalysis } from '../../support/planned-analysis.ts';
import { expectAccessible, useReports } from '../../support/report-page.ts';

const evil = '</script><img src=x onerror=alert(1)>';
const planned = plannedAnalysis();
const analysis = buildAnalysis({
  ...planned,
  routes: [buildRoute('GET /api/orders', { context: 'orders' })],
  contexts: planned.contexts.map((context) => ({
    ...context,
    routes: context.id === 'orders' ? ['GET /api/orders'] : [],
    vocabulary: [evil],
    owners: ['@team-orders'],
  })),
  dependencies: [
    {
      from: 'src/users/user.ts',
      to: 'src/orders/order.ts',
      kinds: ['call'],
      weight: 3,
      symbols: [evil],
      locations: ['src/users/user.ts:7'],
    },
  ],
});

describeWith('chromium', 'the page of a context', (executable) => {
  const open = useReports(executable);

  it('is a link away from wherever the context is named', async () => {
    const { page, complaints } = await open(analysis);
    await page
      .getByRole('row', { name: /^Orders/ })
      .getByRole('link', { name: 'Orders' })
      .click();
    await page.getByRole('heading', { level: 1, name: 'Orders' }).waitFor();
    await page.getByRole('region', { name: 'Used by' }).getByRole('link', { name: 'Users' }).click();
    await page.getByRole('heading', { level: 1, name: 'Users' }).waitFor();
    expect(complaints).toEqual([]);
  });

  it('says what it is for, what it offers, and who uses it', async () => {
    const { page, complaints } = await open(analysis, { at: '#/context?id=orders' });
    const text = await page.getByRole('main').innerText();
    for (const part of ['Answers 1 route', '@team-orders', 'number 1 to take out, 6 to 22 days', evil])
      expect(text).toContain(part);
    const api = page.getByRole('region', { name: 'Published API' });
    expect(await api.getByRole('row', { name: 'Users' }).innerText()).toContain(evil);
    expect(await page.locator('main img').count()).toBe(0);
    expect(complaints).toEqual([]);
  });

  it('begins with what each context is for, and one is chosen by keyboard', async () => {
    const { page } = await open(analysis, { at: '#/context' });
    await page.getByText('Answers 1 route').waitFor();
    await page.getByLabel('Context').selectOption('Users');
    await page.getByRole('heading', { level: 1, name: 'Users' }).waitFor();
  });

  it('says that there is none where there is none', async () => {
    const { page } = await open(buildAnalysis(), { at: '#/context' });
    await page.getByText('No context was found').waitFor();
  });

  it.each(['light', 'dark'] as const)('is readable for everybody when %s', async (colors) => {
    const { page } = await open(analysis, { at: '#/context?id=orders', colors });
    await expectAccessible(page);
  });
});
