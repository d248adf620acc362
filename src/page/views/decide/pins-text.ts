import type { Pin } from '../../../model/pins.ts';
import { yamlOf } from '../../../report/what-if/yaml-of.ts';
import type { Subject } from './outlook.ts';

/** A whole `banyan.yaml`: what it is in comments, with `notes`, then the pins. */
export function pinsText({ head }: Subject, pins: readonly Pin[], notes: readonly string[]): string {
  const from = head.commit === null ? '' : ` of commit ${head.commit.slice(0, 12)}`;
  const comments = [
    `banyan.yaml: what the team decided about the contexts, from the report${from}.`,
    ...notes,
    'Put it into the analysed folder and run `banyan analyze`; docs: reference/pins.md',
  ];
  return [
    ...comments.map((line) => `# ${line.replaceAll(/\s+/g, ' ')}`),
    ...(pins.length === 0 ? ['pins: []'] : ['pins:', yamlOf(pins)]),
    '',
  ].join('\n');
}
