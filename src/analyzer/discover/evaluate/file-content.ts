import type { ExternalValue, Value } from './value.ts';

/** The package name of what a file of the project holds. */
const packageName = 'file:';

/** The text of a file of the project, not read yet. */
export function fileContent(path: string): ExternalValue {
  return { kind: 'external', package: packageName, path: path.split('/'), wraps: [] };
}

/** The file whose text a value is; null for any other value. */
export function fileOfContent(value: Value): string | null {
  if (value.kind !== 'external' || value.package !== packageName) return null;
  const isText = value.path.at(-1) === '()' && value.path.at(-2) === 'toString';
  return (isText ? value.path.slice(0, -2) : value.path).join('/');
}
