import { posix } from 'node:path';
import { optionsOf } from '../../evaluate/value.ts';
import type { Expression } from '../../source/code.ts';
import type { ContainerCall } from '../container-calls.ts';
import type { Given, Search } from '../container.ts';
import { instanceOf, resultOf } from '../given.ts';
import { entriesOf } from '../registrations.ts';

/** What `container.loadModules(['services/*.js'], { formatName: 'camelCase' })` registers, by name. */
export function loadedModules(
  search: Search,
  { call, place }: ContainerCall,
): ReadonlyMap<string, readonly Given[]> {
  const [globs, options] = call.arguments;
  const entries = options ? entriesOf(search, options, place) : new Map<string, { value: Expression }>();
  const format = entries.get('formatName')?.value;
  const isCamel = format?.kind === 'literal' && format.value === 'camelCase';
  const found = new Map<string, readonly Given[]>();
  for (const glob of globs ? textsOf(search, globs, place.file) : []) {
    for (const file of filesBy(search, glob, place.file)) {
      const name = posix.basename(file).replace(/\.[^.]+$/, '');
      const given = search.shaper.ofExport(file, 'default').flatMap((shape) => {
        if (shape.kind === 'class') return [instanceOf(shape.code, shape.file)];
        return shape.kind === 'function' ? [resultOf(shape.code, shape.file)] : [];
      });
      if (given.length > 0) found.set(isCamel ? camelCase(name) : name, given);
    }
  }
  return found;
}

/** The globs of a list; one may stand in a list of its own with options. */
function textsOf({ valueOf }: Search, globs: Expression, file: string): string[] {
  const value = valueOf(globs, file);
  return (value?.kind === 'array' ? value.items : []).flatMap((item) => {
    const first = item.kind === 'array' ? item.items.slice(0, 1) : [item];
    return first
      .flatMap(optionsOf)
      .flatMap((each) => (each.kind === 'text' && each.isExact ? [each.value] : []));
  });
}

/** Below the root or, for a relative glob, below the closest folder above the file where something fits. */
function filesBy({ program }: Search, glob: string, from: string): readonly string[] {
  const files = program.application.map(({ path }) => path);
  let folder = glob.startsWith('/') ? '.' : posix.dirname(from);
  for (;;) {
    const pattern = patternOf(posix.join(folder, glob.replace(/^\//, '')));
    const found = files.filter((file) => pattern.test(file));
    if (found.length > 0 || folder === '.' || folder === '/') return found;
    folder = posix.dirname(folder);
  }
}

/** More than anybody writes could make a match run for long. */
const maxStars = 6;

/** `**`, `*`, `?` and `{a,b}`; the extension may be that of the source instead of what is built from it. */
function patternOf(glob: string): RegExp {
  if (glob.split('*').length - 1 > maxStars) return /(?!)/;
  const source = glob
    .replace(/\.[mc]?[jt]sx?$/, '.\0')
    .replaceAll(/\*\*\/|\*\*|\*|\?|\{[^}]*\}|[^\w/\0]/g, (part) => {
      if (part === '**/') return '(?:.*/)?';
      if (part === '**') return '.*';
      if (part === '*') return '[^/]*';
      if (part === '?') return '[^/]';
      if (part.startsWith('{'))
        return `(?:${part
          .slice(1, -1)
          .replaceAll(/[^\w,]/g, '')
          .replaceAll(',', '|')})`;
      return `\\${part}`;
    })
    .replace('\0', '[mc]?[jt]sx?');
  return new RegExp(`^${source}$`);
}

function camelCase(name: string): string {
  return name
    .split(/[^A-Za-z0-9]+/)
    .map(
      (word, index) =>
        (index === 0 ? word : word.slice(0, 1).toUpperCase()) + (index === 0 ? '' : word.slice(1)),
    )
    .join('');
}
