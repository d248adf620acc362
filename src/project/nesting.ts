/** More open brackets than this overflow the native stack of the parser, which would end the process. */
const maxDepth = 2_000;
/** The same for operators that nest without brackets: `1 + 1 + …`, `a => b => …`, `else if …`, `A<B<…`. */
const maxChain = 9_000;

/**
 * Whether a text may be nested too deeply to be parsed safely: a cheap estimate over all its characters, strings and
 * comments included. Linear time.
 */
export function isTooDeep(text: string): boolean {
  if (text.length < maxDepth) return false;
  let depth = 0;
  let chain = 0;
  for (let at = 0; at < text.length; at++) {
    const kind = kindOf[text.charCodeAt(at)];
    if (kind === undefined) continue;
    if (kind === 'open') depth++;
    else if (kind === 'close') depth = Math.max(0, depth - 1);
    else if (kind === 'break') chain = 0;
    else chain++;
    if (depth > maxDepth || chain > maxChain) return true;
  }
  return text.length > 4 * maxChain && countOf(text, 'else') > maxChain;
}

const kindOf: ('open' | 'close' | 'break' | 'chain' | undefined)[] = [];
for (const [characters, kind] of [
  ['([{', 'open'],
  [')]}', 'close'],
  [';,', 'break'],
  ['-+*/%&|^!~?<>=.`', 'chain'],
] as const) {
  for (const character of characters) kindOf[character.charCodeAt(0)] = kind;
}

function countOf(text: string, word: string): number {
  let count = 0;
  for (let at = text.indexOf(word); at >= 0; at = text.indexOf(word, at + word.length)) count++;
  return count;
}
