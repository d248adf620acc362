/** More open brackets than this overflow the native stack of the parser, which would end the process. */
const maxDepth = 2_000;
/** The same for operators that nest without brackets: `1 + 1 + …`, `a => b => …`, `A<B<…`; and for how often `else` stands in a file. */
const maxChain = 9_000;
/** Longer than any regular expression; keeps the scan linear where none ends. */
const maxPattern = 1_000;

/**
 * Whether a text may be nested too deeply to be parsed safely.
 *
 * Counts open brackets, and operators without a `;` or `,` between them; strings, comments and regular expressions are
 * passed over. Linear time.
 */
export function isTooDeep(text: string): boolean {
  if (text.length < maxDepth) return false;
  if (text.length > maxChain * 'else'.length && text.split('else').length > maxChain) return true;
  let depth = 0;
  let chain = 0;
  for (let at = nextSign(text, 0); at < text.length; at = nextSign(text, at + 1)) {
    switch (kindOf[text.charCodeAt(at)]) {
      case open:
        depth++;
        break;
      case close:
        depth = Math.max(0, depth - 1);
        break;
      case separator:
        chain = 0;
        break;
      case quote:
        at = endOfQuoted(text, at);
        break;
      case slash: {
        const end = endOfSlash(text, at);
        if (end === at) chain++;
        at = end;
        break;
      }
      default:
        chain++;
    }
    if (depth > maxDepth || chain > maxChain) return true;
  }
  return false;
}

/** The next character that counts: most do not, and a loop as short as this is the first that the engine compiles. */
function nextSign(text: string, start: number): number {
  let at = start;
  while (at < text.length && !kindOf[text.charCodeAt(at)]) at++;
  return at;
}

const open = 1;
const close = 2;
const separator = 3;
const quote = 4;
const slash = 5;
const operator = 6;
const kindOf = new Uint8Array(128);
for (const [characters, kind] of [
  ['([{', open],
  [')]}', close],
  [';,', separator],
  ['\'"`', quote],
  ['/', slash],
  ['-+*%&|^!~?<>=.', operator],
] as const) {
  for (const character of characters) kindOf[character.charCodeAt(0)] = kind;
}

/** The closing quote; the opening one where there is none on the line, or where a template has holes. */
function endOfQuoted(text: string, start: number): number {
  const quote = text[start];
  for (let at = start + 1; at < text.length; at++) {
    const character = text[at];
    if (character === '\\') at++;
    else if (character === quote) return at;
    else if (quote === '`' ? character === '$' && text[at + 1] === '{' : character === '\n') return start;
  }
  return start;
}

/** The end of a comment or regular expression; the slash itself where it divides. */
function endOfSlash(text: string, start: number): number {
  if (text[start + 1] === '/') return orEnd(text, text.indexOf('\n', start));
  if (text[start + 1] === '*') return orEnd(text, text.indexOf('*/', start + 2) + 1);
  if (
    !/[(,=:[!&|?{};+\-*%<>~^]$|^$/.test(
      text
        .slice(Math.max(0, start - 80), start)
        .trimEnd()
        .slice(-1),
    )
  )
    return start;
  let isInClass = false;
  const limit = Math.min(text.length, start + maxPattern);
  for (let at = start + 1; at < limit && text[at] !== '\n'; at++) {
    const character = text[at];
    if (character === '\\') at++;
    else if (character === '[') isInClass = true;
    else if (character === ']') isInClass = false;
    else if (character === '/' && !isInClass) return at;
  }
  return start;
}

function orEnd(text: string, at: number): number {
  return at > 0 ? at : text.length;
}
