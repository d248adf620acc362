import type { Analysis } from '../model/analysis.ts';
import { codeSpan, markdownTable } from './markdown-text.ts';

/** The numbers that say most beside each other; the document has all. */
const shown = [
  'largestShare',
  'singletons',
  'cutShare',
  'smFse',
  'icpLog',
  'ifnFse',
  'nedFse',
  'referenceModularity',
];

/** The proposal beside trivial ways to divide the same modules. */
export function numbers({ contexts, metrics, baselines = [] }: Analysis): string[] {
  if (baselines.length === 0) return [];
  const rows = [{ name: 'this proposal', contexts: contexts.length, metrics }, ...baselines];
  return [
    '## Numbers beside trivial divisions',
    '',
    ...markdownTable(
      [
        { title: 'division', align: 'left' },
        { title: 'parts', align: 'right' },
        ...shown.map((name) => ({ title: codeSpan(name), align: 'right' as const })),
      ],
      rows.map((row) => [
        row.name,
        String(row.contexts),
        ...shown.map((name) => (row.metrics[name] === undefined ? '' : String(row.metrics[name]))),
      ]),
    ),
    '',
    'Read no number alone: one big part has a perfect cut, and communities of the imports are optimal on numbers made of imports.',
  ];
}
