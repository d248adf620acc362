import { printable } from './printable.ts';

/** Where an annotation is shown, and what it says. */
interface Annotation {
  readonly level: 'error' | 'warning' | 'notice';
  /** Null for one about the whole run. */
  readonly file: string | null;
  readonly line: number;
  readonly title: string;
  readonly text: string;
}

/** An annotation as a command of a GitHub workflow, on one line whatever its texts hold. */
export function githubCommand({ level, file, line, title, text }: Annotation): string {
  const properties = [
    ...(file === null ? [] : [`file=${property(file)}`, `line=${line}`]),
    `title=${property(title)}`,
  ];
  return `::${level} ${properties.join(',')}::${data(text)}`;
}

/** What ends a command, or a property of it, is escaped as the runner reads it. */
function data(text: string): string {
  return printable(text).replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A');
}

function property(text: string): string {
  return data(text).replaceAll(':', '%3A').replaceAll(',', '%2C');
}
