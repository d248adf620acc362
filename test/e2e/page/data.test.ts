import { expect, it } from 'vitest';
import { buildAnalysis } from '../../support/build-analysis.ts';
import { describeWith } from '../../support/component.ts';
import { plannedAnalysis } from '../../support/planned-analysis.ts';
import { expectAccessible, useReports } from '../../support/report-page.ts';

const evil = '<img src=x onerror=alert(1)>';
const write = (entity: string, file: string, line: number) => ({
  entity,
  op: 'write' as const,
  file,
  line,
  function: 'Repository.save',
  via: 'typeorm.save',
  confidence: 1,
});
const entity = (name: string, context: string) => ({
  name,
  table: name === evil ? '__proto__' : name.toLowerCase(),
  file: `src/${context}/schema.ts`,
  line: 1,
  orm: 'typeorm',
  context,
  writers: [],
  readers: [],
  relations: [],
});
const [order, user] = ['src/orders/order.ts', 'src/users/user.ts'];
const analysis = buildAnalysis({
  ...plannedAnalysis(),
  entities: [entity('Order', 'orders'), entity('User', 'users'), entity(evil, 'users')],
  accesses: [write('Order', order, 30), write('Order', user, 8), write('User', user, 9)],
});

describeWith('chromium', 'the data of the page', (executable) => {
  const open = useReports(executable);

  it('shows who shares a table, and by keyboard the functions with their places', async () => {
    const { page, complaints } = await open(analysis, { at: '#/data' });
    expect(await page.getByRole('row', { name: /^Order/ }).innerText()).toContain('2 writers');
    await page.getByRole('gridcell').first().focus();
    await page.keyboard.press('ArrowRight');
    await page.keyboard.press('Enter');
    const panel = page.getByRole('complementary', { name: 'Order, Users' });
    await panel.waitFor();
    const text = await panel.innerText();
    expect(text).toContain('Repository.save');
    expect(text).toContain(`${user}:8`);
    expect(text).not.toContain(`${order}:30`);
    await page.reload();
    await panel.waitFor();
    await page.keyboard.press('Tab');
    expect(complaints).toEqual([]);
  });

  it('shows everything about an entity, for a link to it', async () => {
    const { page } = await open(analysis, { at: '#/data?entity=Order' });
    const text = await page.getByRole('complementary', { name: 'Order' }).innerText();
    for (const place of [`${order}:30`, `${user}:8`]) expect(text).toContain(place);
  });

  it('finds and chooses entities', async () => {
    const { page } = await open(analysis, { at: '#/data' });
    const rows = page.getByRole('grid').locator('tbody tr');
    await page.getByLabel('Show').selectOption('written by several contexts');
    await expect.poll(() => rows.count()).toBe(1);
    await page.getByRole('searchbox').fill('user');
    await page.getByText('No entity is all of that.').waitFor();
  });

  it('shows hostile names as text', async () => {
    const { page, complaints } = await open(analysis, { at: '#/data' });
    const text = await page.getByRole('grid').innerText();
    for (const name of [evil, '__proto__']) expect(text).toContain(name);
    expect(await page.locator('main img').count()).toBe(0);
    expect(complaints).toEqual([]);
  });

  it('says that there is nothing where nothing is stored', async () => {
    const { page } = await open(plannedAnalysis(), { at: '#/data' });
    await page.getByText('No entity was found').waitFor();
  });

  it.each(['light', 'dark'] as const)('is readable for everybody when %s', async (colors) => {
    const { page } = await open(analysis, { at: '#/data?entity=Order&in=users', colors });
    await expectAccessible(page);
  });
});
