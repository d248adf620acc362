import { methodOf } from '../entities/callee.ts';
import { entryOf } from '../entities/object-entries.ts';
import type { ReadNames } from '../events/channel-names.ts';
import { makersOf } from '../events/makers.ts';
import type { Place, Shaper } from '../shapes/shaper.ts';
import type { CallExpression, Expression } from '../source/code.ts';
import { safeAddress } from './safe-address.ts';

export interface HttpTarget {
  /** In capitals; null where the code does not say it. */
  readonly method: string | null;
  /** Host and path, see `safeAddress`. */
  readonly target: string;
}

const verbs = new Set(['get', 'post', 'put', 'patch', 'delete', 'head', 'options', 'del']);
const addressKeys = ['url', 'uri', 'href'] as const;
const baseKeys = ['baseURL', 'baseUrl', 'prefixUrl', 'prefix'] as const;

/** Where a call of an HTTP client goes, one target for each address that it can have. */
export function httpTargets(
  shaper: Shaper,
  read: ReadNames,
  call: CallExpression,
  { path }: { readonly path: readonly string[] },
  place: Place,
): HttpTarget[] {
  const name = path.at(-1) === '()' ? '' : (path.at(-1) ?? '');
  const [first, second, third] = call.arguments;
  const isVerbFirst =
    first?.kind === 'literal' && /^(?:GET|POST|PUT|PATCH|DELETE|HEAD)$/.test(String(first.value));
  const written = isVerbFirst ? second : first;
  const options = [written, isVerbFirst ? third : second, third].filter((each) => each?.kind === 'object');
  const named = options.map((each) => entryOf(each, 'method')).find((each) => each !== undefined);
  const said = isVerbFirst
    ? String(first.value)
    : verbs.has(name)
      ? name.replace(/^del$/, 'delete').toUpperCase()
      : (textOf(read, named, place)?.toUpperCase() ?? null);
  const isPlain =
    written?.kind !== 'object' &&
    (second === undefined || second.kind === 'object' || second.kind === 'function');
  const method = said ?? (isPlain ? 'GET' : null);
  const addresses = addressesOf(read, written, place);
  const bases = basesOf(shaper, read, call, options[0], place);
  const targets = addresses.flatMap((address) =>
    (/^\w+:\/\/|^\{/.test(address) || bases.length === 0 ? [''] : bases).map((base) => joined(base, address)),
  );
  return [...new Set(targets)].map((target) => ({ method, target: safeAddress(target) }));
}

function addressesOf(read: ReadNames, written: Expression | undefined, place: Place): string[] {
  if (written?.kind === 'object') {
    const address = entryOf(written, ...addressKeys);
    if (address) return addressesOf(read, address, place);
    const host = entryOf(written, 'hostname', 'host');
    const path = entryOf(written, 'path', 'pathname');
    return [`{scheme}://${textOf(read, host, place) ?? '{host}'}${textOf(read, path, place) ?? ''}`];
  }
  if (written?.kind === 'call' && written.isNew && isUrl(written.callee)) {
    const [path, base] = written.arguments;
    const [start = ''] = base ? addressesOf(read, base, place) : [];
    return addressesOf(read, path, place).map((each) => joined(start, each));
  }
  if (
    written?.kind === 'call' &&
    /^(?:toString|href)$/.test(methodOf(written.callee)) &&
    written.callee.kind === 'member'
  )
    return addressesOf(read, written.callee.object, place);
  if (written?.kind === 'member' && written.property === 'href')
    return addressesOf(read, written.object, place);
  if (written?.kind === 'name') {
    const [value, ...others] = written.variable?.values ?? [];
    if (value?.kind === 'call' && value.isNew && others.length === 0) return addressesOf(read, value, place);
  }
  const names = read(written, place).map(({ name }) => name);
  return names.length > 0 ? names : ['{expr}'];
}

function isUrl(callee: Expression): boolean {
  return callee.kind === 'name' && callee.name === 'URL';
}

/** The address that an instance of a client puts before others, from its own options or from where it was made. */
function basesOf(
  shaper: Shaper,
  read: ReadNames,
  { callee }: CallExpression,
  options: Expression | undefined,
  place: Place,
): string[] {
  const own = entryOf(options, ...baseKeys);
  if (own) return read(own, place).map(({ name }) => name);
  const client = callee.kind === 'member' ? callee.object : callee;
  return makersOf(shaper, client, place).flatMap(({ call, place: made }) =>
    call.arguments.flatMap((argument) => read(entryOf(argument, ...baseKeys), made).map(({ name }) => name)),
  );
}

function textOf(read: ReadNames, expression: Expression | undefined, place: Place): string | null {
  return read(expression, place)[0]?.name ?? null;
}

function joined(base: string, path: string): string {
  if (base === '') return path;
  return `${base.replace(/\/$/, '')}/${path.replace(/^\//, '')}`.replace(/\/$/, '');
}
