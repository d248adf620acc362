// Speed of the analyzer beside that of makers of module graphs, and how it grows.
//
//   npm run build && npx tsx scripts/bench-analyze.ts <folder> [--copies 1,7,70] [--whole] [--clustering]
//
// <folder> is read by all of them. With --copies it is also copied that often into a temporary folder, and the cost per file
// compared; --whole measures `banyan analyze` there, contexts and report included, instead of the facts. --clustering measures
// nothing but finding contexts in the facts of <folder>.
import {
  appendFileSync,
  cpSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { edit, type EditKind } from './bench-analyze/edits.ts';
import { load, measure, measureBest, type Measured } from './bench-analyze/measure.ts';
import { installPeers } from './bench-analyze/peers.ts';
import { writePrograms } from './bench-analyze/programs.ts';

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    copies: { type: 'string' },
    whole: { type: 'boolean', default: false },
    clustering: { type: 'boolean', default: false },
    runs: { type: 'string', default: '3' },
  },
});
const root = resolve(positionals[0] ?? 'fixtures/monoliths/shop');
const runs = Number(values.runs);
const scratch = mkdtempSync(join(tmpdir(), 'banyan-bench-'));
const programs = writePrograms(scratch);
const facts = (folder: string): string[] => [programs.facts, folder];
const analyze = (folder: string, ...args: string[]): string[] => [
  resolve('dist/cli/bin.js'),
  'analyze',
  folder,
  '--output',
  join(scratch, 'report'),
  '--max-unresolved',
  '1',
  '--no-history',
  '--quiet',
  ...args,
];

function row(name: string, { cpuMs, wallMs, peakMb, said, exitCode }: Measured, rest = ''): void {
  const figures = [cpuMs, wallMs].map((ms) => `${(ms / 1_000).toFixed(2)} s`);
  console.log(
    `| ${[name, ...figures, `${peakMb.toFixed(0)} MB`, exitCode === 0 ? said : 'failed', rest].join(' | ')} |`,
  );
}

async function compare(): Promise<void> {
  console.log(`\n${basename(root)}, least of ${runs} runs, load ${load()}\n`);
  console.log('| | CPU | wall | memory | found | of ours |\n|---|---|---|---|---|---|');
  const ours = await measureBest(runs, facts(root), process.cwd());
  row('banyan, full facts', ours);
  const ratio = (other: Measured): string => (other.cpuMs / ours.cpuMs).toFixed(1);
  for (const mode of ['true', 'false', 'specify']) {
    const args = [programs.depcruise, root, mode];
    const other = await measureBest(runs, args, process.cwd());
    row(`dependency-cruiser, tsPreCompilationDeps ${mode}`, other, ratio(other));
  }
  for (const { name, program } of installPeers(join(tmpdir(), 'banyan-bench-peers'))) {
    const other = await measureBest(runs, [program, root], process.cwd());
    row(name, other, ratio(other));
  }
}

async function compareRuns(): Promise<void> {
  console.log('\n| banyan analyze | CPU | wall | memory | | of the first |\n|---|---|---|---|---|---|');
  const copy = join(scratch, 'again');
  cpSync(root, copy, { recursive: true, filter: (path) => !/[\\/](?:node_modules|\.git)$/.test(path) });
  const args = analyze(copy, '--cache-dir', join(scratch, 'cache'));
  const first = await measure(args, scratch);
  row('first run', first);
  const again = async (name: string): Promise<void> => {
    const other = await measure(args, scratch);
    row(name, other, (other.cpuMs / first.cpuMs).toFixed(2));
  };
  const [source = ''] = readdirSync(copy, { recursive: true, encoding: 'utf8' })
    .filter((name) => /(?<!\.d)\.[jt]s$/.test(name))
    .sort();
  await again('nothing changed');
  appendFileSync(join(copy, source), '\n// a comment\n');
  await again('a comment added to one file');
  let seed = 1;
  const random = () => (seed = (seed * 48_271) % 2_147_483_647) / 2_147_483_647;
  for (const kind of ['a text changed', 'a call added', 'a function added', 'a route added'] as const) {
    const [path, text] = someEdit(copy, kind, random) ?? ['', ''];
    if (path === '') continue;
    const before = readFileSync(path);
    writeFileSync(path, text);
    await again(`${kind} in one file`);
    writeFileSync(path, before);
    await measure(args, scratch);
  }
}

/** A file in the middle of all that can be edited so, and its text then. */
function someEdit(folder: string, kind: EditKind, random: () => number): [path: string, text: string] | null {
  const paths = readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => /(?<!\.d|test|spec)\.[jt]sx?$/.test(name))
    .sort();
  const middle = Math.floor(paths.length / 2);
  for (const name of [...paths.slice(middle), ...paths.slice(0, middle)]) {
    const path = join(folder, name);
    const text = edit(kind, path, readFileSync(path, 'utf8'), random);
    if (text !== null) return [path, text];
  }
  return null;
}

async function grow(copies: readonly number[]): Promise<void> {
  console.log(
    `\n${values.whole ? 'banyan analyze' : 'full facts'}, copies of ${basename(root)}, load ${load()}\n`,
  );
  console.log('| copies | CPU | wall | memory | found | CPU per copy |\n|---|---|---|---|---|---|');
  const folder = join(scratch, 'copies');
  let made = 0;
  for (const count of [...copies].sort((a, b) => a - b)) {
    for (; made < count; made++) {
      const filter = (path: string): boolean => !/[\\/](?:node_modules|\.git)$/.test(path);
      cpSync(root, join(folder, `copy-${made}`), { recursive: true, filter });
    }
    const measured = await measure(values.whole ? analyze(folder, '--no-cache') : facts(folder), scratch);
    row(String(count), measured, `${(measured.cpuMs / count).toFixed(0)} ms`);
  }
}

async function cluster(): Promise<void> {
  const { said } = await measure([programs.clustering, root], scratch);
  console.log(`\nclustering ${basename(root)}, load ${load()}: ${said}`);
}

try {
  if (values.clustering) await cluster();
  else if (values.copies === undefined) {
    await compare();
    await compareRuns();
  } else await grow(values.copies.split(',').map(Number));
} finally {
  rmSync(scratch, { recursive: true, force: true });
}
