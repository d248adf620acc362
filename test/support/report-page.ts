import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import axe from 'axe-core';
import { type Browser, chromium, type Page } from 'playwright-core';
import { afterAll, beforeAll, expect } from 'vitest';
import { readPageCode } from '../../src/cli/read-page-code.ts';
import type { Analysis } from '../../src/model/analysis.ts';
import { reportFormats } from '../../src/report/index.ts';

/** A report in a real browser. */
export interface OpenReport {
  readonly page: Page;
  /** What the page threw or wrote to the console as an error, and every address that it asked for but its own. */
  readonly complaints: readonly string[];
}

interface OpenOptions {
  /** `#/map?open=orders`; the first view when absent. */
  readonly at?: string;
  readonly colors?: 'light' | 'dark';
}

/** The page of an analysis, as `banyan report --format html` writes it. */
async function reportPage(analysis: Analysis): Promise<string> {
  const html = reportFormats.find(({ name }) => name === 'html');
  if (html === undefined) throw new Error('there is no format html');
  return html.render(analysis, { pageCode: readPageCode });
}

/**
 * One browser for all tests of a file, ended after them; gives what opens the report of an analysis from disk in a tab of its own.
 *
 * Call it inside of `describeWith('chromium', …)`.
 */
export function useReports(
  executable: string,
): (analysis: Analysis, options?: OpenOptions) => Promise<OpenReport> {
  let browser: Browser;
  let folder: string;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'banyan-page-'));
    browser = await chromium.launch({ executablePath: executable, args: ['--no-sandbox'] });
  });
  afterAll(async () => {
    await browser.close();
    await rm(folder, { recursive: true });
  });
  let count = 0;
  return async (analysis, { at = '', colors = 'light' } = {}) => {
    const file = join(folder, `report-${(count += 1)}.html`);
    await writeFile(file, await reportPage(analysis));
    const context = await browser.newContext({ colorScheme: colors, viewport: { width: 1280, height: 800 } });
    const page = await context.newPage();
    page.setDefaultTimeout(10_000);
    const address = pathToFileURL(file).href;
    const complaints: string[] = [];
    page.on('console', (message) => {
      if (message.type() === 'error') complaints.push(message.text());
    });
    page.on('pageerror', ({ message }) => complaints.push(message));
    page.on('request', (request) => {
      if (request.url().split('#')[0] !== address) complaints.push(`asked for ${request.url()}`);
    });
    await page.goto(`${address}${at}`);
    await page.getByRole('main').waitFor();
    return { page, complaints };
  };
}

/** Fails with every serious obstacle for people who use a keyboard or a screen reader, as axe-core sees them. */
export async function expectAccessible(page: Page): Promise<void> {
  await page.evaluate(axe.source);
  const found = (await page.evaluate('axe.run()')) as {
    violations: {
      id: string;
      impact: string;
      help: string;
      nodes: { html: string; failureSummary: string }[];
    }[];
  };
  const serious = found.violations.filter(({ impact }) => impact === 'serious' || impact === 'critical');
  expect(
    serious.map(
      ({ id, help, nodes }) =>
        `${id}: ${help}\n${nodes.map(({ html, failureSummary }) => `${html}\n${failureSummary}`).join('\n')}`,
    ),
  ).toEqual([]);
}
