import type { DecidedPin, PinPrice } from '../model/pins.ts';
import { countOf } from './text.ts';

/** A pin in words: `orders: 3 modules`. */
export function pinSentence({ kind, groups, context, names, modules }: DecidedPin): string {
  const what = `${groupsIn(groups)} (${countOf(modules, 'module')})`;
  const subject = context ?? '';
  const sentences: Readonly<Record<DecidedPin['kind'], string>> = {
    together: `together: ${what}`,
    apart: `apart: ${what}`,
    pin: `${what} in ${subject}`,
    shared: `shared: ${what}`,
    ignore: `ignored: ${what}`,
    stay: `staying: ${what}`,
    owner: `${names.join(', ')} owns ${subject}`,
    rename: `${subject} is called ${names.join()}`,
  };
  return sentences[kind];
}

const maxPatterns = 3;

function groupsIn(groups: DecidedPin['groups']): string {
  return groups
    .map((group) => {
      const shown = group.slice(0, maxPatterns).join(', ');
      return group.length > maxPatterns ? `${shown} and ${group.length - maxPatterns} more` : shown;
    })
    .join(' | ');
}

/** Cut and confidence in percentage points; references and transactions that cross contexts. */
export const priceColumns = ['ties', 'confidence', 'references', 'transactions', 'contexts'];

/** A price as one cell for each of `priceColumns`; `?` where it was not worked out. */
export function priceCells(price: PinPrice | null): string[] {
  if (price === null) return priceColumns.map(() => '?');
  const { ties, confidence, references, transactions, contexts } = price;
  return [points(ties), points(confidence), signed(references), signed(transactions), signed(contexts)];
}

/** A difference of shares in percentage points: `+1.3`, `0`. */
function points(share: number): string {
  return signed(Math.round(share * 1000) / 10);
}

/** `+2`, `-2`, `0`. */
function signed(number: number): string {
  return number > 0 ? `+${number}` : String(number);
}
