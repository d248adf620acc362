import type { Alias } from './alias-source.ts';

/** `@` for `@` itself and all that lies below it, `@$` for itself alone. */
export function prefixAliases(key: string, target: string): Alias[] {
  if (key.endsWith('$')) return [{ pattern: key.slice(0, -1), target }];
  if (key.includes('*') || target.includes('*')) return [{ pattern: key, target }];
  const bare = key.replace(/\/$/, '');
  const folder = target.replace(/(?<=.)\/$/, '');
  return [
    ...(bare === key ? [{ pattern: key, target }] : []),
    { pattern: `${bare}/*`, target: `${folder}/*` },
  ];
}

/** A folder whose content can be imported by its path in it. */
export function rootAlias(folder: string): Alias {
  return { pattern: '*', target: `${folder.replace(/(?<=.)\/$/, '')}/*` };
}

/**
 * The aliases that a regular expression and its replacement describe, null where it is more than a text with groups.
 *
 * The expression is translated, never run: it comes from the analysed project. `^@app/(.*)$` with `./app/$1` is `@app/*`.
 * With `keepsRest` what follows the match stays, as with `String.replace`; else the replacement stands for all of it.
 */
export function regExpAliases(source: string, replacement: string, keepsRest: boolean): Alias[] | null {
  const isWhole = source.endsWith('$') && !source.endsWith('\\$');
  const body = source.slice(source.startsWith('^') ? 1 : 0, isWhole ? -1 : undefined).replace(anyQuery, '');
  const parsed = parse(body);
  if (parsed === null) return null;
  return parsed.flatMap(({ text, groups }) => {
    const target = replacement.replace(/\$([1-9])/g, (_, digit: string) => groups[Number(digit) - 1] ?? '');
    const isOpen = keepsRest && !isWhole && !text.includes('*');
    return isOpen ? [{ pattern: `${text}*`, target: `${target}*` }] : [{ pattern: text, target }];
  });
}

interface Alternative {
  readonly text: string;
  /** What each group stands for: a text or `*`. */
  readonly groups: readonly string[];
}

const anything = /^(?:\.|\[[^\]\\]+\]|\\w)[*+]\??$/;
/** What may follow a module's path in a bundler: `?react`. It is dropped before. */
const anyQuery = /\((?:\?:)?\\\?\.[*+]\)\?$/;
const part = /\\([^A-Za-z0-9])|\((?:\?:)?([^()]*)\)|([^\\()[\]{}.*+?|^$])/y;
const maxAlternatives = 32;

function parse(body: string): Alternative[] | null {
  let found: Alternative[] = [{ text: '', groups: [] }];
  part.lastIndex = 0;
  for (let at = 0; at < body.length; at = part.lastIndex) {
    const match = part.exec(body);
    if (!match) return null;
    const [whole, escaped, group, plain] = match;
    const options = group === undefined ? [escaped ?? plain ?? ''] : optionsOf(group);
    if (options === null || found.length * options.length > maxAlternatives) return null;
    const isCaptured = group !== undefined && !whole.startsWith('(?:');
    found = found.flatMap(({ text, groups }) =>
      options.map((option) => ({ text: text + option, groups: isCaptured ? [...groups, option] : groups })),
    );
  }
  return found.every(({ text }) => text.split('*').length <= 2) ? found : null;
}

function optionsOf(group: string): string[] | null {
  if (anything.test(group)) return ['*'];
  const options = group.split('|').map((each) => each.replace(/\\([^A-Za-z0-9])/g, '$1'));
  return options.every((each) => /^[\w@~/.-]*$/.test(each)) ? options : null;
}
