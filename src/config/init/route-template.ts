import { METHODS } from 'node:http';
import { parseTemplate } from '../path-template.ts';

/** A route as the proxy can match it, or why it cannot. */
export type WritableRoute =
  | { readonly ok: true; readonly method: string; readonly template: string }
  | { readonly ok: false; readonly reason: string };

const methods = new Set(['ANY', ...METHODS]);
const anyMethod = new Set(['ALL', 'ANY', '*']);

/**
 * Translates a route as a framework declares it (Express style) to a method and a path template of the configuration.
 *
 * `/:id?` becomes `{/:id}`; `*` and `(.*)` at the end become `/*rest`. Regular expressions, parameters inside a segment and
 * parts computed at run time have no translation that matches the same requests, so they have none.
 */
export function routeTemplate({ method, path }: { method: string; path: string }): WritableRoute {
  const upper = method.toUpperCase();
  const known = anyMethod.has(upper) ? 'ANY' : upper;
  if (!methods.has(known)) return { ok: false, reason: `${method} is not a method that the proxy routes` };
  // The analysis shows a part that it cannot know as {what the code says}, and a regular expression as {/source/}.
  if (/\{\/.*\/\}/s.test(path)) return { ok: false, reason: 'its path is a regular expression' };
  if (/\{(?!\/)/.test(path)) return { ok: false, reason: 'a part of its path is computed at run time' };
  const template = path
    .replace(/^$/, '/')
    .replace(/^\*$/, '/*rest')
    .replace(/\/(?:\*|\(\.\*\))$/, '/*rest')
    .replace(/\/(:[A-Za-z_][A-Za-z0-9_]*)\?(?=\/|$)/g, '{/$1}');
  const parsed = parseTemplate(template);
  if (!parsed.ok) return { ok: false, reason: parsed.reason };
  return { ok: true, method: known, template };
}
