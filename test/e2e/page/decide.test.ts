import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { expect, it } from 'vitest';
import { commands } from '../../../src/cli/commands/index.ts';
import { type Analysis, analysisSchema } from '../../../src/model/analysis.ts';
import { buildAnalysis } from '../../support/build-analysis.ts';
import { describeWith } from '../../support/component.ts';
import { featureTree } from '../../support/feature-tree.ts';
import { plannedAnalysis } from '../../support/planned-analysis.ts';
import { expectAccessible, useReports } from '../../support/report-page.ts';
import { runCli } from '../../support/run-cli.ts';
import { sourceTree } from '../../support/source-tree.ts';

/** Three features, one of which uses another; analysed by the command line, with the pins of its `banyan.yaml`. */
function project(files: Readonly<Record<string, string>> = {}) {
  const root = sourceTree({
    ...featureTree,
    'src/users/users.service.ts':
      "import { audit } from './users.audit';\nimport { check } from './users.rules';\nexport const serve = () => check(audit());\n",
    'src/users/users.audit.ts':
      "import { check } from './users.rules';\nimport { load } from './users.store';\nimport { load as other } from '../orders/orders.store';\nexport const audit = () => check(load() + other());\n",
    ...files,
  });
  return {
    root,
    analyse: async (): Promise<Analysis> => {
      const workingFolder = sourceTree({});
      const options = ['analyze', root, '--no-history', '--quiet', '--format', 'json'];
      const { exitCode, stderr } = await runCli(options, commands, { workingFolder });
      expect({ exitCode, stderr }).toEqual({ exitCode: 0, stderr: '' });
      return analysisSchema.parse(
        JSON.parse(readFileSync(join(workingFolder, 'banyan-report/analysis.json'), 'utf8')),
      );
    },
  };
}

const contextOf = ({ modules }: Analysis): Record<string, string | null> =>
  Object.fromEntries(modules.map(({ path, context }) => [path, context]));

/** What a tile of the price says, after the arrow where it changed. */
async function tile(page: Page, name: string): Promise<string> {
  const text = await page.locator('.price', { hasText: name }).first().locator('.price-value').innerText();
  return (text.split('→').at(-1) ?? '').replace('after', '').trim();
}

const cutOf = ({ metrics }: Analysis) => `${((metrics['cutShare'] ?? 0) * 100).toFixed(1)} %`;

/** Each analyses once or twice. */
const patient = { timeout: 120_000 };

describeWith('chromium', 'deciding in the page', (executable) => {
  const open = useReports(executable);

  it('gives pins with which the next analysis has the same contexts and numbers', patient, async () => {
    const { root, analyse } = project();
    const before = await analyse();
    const { page, complaints } = await open(before, { at: '#/decide' });
    expect(await tile(page, 'Cut')).toBe(cutOf(before));
    await page.getByRole('searchbox').fill('audit');
    await page.getByRole('checkbox', { name: 'src/users/users.audit.ts' }).check();
    await page.getByLabel('Where to').selectOption('orders');
    await page.getByRole('button', { name: 'Move', exact: true }).click();
    await page.getByText('Move users.audit.ts to orders').waitFor();
    const cut = await tile(page, 'Cut');
    expect(cut).not.toBe(cutOf(before));
    await page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
    await page.getByRole('button', { name: 'Copy pins' }).click();
    await page.getByText('Copied').waitFor();
    const pins = await page.evaluate('navigator.clipboard.readText()');
    writeFileSync(join(root, 'banyan.yaml'), String(pins));
    const after = await analyse();
    expect(contextOf(after)).toEqual({ ...contextOf(before), 'src/users/users.audit.ts': 'orders' });
    expect(cutOf(after)).toBe(cut);
    expect(complaints).toEqual([]);
  });

  it('shows pins with their price, and what is without them', patient, async () => {
    const yaml = 'pins:\n  - pin: src/users/users.audit.ts\n    to: orders\n    because: it reads orders\n';
    const { root, analyse } = project({ 'banyan.yaml': yaml });
    const before = await analyse();
    const { page, complaints } = await open(before, { at: '#/decide' });
    const pins = page.getByRole('region', { name: 'Pins of this analysis' });
    expect(await pins.innerText()).toContain('it reads orders');
    await pins.getByRole('button', { name: /^Take out the pin/ }).click();
    const cut = await tile(page, 'Cut');
    const text = await page.getByLabel('Pins for banyan.yaml').inputValue();
    expect(text).toContain('pins: []');
    writeFileSync(join(root, 'banyan.yaml'), text);
    const after = await analyse();
    expect(contextOf(after)['src/users/users.audit.ts']).toBe('users');
    expect(cutOf(after)).toBe(cut);
    expect(complaints).toEqual([]);
  });

  it('drags a file, undoes it, does it again and takes it out', patient, async () => {
    const { page, complaints } = await open(await project().analyse(), { at: '#/decide' });
    const head = (name: string) => page.locator('.decide-card > summary', { hasText: name });
    await head('Users').click();
    await page.getByText('src/users/users.audit.ts').dragTo(head('Orders'));
    const change = page.getByText('Move users.audit.ts to orders');
    await change.waitFor();
    await page.getByRole('button', { name: 'Undo' }).click();
    await expect.poll(() => change.count()).toBe(0);
    await page.getByRole('button', { name: 'Redo' }).click();
    await change.waitFor();
    await page.getByRole('button', { name: 'Take out: Move users.audit.ts to orders' }).click();
    await expect.poll(() => change.count()).toBe(0);
    expect(complaints).toEqual([]);
  });

  it('merges, renames, splits and shares by keyboard alone', patient, async () => {
    const { page, complaints } = await open(await project().analyse(), { at: '#/decide' });
    const press = async (name: string) => {
      await page.getByRole('button', { name, exact: true }).focus();
      await page.keyboard.press('Enter');
    };
    await page.locator('.decide-card', { hasText: 'Stock' }).locator('summary').focus();
    await page.keyboard.press('Enter');
    await page.getByLabel('Merge stock into').selectOption('orders');
    await press('Merge');
    await page.getByText('Merge stock into orders').first().waitFor();
    await page.locator('.decide-card', { hasText: 'Users' }).locator('summary').focus();
    await page.keyboard.press('Enter');
    await page.getByLabel('New name of users').fill('people');
    await page.keyboard.press('Enter');
    await page.getByText('Rename users to people').waitFor();
    await page.getByRole('checkbox', { name: 'src/users/users.audit.ts' }).focus();
    await page.keyboard.press('Space');
    await page.getByLabel('Where to').selectOption({ label: 'A new context…' });
    await page.getByLabel('Name of the new context').fill('audit');
    await page.keyboard.press('Enter');
    await page.getByText('Move users.audit.ts to audit').waitFor();
    const text = await page.getByLabel('Pins for banyan.yaml').inputValue();
    expect(text.split('\n').filter((line) => !line.startsWith('#'))).toEqual([
      'pins:',
      '  - pin: src/users/users.audit.ts',
      '    to: audit',
      '  - pin: src/stock',
      '    to: orders',
      '  - rename: users',
      '    to: people',
      '  - stay: "**"',
      '',
    ]);
    expect(complaints).toEqual([]);
  });

  it('hands the pins out as a file', async () => {
    const { page } = await open(plannedAnalysis(), { at: '#/decide' });
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('button', { name: 'Download banyan.yaml' }).click(),
    ]);
    expect(download.suggestedFilename()).toBe('banyan.yaml');
  });

  it('says what there is to decide where no context was found', async () => {
    const { page, complaints } = await open(buildAnalysis(), { at: '#/decide' });
    await page.getByText('there is no boundary to decide about').waitFor();
    expect(complaints).toEqual([]);
  });

  it.each(['light', 'dark'] as const)('is readable for everybody when %s', async (colors) => {
    const { page } = await open(plannedAnalysis(), { at: '#/decide', colors });
    await page.locator('.decide-card summary').first().click();
    await expectAccessible(page);
  });
});
