/**
 * The value of a query parameter as a form decoder reads it (`%XX`, `+` is a space); the first of several, empty without `=`, undefined without one.
 *
 * `query` is empty or begins with `?`. Escapes that are broken stay as they are. Linear in the length.
 */
export function queryParameter(query: string, name: string): string | undefined {
  for (const value of queryValues(query, name)) return value;
  return undefined;
}

/** Every value of a query parameter, in order. */
export function* queryValues(query: string, name: string): Iterable<string> {
  for (let at = 1; at < query.length; ) {
    const mark = query.indexOf('&', at);
    const end = mark === -1 ? query.length : mark;
    const sign = query.indexOf('=', at);
    const nameEnd = sign === -1 || sign > end ? end : sign;
    if (decoded(query.slice(at, nameEnd)) === name) yield decoded(query.slice(nameEnd + 1, end));
    at = end + 1;
  }
}

function decoded(text: string): string {
  if (!text.includes('%') && !text.includes('+')) return text;
  const spaced = text.replaceAll('+', ' ');
  try {
    return decodeURIComponent(spaced);
  } catch {
    return spaced;
  }
}
