import { ifnFse } from '../../../src/analyzer/judge/metrics/interface-number.ts';
import { icpLog } from '../../../src/analyzer/judge/metrics/inter-part-calls.ts';
import { largestShare } from '../../../src/analyzer/judge/metrics/largest-share.ts';
import { nedFse } from '../../../src/analyzer/judge/metrics/non-extreme-distribution.ts';
import { singletons } from '../../../src/analyzer/judge/metrics/singletons.ts';
import { smFse } from '../../../src/analyzer/judge/metrics/structural-modularity.ts';
import { proposeParts, trivialParts } from './propose-parts.ts';
import { published } from './published.ts';
import { type Application, applicationNames, readApplication } from './read-application.ts';

export const literatureHead = [
  'application',
  'partition',
  'parts',
  'SM ↑',
  'ICP ↓',
  'IFN ↓',
  'NED ↓',
  'largest',
  'singletons',
];

/** The applications of the literature: as published, as published and scored here, ours at each grain, trivial divisions. */
export async function literatureRows(folder: string): Promise<string[][]> {
  const rows: string[][] = [];
  for (const name of applicationNames) {
    const application = readApplication(folder, name);
    for (const [method, medians] of Object.entries(published[name]))
      rows.push([name, `${method}, published median`, '', ...medians, '', '']);
    const ours = await proposeParts(application);
    const wanted = new Set(ours.balanced.values()).size;
    const nearest = [...application.partitions].sort(
      ([a], [b]) => Math.abs(a - wanted) - Math.abs(b - wanted) || a - b,
    )[0];
    if (nearest) rows.push(scored(application, `Mono2Micro, k = ${nearest[0]}, all its classes`, nearest[1]));
    if (nearest) {
      const called = new Map([...nearest[1]].filter(([each]) => ours.balanced.has(each)));
      rows.push(scored(application, `Mono2Micro, k = ${nearest[0]}, classes with calls`, called));
    }
    for (const [grain, parts] of Object.entries(ours))
      rows.push(scored(application, `**Banyan, ${grain}**`, parts));
    for (const [division, parts] of Object.entries(trivialParts(application)))
      rows.push(scored(application, division, parts));
  }
  return rows;
}

function scored(
  { name, uses }: Application,
  partition: string,
  partOf: ReadonlyMap<string, string>,
): string[] {
  const division = { partOf, uses };
  const values = [smFse, icpLog, ifnFse, nedFse].map((metric) => metric.measure(division).toFixed(3));
  return [
    name,
    partition,
    String(new Set(partOf.values()).size),
    ...values,
    largestShare.measure(division).toFixed(2),
    String(singletons.measure(division)),
  ];
}
