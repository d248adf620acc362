import { expect, it } from 'vitest';
import { buildAnalysis } from '../../support/build-analysis.ts';
import { describeWith } from '../../support/component.ts';
import { expectAccessible, useReports } from '../../support/report-page.ts';
import { shopAnalysis } from '../../support/shop-analysis.ts';

describeWith('chromium', 'every view of the page', (executable) => {
  const open = useReports(executable);

  it.each(['light', 'dark'] as const)('is readable for everybody when %s', async (colors) => {
    const { page, complaints } = await open(await shopAnalysis(), { colors });
    for (const tab of await page.getByRole('navigation', { name: 'Views' }).getByRole('link').all()) {
      await tab.click();
      await expect.poll(() => page.title()).toBe(`${await tab.textContent()} · Bounded contexts`);
      await expectAccessible(page);
    }
    expect(complaints).toEqual([]);
  });

  it('has something to say when there is nothing', async () => {
    const { page, complaints } = await open(buildAnalysis());
    for (const tab of await page.getByRole('navigation', { name: 'Views' }).getByRole('link').all()) {
      await tab.click();
      await expect.poll(() => page.title()).toBe(`${await tab.textContent()} · Bounded contexts`);
      expect((await page.getByRole('main').textContent())?.length).toBeGreaterThan(20);
    }
    expect(complaints).toEqual([]);
  });

  it('is reached by the keyboard alone', async () => {
    const { page } = await open(await shopAnalysis());
    await page.keyboard.press('Tab');
    await expect.poll(() => page.evaluate('document.activeElement.textContent')).toBe('Skip to the content');
    await page.keyboard.press('Enter');
    await expect.poll(() => page.evaluate('document.activeElement.tagName')).toBe('MAIN');
    await page.goto(`${page.url().split('#')[0]}#/map`);
    await page.getByRole('complementary').waitFor();
    await page.keyboard.press('/');
    await expect.poll(() => page.evaluate('document.activeElement.type')).toBe('search');
  });

  it('keeps the colours that were chosen', async () => {
    const { page } = await open(buildAnalysis(), { colors: 'light' });
    const ground = () => page.evaluate('getComputedStyle(document.body).backgroundColor');
    const light = await ground();
    await page.getByRole('button', { name: /^Colours: auto/ }).click();
    await page.getByRole('button', { name: /^Colours: light/ }).click();
    await expect.poll(ground).not.toBe(light);
    await page.reload();
    await page.getByRole('button', { name: /^Colours: dark/ }).waitFor();
    expect(await ground()).not.toBe(light);
  });
});
