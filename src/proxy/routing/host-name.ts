/** The host of an authority as it is compared: lower-case, without a port and without the dot that may end a full name. */
export function hostName(authority: string): string {
  const bracket = authority.indexOf(']');
  const colon = authority.indexOf(':', bracket + 1);
  const name = (colon === -1 ? authority : authority.slice(0, colon)).toLowerCase();
  return name.endsWith('.') ? name.slice(0, -1) : name;
}
