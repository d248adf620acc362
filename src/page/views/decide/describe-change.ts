import type { Change } from './change.ts';
import type { Subject } from './outlook.ts';

/** A change in words: `price.ts to catalog`. */
export function describeChange({ names, decide }: Subject, change: Change): string {
  const files = (modules: readonly number[]): string =>
    modules.length === 1 ? baseName(names[modules[0] as number] ?? '') : `${modules.length} files`;
  switch (change.verb) {
    case 'move':
      return `Move ${files(change.modules)} to ${change.to}`;
    case 'share':
      return `Mark ${files(change.modules)} as shared`;
    case 'merge':
      return `Merge ${change.context} into ${change.into}`;
    case 'rename':
      return `Rename ${change.context} to ${change.to}`;
    default: {
      const pin = decide.pins[change.pin];
      return pin === undefined ? 'Take out a pin' : `Take out the pin “${pin.sentence}”`;
    }
  }
}

/** The file name of a path, with the part of a god file. */
function baseName(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1);
}
