/** How a framework reads names in brackets. */
export interface BracketRules {
  /** Whether `[...rest]` also answers where nothing is left; `[[...rest]]` always does. */
  readonly isRestOptional: boolean;
}

/**
 * The path template of folders and a file name such as `orders`, `[id]`, `[...rest]`; `(group)`, `index` and the extension
 * have to be taken away before. `[[id]]` is `{/:id}`, `[...rest]` is `/*rest`, `[[...rest]]` is `{/*rest}`; text around a
 * parameter stays.
 */
export function bracketPath(segments: readonly string[], { isRestOptional }: BracketRules): string {
  const path = segments
    .filter((segment) => segment !== '')
    .map((segment) => {
      const [, open = '', dots, name = ''] =
        /^(\[\[?)(\.\.\.)?([^\]=]*)(?:=[^\]]*)?\]\]?$/.exec(segment) ?? [];
      if (dots !== undefined) {
        const rest = `/*${nameOf(name)}`;
        return open === '[[' || isRestOptional ? `{${rest}}` : rest;
      }
      if (open === '[[') return `{/:${nameOf(name)}}`;
      return `/${segment.replaceAll(/\[([^\]=]+)(?:=[^\]]*)?\]/g, (_, inner: string) => `:${nameOf(inner)}`)}`;
    })
    .join('');
  return path === '' ? '/' : path;
}

/** A name that a path template can hold. */
function nameOf(written: string): string {
  const name = written.replaceAll(/\W/g, '_');
  return /^[A-Za-z_]/.test(name) ? name : `rest${name}`;
}

/** A path that may start with an optional group, under a prefix. */
export function underPrefix(prefix: string, path: string): string {
  const before = prefix.replace(/\/+$/, '');
  const start = before === '' || before.startsWith('/') || before.startsWith('{/') ? before : `/${before}`;
  if (path === '/' || path === '') return start === '' ? '/' : start;
  return `${start}${/^\{?\//.test(path) ? '' : '/'}${path}`;
}
