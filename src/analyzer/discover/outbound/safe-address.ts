/** Longer than any word: part of a token. */
const maxWord = 20;

/**
 * Scheme, host and path of an address without what may be secret: user and password, query and fragment go, and parts of the path
 * that look like a token are `{redacted}`. Placeholders stay.
 */
export function safeAddress(address: string): string {
  const [plain = ''] = address.split(/[?#]/);
  const [, scheme = '', rest = plain] = /^([a-z][a-z\d+.-]*:\/\/|\{\w+\}:\/\/)(.*)$/is.exec(plain) ?? [];
  const [authority = '', ...segments] = rest.split('/');
  const host = scheme === '' ? authority : authority.replace(/^.*@/, '');
  const parts = segments.map((segment) => (isToken(segment) ? '{redacted}' : segment));
  const kept = [scheme === '' && isToken(host) ? '{redacted}' : host, ...parts].join('/');
  return `${scheme}${kept}`.slice(0, 500) || '{expr}';
}

function isToken(segment: string): boolean {
  if (segment.includes('{')) return false;
  const isLong =
    segment.length >= maxWord &&
    /\d/.test(segment) &&
    /[a-z]/i.test(segment) &&
    !/[._-].*[._-]/.test(segment);
  return (
    isLong || (/^(?:sk|pk|rk|xox[a-z]|gh[a-z]|T|B)[-_]?[A-Z\d]{8,}$/i.test(segment) && /\d/.test(segment))
  );
}
