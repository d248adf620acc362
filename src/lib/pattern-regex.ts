/**
 * A pattern of paths (see `pathsMeantBy`) as a regular expression that means the same paths: for tools that take no others. `!` is the caller's.
 */
export function patternRegex(pattern: string): string {
  const text = pattern
    .replace(/^!/, '')
    .replace(/^\.\//, '')
    .replace(/\/$/, '')
    .replace(/(^|\/)(?:\*\*\/)+\*\*(?=\/|$)/g, '$1**');
  const isWildcardAtEnd = /(?:^|\/)\*\*?$/.test(text);
  return `^${source(text)}${isWildcardAtEnd ? '$' : '(?:$|/)'}`;
}

function source(text: string): string {
  let made = '';
  for (let at = 0; at < text.length; at++) {
    const [token, piece] = tokenAt(text, at);
    made += piece;
    at += token.length - 1;
  }
  return made;
}

/** What stands at an offset, and the expression for it; `**` stands for folders only where it is a whole name. */
function tokenAt(text: string, at: number): readonly [string, string] {
  const rest = text.slice(at);
  const isName = at === 0 || text[at - 1] === '/';
  const [braces, inner] = /^\{([^{}]*,[^{}]*)\}/.exec(rest) ?? [];
  if (rest === '/**') return [rest, '(?:/.*)?'];
  if (isName && rest === '**') return [rest, '.*'];
  if (isName && rest.startsWith('**/')) return ['**/', '(?:[^/]+/)*'];
  if (rest.startsWith('*')) return ['*', '[^/]*'];
  if (rest.startsWith('?')) return ['?', '[^/]'];
  if (braces !== undefined && inner !== undefined)
    return [braces, `(?:${inner.split(',').map(source).join('|')})`];
  const character = rest.charAt(0);
  return [character, character.replace(/[.+^$()|[\]{}\\-]/, '\\$&')];
}
