/** A place in a source file: POSIX path relative to the analysed root, line and column counted from 1. */
export interface Location {
  readonly path: string;
  readonly line: number;
  /** Absent when the whole line is meant. */
  readonly column?: number;
}

/** `path:line` or `path:line:column`, the form that editors and terminals make clickable. */
export function formatLocation({ path, line, column }: Location): string {
  return column === undefined ? `${path}:${line}` : `${path}:${line}:${column}`;
}
