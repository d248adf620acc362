const space = /\s+/y;
const operator = /[-+*/<>=~!@#%^&|:]/;
const maxOperatorLength = 8;

/** After spaces and comments. */
export function skipBlank(text: string, from: number): number {
  let offset = from;
  for (;;) {
    space.lastIndex = offset;
    offset += space.exec(text)?.[0].length ?? 0;
    if (text.startsWith('--', offset) || isHashComment(text, offset)) {
      const end = text.indexOf('\n', offset);
      offset = end < 0 ? text.length : end;
    } else if (text.startsWith('/*', offset)) offset = endOfComment(text, offset);
    else return offset;
  }
}

/** `#` starts a comment in MySQL; `#>` and `#-` are operators of PostgreSQL. */
function isHashComment(text: string, offset: number): boolean {
  return text[offset] === '#' && text[offset + 1] !== '>' && text[offset + 1] !== '-';
}

/** Block comments nest. */
function endOfComment(text: string, start: number): number {
  const mark = /\/\*|\*\//g;
  mark.lastIndex = start;
  let depth = 0;
  for (let found = mark.exec(text); found; found = mark.exec(text)) {
    depth += found[0] === '/*' ? 1 : -1;
    if (depth === 0) return mark.lastIndex;
  }
  return text.length;
}

/** After the quote that closes the one at `start`; a doubled quote does not close. */
export function endOfQuoted(text: string, start: number, hasEscapes: boolean): number {
  const quote = text[start];
  for (let offset = start + 1; offset < text.length; offset++) {
    if (hasEscapes && text[offset] === '\\') offset++;
    else if (text[offset] === quote) {
      if (text[offset + 1] !== quote) return offset + 1;
      offset++;
    }
  }
  return text.length;
}

/**
 * After the operator at `start`, at least one character: the longest match, without the sign of the operand behind it.
 *
 * Source: PostgreSQL manual, section 4.1.3.
 */
export function endOfOperator(text: string, start: number): number {
  let end = start + 1;
  if (text.startsWith('::', start)) return start + 2;
  while (end - start < maxOperatorLength && operator.test(text.charAt(end))) {
    const next = text.slice(end, end + 2);
    if (next === '--' || next === '/*' || /^(?:::|[:@]\w)/.test(next)) break;
    end++;
  }
  if (/[~!@#%^&|]/.test(text.slice(start, end))) return end;
  while (end - start > 1 && /[-+]/.test(text.charAt(end - 1))) end--;
  return end;
}
