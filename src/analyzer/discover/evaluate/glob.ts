import { posix } from 'node:path';
import type { FileList } from '../../../project/index.ts';

const maxFound = 2_000;
/** Longer patterns, and such with more stars, match nothing: each star can multiply the time. */
const maxPattern = 300;
const maxStars = 6;

/**
 * The files that match one of several glob patterns and none of those with `!`, sorted: relative to the folder where a pattern
 * is, absolute where it is absolute or that is asked for. O(files × patterns).
 */
export function filesMatching(
  files: FileList,
  patterns: readonly string[],
  folder: string,
  isAbsolute: boolean,
): string[] {
  const not = patterns
    .filter((each) => each.startsWith('!'))
    .map((each) => toRegExp(posix.resolve(folder, each.slice(1))));
  const found = new Set<string>();
  for (const pattern of patterns.filter((each) => !each.startsWith('!'))) {
    const whole = toRegExp(posix.resolve(folder, pattern));
    for (const file of files.matching(whole)) {
      const path = `/${file}`;
      if (not.some((each) => each.test(file)) || found.size >= maxFound) continue;
      found.add(isAbsolute || pattern.startsWith('/') ? path : posix.relative(folder, path));
    }
  }
  return [...found].sort();
}

/** `*`, `**`, `?`, `{a,b}`, `[ab]` and the groups `@(a|b)`, `?(a)` of an absolute pattern; a file matches as a whole. */
function toRegExp(absolute: string): RegExp {
  const pattern = absolute.slice(1);
  if (pattern.length > maxPattern || (pattern.match(/\*+/g) ?? []).length > maxStars) return /(?!)/;
  let source = '';
  let depth = 0;
  for (const [part] of pattern.matchAll(/\*\*\/?|[@?+*!]\(|[^]/g)) {
    if (part === '**/') source += '(?:[^/]+/)*';
    else if (part === '**') source += '.*';
    else if (part === '*') source += '[^/]*';
    else if (part === '?') source += '[^/]';
    else if (part === '{' || part.endsWith('(')) {
      depth++;
      source += '(?:';
    } else if ((part === '}' || part === ')') && depth > 0) {
      depth--;
      source += ')';
    } else if ((part === ',' || part === '|') && depth > 0) source += '|';
    else source += /[[\]-]/.test(part) ? part : part.replace(/[^\w/]/, '\\$&');
  }
  try {
    return new RegExp(`^${source}$`);
  } catch {
    return /(?!)/;
  }
}
