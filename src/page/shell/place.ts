/** Where the reader is: a view, and what is chosen in it. The address holds all of it, so that it can be reloaded and shared. */
export interface Place {
  readonly view: string;
  readonly parameters: URLSearchParams;
}

/** Of `#/map?open=orders`; a view of the empty name where nothing is said. */
export function parsePlace(hash: string): Place {
  const [view = '', query = ''] = hash.replace(/^#?\/?/, '').split(/\?(.*)/s);
  return { view, parameters: new URLSearchParams(query) };
}

/** Address of a view for a link; parameters without a value are left out. */
export function hrefOf(view: string, parameters: Readonly<Record<string, string | null>> = {}): string {
  const given = Object.entries(parameters).filter((entry): entry is [string, string] => Boolean(entry[1]));
  const query = new URLSearchParams(given).toString();
  return `#/${view}${query === '' ? '' : `?${query}`}`;
}
