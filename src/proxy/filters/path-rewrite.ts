import { parameterPlace, prefixSegments } from '../../config/check-filters.ts';
import { parseTemplate } from '../../config/path-template.ts';
import type { RouteConfig } from '../../config/proxy-schema.ts';

/** A piece of a new path: text, one segment of the old path, or all from one segment on; segments count from 0. */
type Piece = { readonly text: string } | { readonly segment: number } | { readonly from: number };

/** The path that a backend is asked for instead. */
export type PathRewrite = readonly Piece[];

/** The rewrite of a valid filter for its route; undefined where it leaves the path alone. */
export function pathRewrite(
  { path, prefix }: { readonly path?: string | undefined; readonly prefix?: string | undefined },
  route: RouteConfig,
): PathRewrite | undefined {
  if (prefix !== undefined) return [{ text: prefix.replace(/\/$/, '') }, { from: prefixSegments(route) }];
  if (path === undefined) return undefined;
  const parsed = parseTemplate(path);
  if (!parsed.ok) throw new Error(`"${path}" is not a path: ${parsed.reason}`);
  return (parsed.variants[0] ?? []).map(({ kind, text }): Piece => {
    if (kind === 'literal') return { text: `/${text}` };
    const place = parameterPlace(route, kind, text) ?? 0;
    return kind === 'splat' ? { from: place } : { segment: place };
  });
}

/** The new path for a canonical one, in the bytes that the client sent where it keeps them; canonical itself. */
export function rewritten(path: string, rewrite: PathRewrite): string {
  let text = '';
  for (const piece of rewrite) {
    if ('text' in piece) text += piece.text;
    else if ('segment' in piece)
      text += path.slice(slashBefore(path, piece.segment), slashBefore(path, piece.segment + 1));
    else text += path.slice(slashBefore(path, piece.from));
  }
  return text === '' ? '/' : text;
}

/** Where a segment begins, with its slash; the end of the path where there is no such segment. */
function slashBefore(path: string, segment: number): number {
  let at = 0;
  for (let count = 0; count < segment; count++) {
    const next = path.indexOf('/', at + 1);
    if (next === -1) return path.length;
    at = next;
  }
  return at;
}
