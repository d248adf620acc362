import type { Command } from '../command.ts';

/** Every verb, in the order that `banyan --help` shows them. */
export const commands: readonly Command[] = [];
