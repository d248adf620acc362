import { posix } from 'node:path';
import type { Expression, Variable } from '../source/code.ts';
import type { Place, Shape } from './shape.ts';
import type { Shaper } from './shaper.ts';

const maxModules = 8;
const maxDepth = 8;
const anything = '[^/]+';

/**
 * What an import of a path that is put together at run time can be: every module that the known parts fit, at most 8.
 * Parameters are what the evaluation saw them hold.
 */
export function lateImportShapes(
  shaper: Shaper,
  { source, isRequire }: Expression & { kind: 'import' },
  place: Place,
): readonly Shape[] {
  const text = patternOf(shaper, source);
  if (!/^(?:\\\.){1,2}\/\w/.test(text)) return [];
  const folder = posix.dirname(place.file);
  const pattern = new RegExp(`^${text}(?:\\.[cm]?[jt]s|/index\\.[cm]?[jt]s)?$`);
  const found: string[] = [];
  for (const file of filesBelow(text.startsWith('\\.\\.') ? posix.dirname(folder) : folder, shaper)) {
    const path = posix.relative(folder, file);
    if (pattern.test(path.startsWith('.') ? path : `./${path}`)) found.push(file);
  }
  return found.length > maxModules
    ? []
    : found.flatMap((file) => shaper.ofExport(file, isRequire ? '=' : '*'));
}

function* filesBelow(folder: string, { modules }: Shaper): Generator<string> {
  const start = folder === '.' ? '' : `${folder}/`;
  for (const file of modules.keys()) if (file.startsWith(start)) yield file;
}

function escaped(text: string): string {
  return text.replace(/[.+*?^${}()|[\]\\]/g, '\\$&');
}

/** A regular expression for the text; what is not known is any part of a path. */
function patternOf(shaper: Shaper, expression: Expression, depth = 0): string {
  if (depth > maxDepth) return anything;
  const of = (each: Expression) => patternOf(shaper, each, depth + 1);
  switch (expression.kind) {
    case 'literal':
      return escaped(String(expression.value));
    case 'concat':
      return of(expression.left) + of(expression.right);
    case 'template':
      return expression.texts
        .flatMap((text, index) => [escaped(text), ...expression.holes.slice(index, index + 1).map(of)])
        .join('');
    case 'name': {
      const [value, ...others] = expression.variable?.values ?? [];
      const isComposed = value?.kind === 'concat' || value?.kind === 'template';
      return isComposed && others.length === 0 ? of(value) : seenTexts(shaper, expression.variable);
    }
    default:
      return anything;
  }
}

function seenTexts({ seen }: Shaper, variable: Variable | null): string {
  const texts = variable ? seen(variable).texts.map(escaped) : [];
  return texts.length > 0 ? `(?:${texts.join('|')})` : anything;
}
