import { printable } from '../lib/printable.ts';
import type { Analysis } from '../model/analysis.ts';
import { pinSentence, priceCells, priceColumns } from './pins.ts';
import { alignedTable, fit } from './table.ts';
import type { TerminalOptions } from './terminal-options.ts';
import { countOf } from './text.ts';

/** So many fit on one screen; the report has all of them. */
const maxPins = 8;

/** What the team decided, and what it costs. */
export function renderPins({ pins = [] }: Analysis, { paint, width }: TerminalOptions): string[] {
  if (pins.length === 0) return [];
  const shown = pins.slice(0, maxPins);
  const hidden = pins.length - shown.length;
  const [header, ...lines] = alignedTable(
    [
      ...priceColumns.map((title) => ({ title, align: 'right' as const })),
      { title: 'pin', align: 'left' as const },
    ],
    shown.map((pin) => [...priceCells(pin.price), printable(pinSentence(pin))]),
  );
  return [
    paint.bold(`${countOf(pins.length, 'pin')}, each with what changes because of it across contexts`),
    paint.dim(fit(`  ${header}`, width)),
    ...lines.map((line) => fit(`  ${line}`, width)),
    ...(hidden > 0 ? [paint.dim(`  and ${countOf(hidden, 'more pin', 'more pins')} in the report`)] : []),
  ];
}
