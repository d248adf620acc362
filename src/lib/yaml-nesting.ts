/** No configuration that a person writes goes deeper; a parser of YAML recurses with every level. */
const maxDepth = 100;

/**
 * Whether a YAML or JSON text may be nested so deeply that a parser runs out of stack, in which Node can end without an error to catch (its
 * compiler of regular expressions does). Linear; brackets in quoted texts count, so that nothing has to be parsed: only texts with a hundred
 * open ones are refused without need.
 */
export function mayBeTooDeep(text: string): boolean {
  let open = 0;
  let indicators = 0;
  let isLineStart = true;
  for (let at = 0; at < text.length; at++) {
    const character = text.charAt(at);
    if (character === '[' || character === '{') open++;
    else if (character === ']' || character === '}') open = Math.max(0, open - 1);
    if (character === '\n') {
      isLineStart = true;
      indicators = 0;
    } else if (isLineStart && (character === '-' || character === '?' || character === ':')) indicators++;
    else if (character !== ' ' && character !== '\t') isLineStart = false;
    if (open > maxDepth || indicators > maxDepth) return true;
  }
  return hasDeepLine(text);
}

/** Each level of a block is indented by a column at least. */
function hasDeepLine(text: string): boolean {
  const columns: number[] = [];
  for (const line of text.split('\n')) {
    const indent = line.length - line.trimStart().length;
    if (indent === line.length) continue;
    while (columns.length > 0 && (columns.at(-1) as number) >= indent) columns.pop();
    columns.push(indent);
    if (columns.length > maxDepth) return true;
  }
  return false;
}
