/** A request head with its empty line. `pairs` are names and values in turn, already valid. */
export function requestHeadText(method: string, target: string, pairs: readonly string[]): string {
  return withFields(`${method} ${target} HTTP/1.1\r\n`, pairs);
}

/** A response head with its empty line (RFC 9112 section 4: the space before an empty reason stays). */
export function responseHeadText(status: number, reason: string, pairs: readonly string[]): string {
  return withFields(`HTTP/1.1 ${status} ${reason}\r\n`, pairs);
}

/** The end of a chunked body (RFC 9112 section 7.1): last chunk and trailer fields. */
export function lastChunkText(trailers: readonly string[]): string {
  return trailers.length === 0 ? '0\r\n\r\n' : withFields('0\r\n', trailers);
}

function withFields(firstLine: string, pairs: readonly string[]): string {
  let text = firstLine;
  for (let index = 0; index < pairs.length; index += 2) text += `${pairs[index]}: ${pairs[index + 1]}\r\n`;
  return `${text}\r\n`;
}
