import { fileOf, lineOf } from '../../lib/place.ts';
import type { PageSubject } from './subject.ts';

/** `[file, line, module]`: the file by its name, the module -1 where none is known. */
export type PageEventEnd = readonly [file: number, line: number, module: number];

export interface PageEvent {
  /** Number of its name. */
  readonly name: number;
  readonly transport: string;
  readonly publishers: readonly PageEventEnd[];
  readonly subscribers: readonly PageEventEnd[];
}

/** Every channel, also those of which only one end is known. */
export function eventsPart({ analysis, names, moduleAt }: PageSubject): readonly PageEvent[] {
  const endOf = (place: string): PageEventEnd => {
    const [file, line] = [fileOf(place), lineOf(place)];
    return [names.numberOf(file), line, moduleAt(file, line) ?? -1];
  };
  return analysis.events.map(({ name, transport, publishers, subscribers }) => ({
    name: names.numberOf(name),
    transport,
    publishers: publishers.map(endOf),
    subscribers: subscribers.map(endOf),
  }));
}
