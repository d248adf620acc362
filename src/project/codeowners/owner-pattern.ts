/** A pattern of a CODEOWNERS file, taken apart; see `parseOwnerPattern`. */
export interface OwnerPattern {
  /** Folder names and the file name; `**` stands for any number of folders. */
  readonly segments: readonly string[];
}

/**
 * Reads a pattern as GitHub and GitLab do: as gitignore, except that `docs/*` means the files directly in `docs`.
 *
 * A pattern without a slash before its end means any folder, one with a slash starts at the top of the repository; what
 * names a folder means everything below it.
 */
export function parseOwnerPattern(text: string): OwnerPattern {
  const unescaped = text.replace(/\\([# ])/g, '$1');
  const names = unescaped.split('/').filter((name) => name !== '');
  const isAnchored = unescaped.replace(/\/$/, '').includes('/');
  const segments = isAnchored ? names : ['**', ...names];
  const last = names.at(-1) ?? '**';
  const isFolder = unescaped.endsWith('/');
  if (isFolder && last !== '**') return { segments: [...segments, '**', '*'] };
  return { segments: last === '**' ? [...segments, '*'] : segments };
}

/** Whether a pattern means a path. Linear in pattern times path, whatever the pattern. */
export function matchesOwnerPattern({ segments }: OwnerPattern, path: string): boolean {
  const names = path.split('/');
  if (matches(segments, names, isAnyDepth, matchesName)) return true;
  // `src/orders` also means what is below it, `src/*` does not.
  const last = segments.at(-1);
  return last !== '*' && matches([...segments, '**', '*'], names, isAnyDepth, matchesName);
}

const isAnyDepth = (segment: string): boolean => segment === '**';

function matchesName(pattern: string, name: string): boolean {
  return matches(pattern.split(''), name.split(''), isAnyText, matchesCharacter);
}

const isAnyText = (character: string): boolean => character === '*';
const matchesCharacter = (pattern: string, character: string): boolean =>
  pattern === '?' || pattern === character;

/** Wildcards by going back to the last star only, which is enough: an earlier star can do nothing that it cannot. */
function matches<T>(
  pattern: readonly T[],
  items: readonly T[],
  isStar: (part: T) => boolean,
  isMatch: (part: T, item: T) => boolean,
): boolean {
  let at = 0;
  let star = -1;
  let resume = 0;
  for (let item = 0; item < items.length; ) {
    const part = pattern[at];
    if (part !== undefined && isStar(part)) {
      star = at++;
      resume = item;
    } else if (part !== undefined && isMatch(part, items[item] as T)) {
      at++;
      item++;
    } else if (star >= 0) {
      at = star + 1;
      item = ++resume;
    } else {
      return false;
    }
  }
  return pattern.slice(at).every(isStar);
}
