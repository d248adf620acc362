import { resolve } from 'node:path';
import { printable } from '../../lib/printable.ts';
import type { Command } from '../command.ts';

const marks = { good: 'ok', note: 'note', problem: 'problem' } as const;

export const doctorCommand: Command = {
  name: 'doctor',
  summary: 'say what Banyan finds here, and what would stop it: Node, git, code, configuration, cache',
  arguments: [
    { syntax: '[path]', summary: 'the folder that holds the source; the working folder by default' },
  ],
  options: [],
  examples: ['banyan doctor', 'banyan doctor apps/api --json'],
  async run(invocation) {
    const {
      arguments: [path = '.'],
      options,
      terminal,
      workingFolder,
      version,
    } = invocation;
    const { diagnose } = await import('../diagnose.ts');
    const found = await diagnose(invocation, resolve(workingFolder, path));
    const isWell = found.every(({ state }) => state !== 'problem');
    if (options['json'] === true)
      terminal.result(JSON.stringify({ schemaVersion: 1, version, isWell, found }, null, 2));
    else {
      const { bold, yellow, red } = terminal.colors;
      const paint = { good: bold, note: yellow, problem: red };
      const width = Math.max(...found.map(({ subject }) => subject.length));
      for (const { subject, state, said, fix } of found) {
        terminal.result(
          `${paint[state](marks[state].padEnd(7))}  ${subject.padEnd(width)}  ${printable(said)}`,
        );
        if (fix !== null) terminal.result(`${' '.repeat(width + 11)}${fix}`);
      }
    }
    const where = path === '.' ? '' : ` ${path}`;
    terminal.note(
      isWell
        ? `\nNext: banyan analyze${where}`
        : `\nNext: mend what is a problem, then banyan doctor${where}`,
    );
    return isWell ? 0 : 1;
  },
};
