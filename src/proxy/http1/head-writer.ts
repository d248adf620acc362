/** A request head with its empty line. `lines`: header lines, each ended by CRLF. */
export function requestHeadText(method: string, target: string, lines: string): string {
  return `${method} ${target} HTTP/1.1\r\n${lines}\r\n`;
}

/** A response head with its empty line (RFC 9112 section 4: the space before an empty reason stays). `lines`: header lines, each ended by CRLF. */
export function responseHeadText(status: number, reason: string, lines: string): string {
  return `HTTP/1.1 ${status} ${reason}\r\n${lines}\r\n`;
}

/** The end of a chunked body (RFC 9112 section 7.1): last chunk and trailer lines, each ended by CRLF. */
export function lastChunkText(trailers: string): string {
  return `0\r\n${trailers}\r\n`;
}
