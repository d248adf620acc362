import type { Machine } from './machine.ts';

/** Whether an evaluation ends; one that nests too deeply for the stack is given up, and the machine made ready again. */
export function survives(machine: Machine, run: () => void): boolean {
  try {
    run();
    return true;
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    machine.depth = 0;
    machine.active.clear();
    machine.stack.length = 0;
    return false;
  }
}
