import { posix } from 'node:path';
import { fileContent } from './file-content.ts';
import { filesMatching } from './glob.ts';
import type { Machine } from './machine.ts';
import type { Site } from './site.ts';
import { joinTexts } from './text.ts';
import { objectOf, optionsOf, severalOf, text, type Value } from './value.ts';

const globs = new Set(['glob', 'fast-glob', 'globby', 'tinyglobby', 'glob-promise']);

/** The packages that `callFiles` knows; it also knows globals. */
export const filePackages: ReadonlySet<string> = new Set([
  'desm',
  'fs-extra',
  'node:fs',
  'node:path',
  'node:process',
  'node:url',
  'pathe',
  'require-all',
  'require-dir',
  'require-directory',
  'upath',
  ...globs,
]);

/** Functions of path, fs, url and of packages that read folders; null when it is none of these. */
export function callFiles(machine: Machine, name: string, args: readonly Value[], site: Site): Value | null {
  const [first, second] = args;
  switch (name) {
    case 'global:process.cwd':
    case 'node:process:cwd':
      return text(workingFolder(machine, site.file));
    case 'node:url:fileURLToPath':
    case 'node:url:pathToFileURL':
      return first ?? null;
    case 'desm:join':
      return besideModule([first, ...args.slice(1)]);
    case 'global:URL':
    case 'node:url:URL':
      return besideModule([second, first]);
    case 'node:fs:readdirSync':
    case 'node:fs:readdir':
    case 'fs-extra:readdirSync':
    case 'fs-extra:readdir':
      return answer(machine, listFolder(machine, args, site), args, site);
    case 'node:fs:statSync':
    case 'node:fs:lstatSync':
    case 'node:fs:stat':
      return first?.kind === 'text' ? entryOf(machine, first.value) : null;
    case 'node:fs:existsSync':
      return first?.kind === 'text' && machine.files.has(first.value.slice(1))
        ? { kind: 'scalar', value: true }
        : null;
    case 'node:fs:readFileSync':
      return contentOf(first);
    default:
      return callPath(machine, name, args, site) ?? callLoader(machine, name, args, site);
  }
}

function callPath(machine: Machine, name: string, args: readonly Value[], site: Site): Value | null {
  const call = /^(?:node:path|desm|upath|pathe):(?:posix\.)?(\w+)$/.exec(name)?.[1];
  const [first, second] = args;
  switch (call) {
    case 'join':
    case 'normalize':
      return joinPaths(args);
    case 'resolve':
      return resolvePaths(args, workingFolder(machine, site.file));
    case 'relative':
      return first?.kind === 'text' && second?.kind === 'text'
        ? text(posix.relative(first.value, second.value), first.isExact && second.isExact)
        : null;
    case 'dirname':
      return mapText(first, (path) => posix.dirname(path));
    case 'extname':
      return mapText(first, (path) => posix.extname(path));
    case 'basename': {
      const suffix = second?.kind === 'text' ? second.value : '';
      return mapText(first, (path) => posix.basename(path, suffix));
    }
    case 'parse':
      return first?.kind === 'text'
        ? objectOf(
            new Map(
              Object.entries(posix.parse(first.value)).map(([key, part]) => [key, text(part, first.isExact)]),
            ),
          )
        : null;
    default:
      return null;
  }
}

function mapText(value: Value | undefined, change: (path: string) => string): Value | null {
  return value?.kind === 'text' ? text(change(value.value), value.isExact) : null;
}

/** Packages that load all modules of a folder, or list the files that match patterns. */
function callLoader(machine: Machine, name: string, args: readonly Value[], site: Site): Value | null {
  const [first, second] = args;
  const [from = ''] = name.split(':');
  if (globs.has(from) || name.startsWith('node:fs:glob')) {
    const options = args[1]?.kind === 'object' ? args[1].properties : null;
    const folder = options?.get('cwd');
    const cwd = folder?.kind === 'text' ? posix.join('/', folder.value) : workingFolder(machine, site.file);
    const isAbsolute = options?.get('absolute')?.kind === 'scalar';
    const found = filesMatching(machine.files, patternsIn(first), cwd, isAbsolute);
    return answer(machine, { kind: 'array', items: found.map((path) => text(path)) }, args, site);
  }
  switch (name) {
    case 'require-directory:':
      return modulesBelow(machine, second, site);
    case 'require-dir:':
    case 'require-all:':
      return modulesBelow(machine, first?.kind === 'object' ? first.properties.get('dirname') : first, site);
    default:
      return null;
  }
}

function patternsIn(value: Value | undefined): string[] {
  return (value ? optionsOf(value) : []).flatMap((each): string[] => {
    if (each.kind === 'array') return each.items.flatMap(patternsIn);
    return each.kind === 'text' && each.isExact ? [each.value] : [];
  });
}

/** An object with the modules of a folder by their names without extension, and of its subfolders below theirs. */
function modulesBelow(machine: Machine, folder: Value | undefined, { file }: Site): Value {
  const written = folder?.kind === 'text' ? folder.value : '.';
  const root = written.startsWith('/') ? written.slice(1) : posix.join(posix.dirname(file), written);
  const whole = objectOf(new Map());
  for (const path of [...machine.modules.keys()].filter(
    (each) => each.startsWith(`${root}/`) && each !== file,
  )) {
    const names = posix
      .relative(root, path)
      .replace(/\.\w+$/, '')
      .split('/');
    let place = whole.properties;
    for (const name of names.slice(0, -1)) {
      const known = place.get(name);
      const next = known?.kind === 'object' ? known : objectOf(new Map());
      place.set(name, next);
      place = next.properties;
    }
    place.set(names.at(-1) ?? '', machine.exported(path, '='));
  }
  return whole;
}

/** What `import.meta.glob` gives: modules by their path as the pattern is written. */
export function modulesMatching(machine: Machine, patterns: Value | undefined, { file }: Site): Value {
  const folder = posix.dirname(file);
  const found = patternsIn(patterns).flatMap((pattern) => {
    const base = pattern.startsWith('/') ? '/' : posix.join('/', folder);
    return filesMatching(machine.files, [pattern], base, false).map((path) => {
      const written =
        pattern.startsWith('/') || pattern.startsWith('..') ? path : `./${path.replace(/^\.\//, '')}`;
      return [written, machine.exported(posix.resolve(base, path).slice(1), '*')] as const;
    });
  });
  return objectOf(new Map(found));
}

/** Some give the result to a callback. */
function answer(machine: Machine, result: Value | null, args: readonly Value[], site: Site): Value | null {
  const callback = args.at(-1);
  if (callback?.kind === 'closure' && result)
    machine.call(callback, [{ kind: 'scalar', value: null }, result], site);
  return result;
}

/** The folder of the package that a file belongs to: where its scripts run. */
function workingFolder({ files }: Machine, file: string): string {
  for (let folder = posix.dirname(file); folder !== '.'; folder = posix.dirname(folder))
    if (files.has(`${folder}/package.json`)) return `/${folder}`;
  return '/';
}

/** `new URL('./routes', import.meta.url)` and `join(import.meta.url, 'routes')` of desm. */
function besideModule([url, relative, ...rest]: readonly (Value | undefined)[]): Value | null {
  if (url?.kind !== 'text' || !url.value.startsWith('/') || !relative) return null;
  return joinPaths([
    text(posix.dirname(url.value), url.isExact),
    relative,
    ...rest.filter((each) => each !== undefined),
  ]);
}

function joinPaths(args: readonly Value[]): Value {
  const joined = joinTexts(args.flatMap((each, index) => (index === 0 ? [each] : [text('/'), each])));
  return severalOf(
    optionsOf(joined).map((each) =>
      each.kind === 'text'
        ? text(args.length > 0 ? posix.join(each.value.replace(/^\/(?=\/)/, '')) : '.', each.isExact)
        : each,
    ),
  );
}

/** The last absolute part counts, and what follows it; without one, all of it below the working folder. */
function resolvePaths(args: readonly Value[], folder: string): Value {
  const last = args.findLastIndex((each) => each.kind === 'text' && each.value.startsWith('/'));
  return joinPaths(last < 0 ? [text(folder), ...args] : args.slice(last));
}

/** The entries of a folder of the project that is read while the program starts. */
function listFolder(machine: Machine, [folder, options]: readonly Value[], { file }: Site): Value | null {
  if (folder?.kind !== 'text' || !folder.isExact) return null;
  const path = posix.resolve(workingFolder(machine, file), folder.value);
  const start = path === '/' ? 0 : path.length;
  const inside = machine.files.below(path.slice(1));
  const names = new Set(inside.map((each) => each.slice(start).split('/')[0] ?? ''));
  const isDetailed = options?.kind === 'object' && options.properties.has('withFileTypes');
  const items = [...names].map((name) =>
    isDetailed ? entryOf(machine, posix.join(path, name)) : text(name),
  );
  return { kind: 'array', items };
}

/** What `stat` and a detailed listing say of a path. */
function entryOf({ files }: Machine, path: string): Value {
  const isFile = files.has(path.replace(/^\//, ''));
  const truth = (is: boolean): Value => ({
    kind: 'external',
    package: 'truth',
    path: [String(is)],
    wraps: [],
  });
  return objectOf(
    new Map([
      ['name', text(posix.basename(path))],
      ['path', text(posix.dirname(path))],
      ['parentPath', text(posix.dirname(path))],
      ['isFile', truth(isFile)],
      ['isDirectory', truth(!isFile)],
    ]),
  );
}

/** A path that starts with a slash is below the root, as `__dirname` is; others are below the working directory. */
function contentOf(path: Value | undefined): Value | null {
  if (path?.kind !== 'text' || !path.isExact) return null;
  return fileContent(posix.join('/', path.value).slice(1));
}
