import type { Machine } from './machine.ts';
import type { Site } from './site.ts';
import { closuresAmong, type Value } from './value.ts';

/** See `Runner.declaredAt`. The innermost entry of the stack is the registering call itself. */
export function declaredAt({ stack }: Machine, site: Site, path: string, handler: Value | undefined): Site {
  let found = site;
  for (let i = stack.length - 2; i >= 0; i--) {
    const { site: outer, args } = stack[i] as Machine['stack'][number];
    const literal = args.find(
      (arg) =>
        arg.kind === 'object' && arg.class === null && holds([...arg.properties.values()], path, handler),
    );
    if (literal?.kind === 'object' && literal.site) found = literal.site;
    else if (outer && holds(args, path, handler)) found = outer;
    else if (outer) return found;
  }
  return found;
}

function holds(values: readonly Value[], path: string, handler: Value | undefined): boolean {
  const hasPath = values.some((each) => each.kind === 'text' && isPathOf(each.value, path));
  if (!hasPath || !handler) return false;
  // Who gives a path and a router away lets a route be registered, whatever its handler is.
  if (values.some(({ kind }) => kind === 'made')) return true;
  const wanted = codesOf([handler]);
  const given = codesOf(values);
  return [...wanted].some((code) => given.has(code));
}

/** The path as it was written: whole, or its end after a prefix that the registering function puts before it. */
function isPathOf(written: string, path: string): boolean {
  return written === path || (written.startsWith('/') && written.length > 1 && path.endsWith(written));
}

/** The functions behind values, also those that wrappers were given. */
function codesOf(values: readonly Value[]): Set<object> {
  const codes = new Set<object>();
  const open = [...closuresAmong(values)];
  for (let next = open.pop(); next && codes.size < 32; next = open.pop()) {
    if (codes.has(next.code)) continue;
    codes.add(next.code);
    open.push(...next.wraps);
    // A wrapper that was written in place holds what its function was given.
    if (next.frame.parent) open.push(...closuresAmong([...next.frame.variables.values()]));
  }
  return codes;
}

/**
 * Where a literal with a path and a handler was written: itself, or the call that gave both to the function that makes it,
 * as in `route(method, path, handler) { this.routes.push({ method, path, handler }) }`.
 */
export function literalSite(machine: Machine, site: Site, properties: ReadonlyMap<string, Value>): Site {
  const top = machine.stack.at(-1);
  if (!top?.site || !top.args.some(({ kind }) => kind === 'text') || closuresAmong(top.args).length === 0)
    return site;
  const values = [...properties.values()];
  const [handler] = closuresAmong(values);
  const path = values.find(
    (each) =>
      each.kind === 'text' &&
      each.value.includes('/') &&
      top.args.some((arg) => arg.kind === 'text' && arg.value === each.value),
  );
  return handler && path?.kind === 'text' ? declaredAt(machine, top.site, path.value, handler) : site;
}
