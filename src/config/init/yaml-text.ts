/** Strings of the analysed repository as YAML and as comments: whatever they hold, they stay one value on one line. */

const unsafe = /[\p{Cc}\p{Cf}\p{Cs}\p{Co}\p{Cn}\u2028\u2029]/gu;
const plain = /^[A-Za-z/][A-Za-z0-9/_.~-]*(?::[A-Za-z0-9_/][A-Za-z0-9/_.~-]*)*$/;
const otherTypes = /^(?:true|false|null)$/i;

/** A string as a YAML scalar that the loader reads back unchanged: plain where nothing can be misread, else quoted. */
export function yamlString(text: string): string {
  return yamlLiteral(text.replaceAll('${', () => '$${'));
}

/** The same for a file in which `${NAME}` stands for nothing else. */
export function yamlLiteral(text: string): string {
  return plain.test(text) && !otherTypes.test(text) ? text : escaped(JSON.stringify(text));
}

/** A string for the inside of a comment: no line break, no control or invisible character. */
export function commentText(text: string): string {
  return escaped(text);
}

function escaped(text: string): string {
  return text.replace(unsafe, (character) =>
    Array.from(
      { length: character.length },
      (_, index) => `\\u${character.charCodeAt(index).toString(16).padStart(4, '0')}`,
    ).join(''),
  );
}
