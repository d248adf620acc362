import { expect, it } from 'vitest';
import { describeWith } from '../../support/component.ts';
import { plannedAnalysis } from '../../support/planned-analysis.ts';
import { useReports } from '../../support/report-page.ts';

describeWith('chromium', 'the summary of the page', (executable) => {
  const open = useReports(executable);

  it('opens from disk with the verdict, and asks for nothing else', async () => {
    const { page, complaints } = await open(plannedAnalysis());
    await expect.poll(() => page.title()).toBe('Summary · Bounded contexts');
    expect(await page.getByRole('heading', { level: 1 }).textContent()).toMatch(/^Split: /);
    expect(await page.getByRole('row', { name: /^Orders/ }).count()).toBe(1);
    expect(complaints).toEqual([]);
  });

  it('sorts by a title, and the address keeps it', async () => {
    const { page, complaints } = await open(plannedAnalysis());
    const first = () => page.locator('tbody th').first().textContent();
    expect(await first()).toBe('Orders');
    const title = page.getByRole('button', { name: /^Context/ });
    await title.click();
    await title.click();
    await expect.poll(first).toBe('Users');
    await page.reload();
    expect(await page.locator('tbody th').first().textContent()).toBe('Users');
    expect(complaints).toEqual([]);
  });
});
