/**
 * The whole idea in about a minute: a monolith is analysed, one of its contexts moves to a service under load, the
 * service dies, and nobody notices.
 *
 * Exits 1 if any promise broke. Everything runs on loopback and free ports and is stopped at the end, also after a
 * failure or Ctrl-C.
 */
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import picocolors from 'picocolors';
import { analysisSchema } from '../../src/model/analysis.ts';
import { performActs } from './acts.ts';
import { judgePromises } from './promises.ts';
import { Stage } from './stage.ts';
import { renderScoreboard } from './scoreboard.ts';

const root = join(dirname(fileURLToPath(import.meta.url)), '../..');
const scratch = mkdtempSync(join(tmpdir(), 'banyan-demo-'));
const { values } = parseArgs({ options: { 'seconds-per-act': { type: 'string', default: '7' } } });
const actMs = Number(values['seconds-per-act']) * 1000;
const stage = new Stage(root, scratch);
const interruption = new AbortController();
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => interruption.abort());

const heading = (text: string): void => console.log(`\n${picocolors.bold(text)}`);
const startedAtMs = Date.now();

try {
  heading('1  What is in this monolith?   banyan analyze fixtures/monoliths/shop');
  console.log(await stage.banyan('analyze', 'fixtures/monoliths/shop', '--output', 'banyan-report'));
  const analysis = analysisSchema.parse(
    JSON.parse(readFileSync(join(root, 'banyan-report/analysis.json'), 'utf8')),
  );

  heading('2  Start the monolith, the extracted catalog service, and the proxy in front');
  const { proxyFile, routeSet } = await stage.open();
  const { total, byRouteSet } = proxyFile.countRoutes();
  console.log(
    `  proxy.yaml written by banyan proxy init: ${total} routes in ${byRouteSet.size} route sets, all in phase monolith`,
  );
  console.log(
    `  the catalog's routes are in route set ${picocolors.cyan(routeSet)} (${byRouteSet.get(routeSet)} routes)`,
  );

  heading('3  Move it under load, then kill it');
  const run = await performActs(stage, { proxyFile, routeSet, actMs, signal: interruption.signal });
  const exitCode = await stage.closeProxy();

  heading('4  Scoreboard of this run');
  console.log(renderScoreboard(run));

  heading('5  Promises');
  const promises = judgePromises({ analysis, configuredRoutes: total, run, proxyExitCode: exitCode });
  for (const { isKept, text, measured } of promises) {
    console.log(`  ${isKept ? picocolors.green('kept  ') : picocolors.red('BROKEN')}  ${text}: ${measured}`);
  }
  if (promises.some(({ isKept }) => !isKept)) process.exitCode = 1;
  console.log(
    `\nThis run took ${Math.round((Date.now() - startedAtMs) / 1000)} s. Read on in banyan-report/report.md and banyan-report/access.log.`,
  );
  console.log('Next: npm run banyan -- analyze <your monolith>');
} catch (error) {
  process.exitCode = interruption.signal.aborted ? 130 : 1;
  console.error(error instanceof Error ? error.message : error);
} finally {
  await stage.strike();
  rmSync(scratch, { recursive: true, force: true });
}
