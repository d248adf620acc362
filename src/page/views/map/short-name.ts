/** Names that say nothing without their folder. */
const faceless = /^(?:index|main|mod|route|page|layout|types?|constants|utils?|schema)\.[^/]+$/;

/** The last part of a path, with the folder where the name alone says nothing; a part of a god file keeps its symbol. */
export function shortName(path: string): string {
  const [file = path, symbol] = path.split('#');
  if (symbol !== undefined) return symbol;
  const parts = file.split('/');
  const name = parts.at(-1) ?? file;
  return faceless.test(name) && parts.length > 1 ? parts.slice(-2).join('/') : name;
}
