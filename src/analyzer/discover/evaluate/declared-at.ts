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
  const hasPath = values.some((each) => each.kind === 'text' && each.value === path);
  if (!hasPath || !handler) return false;
  const wanted = codesOf([handler]);
  const given = codesOf(values);
  return [...wanted].some((code) => given.has(code));
}

/** The functions behind values, also those that wrappers were given. */
function codesOf(values: readonly Value[]): Set<object> {
  const codes = new Set<object>();
  const open = closuresAmong(values);
  for (let next = open.pop(); next && codes.size < 32; next = open.pop()) {
    codes.add(next.code);
    open.push(...next.wraps);
  }
  return codes;
}
