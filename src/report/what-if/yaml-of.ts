import type { Pin } from '../../model/pins.ts';

/** Pins as the lines of a `banyan.yaml`, to be copied under `pins:`. */
export function yamlOf(pins: readonly Pin[]): string {
  return pins
    .map(({ kind, groups, context, names, because }) => {
      const [group = []] = groups;
      const id = quoted(context ?? '');
      const lists: Readonly<Record<Pin['kind'], string[]>> = {
        together: [`together:${flow(group)}`],
        apart: [`apart: [${groups.map(inLine).join(', ')}]`],
        pin: [`pin:${flow(group)}`, `to: ${id}`],
        shared: [`shared:${flow(group)}`],
        ignore: [`ignore:${flow(group)}`],
        stay: [`stay:${flow(group)}`],
        owner: [`owner:${flow(names)}`, `of: ${id}`],
        rename: [`rename: ${id}`, `to: ${quoted(names[0] ?? '')}`],
      };
      const lines = [...lists[kind], ...(because === null ? [] : [`because: ${quoted(because)}`])];
      return lines.map((each, index) => `${index === 0 ? '  - ' : '    '}${each}`).join('\n');
    })
    .join('\n');
}

/** A list longer than this stands one name a line, so that a change of it is a line of a diff. */
const maxLine = 90;

function flow(names: readonly string[]): string {
  const line = inLine(names);
  return line.length <= maxLine
    ? ` ${line}`
    : `\n${names.map((name) => `      - ${quoted(name)}`).join('\n')}`;
}

function inLine(names: readonly string[]): string {
  return names.length === 1 ? quoted(names[0] as string) : `[${names.map(quoted).join(', ')}]`;
}

/** Plain where YAML reads it as the same text, else in double quotes, which JSON is. */
function quoted(text: string): string {
  return /^[A-Za-z][\w./-]*$/.test(text) && !/^(?:y|n|yes|no|on|off|true|false|null)$/i.test(text)
    ? text
    : JSON.stringify(text);
}
