// What the HTML page of an analysis costs: to write it, to open it, and to click in it.
//
//   npm run build && npx tsx scripts/bench-page.ts <analysis.json>... [--runs 5] [--chromium /usr/bin/chromium]
//
// Opening is counted from the start of the navigation until the view is painted, a click until the painted answer to it. Medians;
// in brackets the time that the thread of the page was busy, which a loaded machine does not change. Nothing is asserted.
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { parseArgs } from 'node:util';
import { type Browser, chromium } from 'playwright-core';
import { readPageCode } from '../src/cli/read-page-code.ts';
import type { Analysis } from '../src/model/analysis.ts';
import { reportFormats } from '../src/report/index.ts';

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    runs: { type: 'string', default: '5' },
    chromium: { type: 'string', default: '/usr/bin/chromium' },
  },
});

/** Clicks on what the text finds in the map's lists, and waits until the answer is painted; gives milliseconds. */
const click = (selector: string, text: string) => `new Promise((resolve, reject) => {
  const target = [...document.querySelectorAll(${JSON.stringify(selector)})].find((each) => each.textContent.includes(${JSON.stringify(text)}));
  if (!target) return reject(new Error('nothing to click on'));
  const start = performance.now();
  target.click();
  addEventListener('hashchange', () => requestAnimationFrame(() => setTimeout(() => resolve(performance.now() - start))), { once: true });
})`;

/** The view is there, and the frame that shows it has been painted. */
const painted =
  'new Promise((resolve) => requestAnimationFrame(() => setTimeout(() => resolve(performance.now()))))';

function median(numbers: readonly number[]): number {
  return numbers.toSorted((a, b) => a - b)[Math.floor(numbers.length / 2)] ?? 0;
}

interface Cost {
  /** Of the reader, who waits. */
  readonly waitedMs: number;
  /** Of the thread of the page, whatever else the machine does. */
  readonly busyMs: number;
}

async function measure(browser: Browser, address: string) {
  const page = await browser.newPage({ viewport: { width: 1440, height: 900 } });
  const client = await page.context().newCDPSession(page);
  await client.send('Performance.enable', { timeDomain: 'threadTicks' });
  const busy = async () => {
    const { metrics } = await client.send('Performance.getMetrics');
    return (metrics.find(({ name }) => name === 'TaskDuration')?.value ?? 0) * 1_000;
  };
  const cost = async (script: string, beforeMs?: number): Promise<Cost> => {
    const before = beforeMs ?? (await busy());
    const waitedMs = Number(await page.evaluate(script));
    return { waitedMs, busyMs: (await busy()) - before };
  };
  const open = async (hash: string): Promise<Cost> => {
    await page.goto('about:blank');
    const before = await busy();
    await page.goto(`${address}${hash}`);
    await page.getByRole('heading', { level: 1 }).waitFor({ state: 'attached' });
    return cost(painted, before);
  };
  const summary = await open('');
  const map = await open('#/map');
  const context = await cost(click('.map-contexts button', 'Open'));
  const tie = await cost(click('.map-edges a', ''));
  await page.close();
  return { summary, map, context, tie };
}

const folder = mkdtempSync(join(tmpdir(), 'banyan-bench-page-'));
const html = reportFormats.find(({ name }) => name === 'html');
const browser = await chromium.launch({ executablePath: values.chromium, args: ['--no-sandbox'] });
try {
  console.log(
    '| code base | modules | dependencies | file | written in | opens | map opens | open a context | read a tie |',
  );
  console.log('|---|---|---|---|---|---|---|---|---|');
  for (const file of positionals) {
    const analysis = JSON.parse(readFileSync(file, 'utf8')) as Analysis;
    const startMs = performance.now();
    const text = (await html?.render(analysis, { pageCode: readPageCode })) ?? '';
    const writtenMs = performance.now() - startMs;
    const report = join(folder, 'index.html');
    writeFileSync(report, text);
    const runs: Awaited<ReturnType<typeof measure>>[] = [];
    for (let run = 0; run < Number(values.runs); run += 1)
      runs.push(await measure(browser, pathToFileURL(report).href));
    const ms = (pick: (run: (typeof runs)[number]) => Cost) =>
      `${Math.round(median(runs.map((run) => pick(run).waitedMs)))} (${Math.round(median(runs.map((run) => pick(run).busyMs)))}) ms`;
    const cells = [
      basename(dirname(file)),
      analysis.modules.length.toLocaleString('en'),
      analysis.dependencies.length.toLocaleString('en'),
      `${(Buffer.byteLength(text) / 1e6).toFixed(2)} MB`,
      `${Math.round(writtenMs)} ms`,
      ms(({ summary }) => summary),
      ms(({ map }) => map),
      ms(({ context }) => context),
      ms(({ tie }) => tie),
    ];
    console.log(`| ${cells.join(' | ')} |`);
  }
} finally {
  await browser.close();
  rmSync(folder, { recursive: true });
}
