import type { Analysis } from '../model/analysis.ts';
import { codeSpan, escapeText, markdownTable } from './markdown-text.ts';
import { pinSentence, priceCells, priceColumns } from './pins.ts';
import { countOf } from './text.ts';

/** What the team decided, and what each decision costs. */
export function pins({ pins = [] }: Analysis): string[] {
  if (pins.length === 0) return [];
  return [
    `## ${countOf(pins.length, 'pin')}`,
    '',
    'What the team decided, and what changes because of it, against the same analysis without this pin: ties that cross contexts and confidence in percentage points, references and transactions that cross contexts.',
    '',
    ...markdownTable(
      [
        { title: 'pin', align: 'left' },
        ...priceColumns.map((title) => ({ title, align: 'right' as const })),
        { title: 'why', align: 'left' },
      ],
      pins.map((pin) => [
        `${codeSpan(pin.at)} ${escapeText(pinSentence(pin))}`,
        ...priceCells(pin.price),
        escapeText(pin.because ?? ''),
      ]),
    ),
  ];
}
