/** Why a segment of a path has no single meaning. */
export type SegmentProblem =
  | 'invalid-escape'
  | 'encoded-separator'
  | 'encoded-control-character'
  | 'dot-segment';

const escape = /%[0-9A-Fa-f]{2}/g;
const encodedSeparator = /%(?:2f|5c)/i;
const encodedSlash = /%2f/gi;
const encodedControlCharacter = /%(?:[01][0-9a-f]|7f)/i;
/** `..;x` too: servers that strip path parameters read it as `..`. */
const dotSegment = /^\.{1,2}(?:;|$)/;

/** What an escaped slash is: a reason to refuse the path, or a character of its segment like any other. */
export type EncodedSlashes = 'refuse' | 'data';

/**
 * What makes one segment ambiguous: an escape that is not two hexadecimal digits or not UTF-8, an escaped `/` (unless it is
 * data), `\` or control character, or a segment that is `.` or `..` in any spelling. Undefined when every reader agrees on the segment.
 */
export function segmentProblem(
  segment: string,
  encodedSlashes: EncodedSlashes = 'refuse',
): SegmentProblem | undefined {
  if (!segment.includes('%')) return dotSegment.test(segment) ? 'dot-segment' : undefined;
  const separated = encodedSlashes === 'data' ? segment.replace(encodedSlash, '/') : segment;
  if (separated.replace(escape, '').includes('%')) return 'invalid-escape';
  if (encodedSeparator.test(separated)) return 'encoded-separator';
  if (encodedControlCharacter.test(separated)) return 'encoded-control-character';
  try {
    const isDot = decodeURIComponent(separated)
      .split('/')
      .some((part) => dotSegment.test(part));
    return isDot ? 'dot-segment' : undefined;
  } catch {
    return 'invalid-escape';
  }
}

/** How paths are compared with templates; the defaults are what Express does. */
export interface RouteMatching {
  readonly caseSensitive: boolean;
  readonly trailingSlash: 'ignore' | 'distinct';
}

/**
 * The form of a path that is compared with templates: escapes decoded once, letters in lower case unless case counts, one
 * trailing slash dropped unless it counts. Request paths and templates go through this one function, so that a spelling
 * that the monolith's own router would accept cannot slip past a route set.
 *
 * `path` has no segment with a `segmentProblem`. The root path becomes the empty string where trailing slashes are ignored.
 */
export function matchingForm(path: string, { caseSensitive, trailingSlash }: RouteMatching): string {
  // An escaped slash that got here is data: it must not become a separator.
  let form = path.includes('%') ? decodeURIComponent(path.replace(encodedSlash, '%252f')) : path;
  if (!caseSensitive) form = form.toLowerCase();
  return trailingSlash === 'ignore' && form.endsWith('/') ? form.slice(0, -1) : form;
}
