/** What is asked, again and again. Each connection asks as soon as it is answered. */
export interface LoadCase {
  readonly method: string;
  readonly path: string;
  readonly bodyBytes: number;
  readonly connections: number;
  readonly tls?: boolean;
  /** What a process has to be asked before its code is compiled. */
  readonly warmUpRequests: number;
}

/** What a browser sends. */
const HEADERS = [
  'Host: shop.example.com',
  'Connection: keep-alive',
  'User-Agent: Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/126.0.0.0 Safari/537.36',
  'Accept: text/html,application/xhtml+xml,application/xml;q=0.9,image/avif,image/webp,*/*;q=0.8',
  'Accept-Encoding: gzip, deflate, br, zstd',
  'Accept-Language: en-GB,en;q=0.9,de;q=0.8',
  'Cookie: session=0123456789abcdef0123456789abcdef; theme=dark; consent=yes',
  'Sec-Fetch-Dest: document',
  'Sec-Fetch-Mode: navigate',
  'Sec-Fetch-Site: same-origin',
  'Referer: https://shop.example.com/orders',
].join('\r\n');

export function requestOf({ method, path, bodyBytes }: LoadCase): Buffer {
  const length = bodyBytes > 0 ? `\r\nContent-Type: text/plain\r\nContent-Length: ${bodyBytes}` : '';
  return Buffer.from(`${method} ${path} HTTP/1.1\r\n${HEADERS}${length}\r\n\r\n${'x'.repeat(bodyBytes)}`);
}
