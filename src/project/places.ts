import { posix } from 'node:path';
import type { Package } from './package.ts';
import { sourceExtensions } from './file-kinds.ts';
import type { CompilerPaths } from './tsconfig.ts';

const written: Readonly<Record<string, readonly string[]>> = {
  '.ts': ['.ts', '.tsx'],
  '.js': ['.ts', '.tsx', '.js', '.jsx'],
  '.jsx': ['.tsx', '.jsx'],
  '.mjs': ['.mts', '.mjs'],
  '.cjs': ['.cts', '.cjs'],
};
const ending = /\.(?:d\.)?[mc]?[tj]sx?$/;

/**
 * The paths at which a module may lie that is imported as `path`, best first: TypeScript behind a JavaScript extension,
 * the path itself, each extension appended, an index file in a folder; a path with a slash at its end is a folder.
 */
export function* modulePlaces(path: string): Generator<string> {
  const isFolder = path.endsWith('/');
  const bare = isFolder ? path.slice(0, -1) : path;
  if (!isFolder) {
    const extension = posix.extname(bare);
    const twins = Object.hasOwn(written, extension) ? written[extension] : undefined;
    for (const twin of twins ?? []) yield bare.slice(0, -extension.length) + twin;
    yield bare;
    for (const each of sourceExtensions) yield bare + each;
  }
  const inside = bare === '' || bare === '.' ? 'index' : `${bare}/index`;
  for (const each of sourceExtensions) yield inside + each;
}

/**
 * The paths at which the source of a package's entry may lie, best first: the entry as written, mapped from `outDir` to
 * `rootDir`, and the usual output folders replaced by `src` or dropped: `dist/esm/order.js` is `src/order`.
 */
export function* sourcePlaces(
  path: string,
  packageFolder: string,
  config: CompilerPaths | null,
): Generator<string> {
  yield path;
  if (config?.outDir) {
    const below = posix.relative(posix.join('/', config.outDir), posix.join('/', path));
    if (!below.startsWith('..')) {
      const rootDir = config.rootDir ?? posix.dirname(config.file);
      yield posix.join(rootDir, below).replace(ending, '');
      yield posix.join(rootDir, 'src', below).replace(ending, '');
    }
  }
  const local = posix.relative(posix.join('/', packageFolder), posix.join('/', path));
  const bare = local.replace(ending, '');
  const inside = bare.replace(
    /^(?:dist|build|lib|out|es|esm|cjs|types)\/(?:(?:dist|lib|es|esm|cjs|types|src)\/)*/,
    '',
  );
  if (inside !== bare) {
    yield posix.join(packageFolder, 'src', inside);
    yield posix.join(packageFolder, inside);
  } else {
    yield posix.join(packageFolder, bare);
    yield posix.join(packageFolder, 'src', bare);
  }
}

/** Whether a path lies in a folder of a package that usually holds what its build makes. */
export function isOutput(path: string, { folder }: Package): boolean {
  const local = folder === '' ? path : path.slice(folder.length + 1);
  return /^(?:dist|build|lib|out|es|esm|cjs)\//.test(local);
}

const outputFolder = /(^|\/)(?:dist|build|out)\/(?:(?:esm|cjs|src)\/)?/;

/** The paths at which the source of a file in build output may lie: `api/dist/order.js` is `api/src/order` or `api/order`. */
export function outputPlaces(path: string): string[] {
  const bare = `${path}/`;
  if (!outputFolder.test(bare)) return [];
  return ['$1src/', '$1'].map((replacement) =>
    bare.replace(outputFolder, replacement).replace(/\/$/, '').replace(ending, ''),
  );
}
