/**
 * Plays every conformance case against proxies and says which they pass: `npm run conformance -- [--only <group>] [--against banyan,nginx,haproxy,http-proxy]
 * [--faults] [--write]`.
 *
 * `--faults` prints what went wrong in each case; `--write` puts the table into docs/conformance.md.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import type { ConformanceCase, Fault } from '../test/conformance/case.ts';
import { conformanceGroups } from '../test/conformance/cases/index.ts';
import { startStage, type Stage } from '../test/conformance/stage.ts';
import { banyan } from '../test/conformance/subjects/banyan.ts';
import { banyanOverHttpProxy } from '../test/conformance/subjects/banyan-over-http-proxy.ts';
import { haproxy } from '../test/conformance/subjects/haproxy.ts';
import { httpProxy } from '../test/conformance/subjects/http-proxy.ts';
import { nginx } from '../test/conformance/subjects/nginx.ts';
import type { Subject } from '../test/conformance/subjects/subject.ts';
import { replaceSection, table } from './evaluate/table.ts';

const { values } = parseArgs({
  options: {
    only: { type: 'string' },
    against: { type: 'string', default: 'banyan,haproxy,nginx,http-proxy' },
    faults: { type: 'boolean', default: false },
    write: { type: 'boolean', default: false },
  },
});
const groups = conformanceGroups.filter(({ name }) => values.only === undefined || name === values.only);
const subjects = values.against
  .split(',')
  .map((wanted) =>
    [banyan, banyanOverHttpProxy, haproxy, nginx, httpProxy].find(({ name }) => name === wanted),
  )
  .filter((each): each is Subject => each !== undefined);

async function playAll(subject: Subject): Promise<Map<string, Fault[]>> {
  const results = new Map<string, Fault[]>();
  let stage = await startStage(subject);
  for (const { name, cases } of groups) {
    const found: Fault[] = [];
    if (name === 'http2' && stage.http2Port === undefined) continue;
    for (const each of cases) {
      const fault = await play(each, stage);
      found.push(fault);
      if (fault === undefined) continue;
      if (values.faults) console.log(`${subject.name}: ${name}: ${each.name}: ${fault}`);
      // What one case broke must not be held against the next one.
      await stage.close();
      stage = await startStage(subject);
    }
    results.set(name, found);
  }
  await stage.close();
  return results;
}

function play({ play: playCase }: ConformanceCase, stage: Stage): Promise<Fault> {
  stage.reset();
  return playCase(stage).catch((error: unknown) => String(error));
}

const passed = (found: readonly Fault[]) => found.filter((fault) => fault === undefined).length;

const rows: string[][] = [];
for (const subject of subjects) {
  const version = subject.version();
  if (version === null) {
    console.error(`${subject.name} is not installed and was left out`);
    continue;
  }
  const results = await playAll(subject);
  const all = [...results.values()].flat();
  rows.push([
    `${subject.name} ${version}`.trim(),
    ...groups.map(({ name }) => {
      const found = results.get(name);
      return found === undefined ? '' : String(passed(found));
    }),
    String(passed(all)),
    all.length === 0 ? '' : `${((100 * passed(all)) / all.length).toFixed(1)} %`,
  ]);
  console.error(rows.at(-1)?.join(' | '));
}
const total = groups.reduce((sum, { cases }) => sum + cases.length, 0);
const result = table(
  ['', ...groups.map(({ name, cases }) => `${name} (${cases.length})`), `all (${total})`, ''],
  rows,
);
console.log(result);
if (values.write) {
  const file = 'docs/conformance.md';
  writeFileSync(file, replaceSection(readFileSync(file, 'utf8'), 'conformance', result));
}
