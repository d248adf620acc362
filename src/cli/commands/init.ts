import { resolve } from 'node:path';
import type { Command } from '../command.ts';
import { writeNew } from '../write-new.ts';

const name = 'banyan.yaml';

export const initCommand: Command = {
  name: 'init',
  summary:
    'write a banyan.yaml that decides nothing yet and shows what a team can decide; analyze needs none',
  arguments: [
    { syntax: '[path]', summary: 'the folder that holds the source; the working folder by default' },
  ],
  options: [
    { flags: '--yes', summary: 'write it; without this it is only shown' },
    { flags: '--force', summary: 'replace what is there' },
  ],
  examples: ['banyan init', 'banyan init apps/api --yes'],
  async run({ arguments: [path], options, terminal, workingFolder }) {
    const { teamConfigText } = await import('../../config/index.ts');
    const file = path === undefined ? name : `${path}/${name}`;
    const isWritten = options['yes'] === true;
    if (isWritten)
      await writeNew(resolve(workingFolder, file), file, teamConfigText, options['force'] === true);
    if (options['json'] === true)
      terminal.result(JSON.stringify({ schemaVersion: 1, file, isWritten, text: teamConfigText }, null, 2));
    else terminal.result(isWritten ? `${file}: no pins yet` : teamConfigText.trimEnd());
    const where = path === undefined ? '' : ` ${path}`;
    terminal.note(
      isWritten
        ? `Next: banyan analyze${where}`
        : `\nNext: banyan init${where} --yes, which writes this to ${file}`,
    );
    return 0;
  },
};
