/** Characters that end a line, turn its direction or control a terminal, shown as `\u00XX`, so that names from an untrusted repository cannot move the cursor or forge lines. */
export function printable(text: string): string {
  return text.replace(
    /[\p{Cc}\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff]/gu,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}
