/** Whether a method promises to change nothing (RFC 9110 section 9.2.1); TRACE is left out, since nobody routes it. */
export function isSafeMethod(method: string): boolean {
  return method === 'GET' || method === 'HEAD' || method === 'OPTIONS';
}
