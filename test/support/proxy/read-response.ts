/** A response as a simple, separate reader sees it: the tests do not trust the proxy's own. */
export interface ReadResponse {
  readonly status: number;
  readonly statusLine: string;
  /** Lines of the head, without the first. */
  readonly lines: readonly string[];
  /** First value by lower-case name. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
  readonly trailers: string;
  /** 1xx status lines that came before. */
  readonly interims: readonly string[];
  /** How many characters it took. */
  readonly length: number;
}

/** The first complete final response of a text, undefined while it is incomplete. */
export function readResponse(text: string, isHead: boolean): ReadResponse | undefined {
  const interims: string[] = [];
  let start = 0;
  for (;;) {
    const end = text.indexOf('\r\n\r\n', start);
    if (end < 0) return undefined;
    const [statusLine = '', ...lines] = text.slice(start, end).split('\r\n');
    const status = Number(statusLine.split(' ')[1]);
    start = end + 4;
    if (status >= 200 || status === 101) {
      const headers = headerMap(lines);
      const body = readBody(
        text,
        start,
        headers,
        isHead || status === 204 || status === 304 || status === 101,
      );
      return body && { status, statusLine, lines, headers, interims, ...body };
    }
    interims.push(statusLine);
  }
}

function headerMap(lines: readonly string[]): Record<string, string> {
  const headers = Object.create(null) as Record<string, string>;
  for (const line of lines) {
    const colon = line.indexOf(':');
    headers[line.slice(0, colon).toLowerCase()] ??= line.slice(colon + 1).trim();
  }
  return headers;
}

function readBody(text: string, start: number, headers: Record<string, string>, isBodyless: boolean) {
  if (isBodyless) return { body: '', trailers: '', length: start };
  const declared = headers['content-length'];
  if (declared !== undefined) {
    const end = start + Number(declared);
    return text.length < end ? undefined : { body: text.slice(start, end), trailers: '', length: end };
  }
  if (headers['transfer-encoding'] !== 'chunked') return undefined;
  let body = '';
  for (let at = start; ; ) {
    const lineEnd = text.indexOf('\r\n', at);
    if (lineEnd < 0) return undefined;
    const size = Number.parseInt(text.slice(at, lineEnd), 16);
    if (size === 0) {
      const end = text.startsWith('\r\n', lineEnd + 2) ? lineEnd + 2 : text.indexOf('\r\n\r\n', lineEnd) + 2;
      if (end < lineEnd + 2 || text.length < end + 2) return undefined;
      return { body, trailers: text.slice(lineEnd + 2, end), length: end + 2 };
    }
    if (text.length < lineEnd + 2 + size + 2) return undefined;
    body += text.slice(lineEnd + 2, lineEnd + 2 + size);
    at = lineEnd + 2 + size + 2;
  }
}
