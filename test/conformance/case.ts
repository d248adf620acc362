import type { Stage } from './stage.ts';

/** What is wrong, in a sentence; undefined when nothing is. */
export type Fault = string | undefined;

/** One situation that a proxy has to get right. */
export interface ConformanceCase {
  readonly name: string;
  /** Plays the situation on a stage that was just reset, and says what went wrong. */
  readonly play: (stage: Stage) => Promise<Fault>;
}

export interface ConformanceGroup {
  readonly name: string;
  /** What every case of the group asks for. */
  readonly asks: string;
  readonly cases: readonly ConformanceCase[];
}

/** The first fault of several observations. */
export function firstFault(...faults: readonly (Fault | false)[]): Fault {
  return faults.find((fault): fault is string => typeof fault === 'string');
}
