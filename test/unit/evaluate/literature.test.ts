import { describe, expect, it } from 'vitest';
import { literatureRows } from '../../../scripts/evaluate/literature/literature-rows.ts';
import { applicationNames, readApplication } from '../../../scripts/evaluate/literature/read-application.ts';
import { sourceTree } from '../../support/source-tree.ts';

/** Two groups of three classes that call each other, with one call between them. */
const volumes = {
  'Root--OrderService': 9,
  'OrderService--OrderStore': 10,
  'OrderStore--OrderRow': 10,
  'OrderService--OrderRow': 1,
  'OrderRow--OrderRow': 5,
  'OrderService--MailService': 1,
  'MailService--MailQueue': 10,
  'MailQueue--MailServer': 10,
  'MailService--MailServer': 1,
};
const assigned = {
  Root: 0,
  OrderService: 0,
  OrderStore: 0,
  OrderRow: 0,
  MailService: 1,
  MailQueue: 1,
  MailServer: 1,
};

function material(): string {
  const outputs = applicationNames.flatMap((name) => {
    const folder = `datasets_runtime/${name}/mono2micro_output`;
    return [
      [`${folder}/runtime_call_volume.json`, JSON.stringify(volumes)],
      [`${folder}/vertical_cluster_assignment_2.json`, JSON.stringify(assigned)],
    ];
  });
  return sourceTree(Object.fromEntries(outputs) as Record<string, string>);
}

describe('an application of the literature', () => {
  it('is its classes, the calls between two of them, and the published partitions', () => {
    const { classes, uses, partitions } = readApplication(material(), 'acmeair');
    expect(classes).toEqual([
      'MailQueue',
      'MailServer',
      'MailService',
      'OrderRow',
      'OrderService',
      'OrderStore',
    ]);
    expect(uses).toHaveLength(7);
    expect(partitions.get(2)?.get('MailQueue')).toBe('1');
    expect(partitions.get(2)?.has('Root')).toBe(false);
  });

  it('is scored as published, as published and scored here, by us, and trivially', async () => {
    const rows = await literatureRows(material());
    const ofAcmeair = rows.filter(([name]) => name === 'acmeair').map(([, ...row]) => row);
    expect(ofAcmeair.map(([partition]) => partition)).toEqual([
      'Mono2Micro, published median',
      'FoSCI, published median',
      'CoGCN, published median',
      'Bunch, published median',
      'MEM, published median',
      'Mono2Micro, k = 2, all its classes',
      'Mono2Micro, k = 2, classes with calls',
      '**Banyan, coarse**',
      '**Banyan, balanced**',
      '**Banyan, fine**',
      'all in one',
      'one part and 4 singletons',
      'Louvain on calls, unweighted',
    ]);
    const [, parts, sm, icp, ifn] = ofAcmeair[5] ?? [];
    const all = 4 * (Math.log(10) + 1) + 3;
    expect([parts, sm, icp, ifn]).toEqual(['2', (1 / 3 - 1 / 9).toFixed(3), (1 / all).toFixed(3), '0.500']);
    expect(ofAcmeair.find(([partition]) => partition === '**Banyan, balanced**')?.slice(1)).toEqual(
      ofAcmeair[5]?.slice(1),
    );
  });
});
