/** How the files below `routes` name their paths. */
export type Convention =
  /** One level: `orders.$id.tsx`, `orders.$id/route.tsx`. */
  | 'flat'
  /** Folders that end with `+` are levels of their own. */
  | 'hybrid'
  /** Every folder is a level; those that start with `+` hold no routes. */
  | 'nested';

/** The path template of a file below `routes`, named without extension; null for layouts and what is no route. */
export function pathOfFile(file: string, convention: Convention): string | null {
  const name = flatName(file, convention);
  if (name === null) return null;
  const segments = splitName(name);
  const last = segments.at(-1) ?? '';
  if (/^(?:_(?!index$).*|layout)$/.test(last) && !last.endsWith('_')) return null;
  if (last === '_index' || last === 'index') segments.pop();
  return (
    segments
      .filter((each) => !each.startsWith('_'))
      .map(toTemplate)
      .join('') || '/'
  );
}

/** The levels of a file joined with dots. */
function flatName(file: string, convention: Convention): string | null {
  const parts = file.split('/');
  if (convention === 'nested') return parts.some((each) => each.startsWith('+')) ? null : parts.join('.');
  const levels: string[] = [];
  const isLevel = ({ length }: readonly string[]) => length > 1 && parts[0]?.endsWith('+');
  if (convention === 'hybrid') while (isLevel(parts)) levels.push((parts.shift() as string).slice(0, -1));
  const [name = '', inner, ...rest] = parts;
  if (rest.length > 0) return null;
  const isRouteFile =
    convention === 'hybrid' ? /^(?:route|index|page|_(?!layout).*|.*\.route)$/ : /^(?:route|index)$/;
  if (inner !== undefined && !isRouteFile.test(inner)) return null;
  return [...levels, name].join('.');
}

/** Splits at dots that stand in no brackets. */
function splitName(name: string): string[] {
  return name.match(/(?:\[[^\]]*\]|[^.])+/g) ?? [];
}

function toTemplate(segment: string): string {
  const optional = /^\((.*)\)$/.exec(segment)?.[1];
  const inner = optional ?? segment.replace(/_$/, '');
  if (inner === '$') return '{/*rest}';
  const text = inner.startsWith('$')
    ? `:${inner.slice(1).replaceAll(/\W/g, '_')}`
    : inner.replaceAll(/\[([^\]]*)\]/g, '$1');
  return optional === undefined ? `/${text}` : `{/${text}}`;
}
