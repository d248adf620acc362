/** Source extensions in the order in which a specifier without extension tries them. */
export const sourceExtensions = ['.ts', '.tsx', '.mts', '.cts', '.js', '.jsx', '.mjs', '.cjs'] as const;

const sourceName = /\.(?:[mc]?[tj]s|[tj]sx)$/;
const declarationName = /\.d\.(?:[^./]+\.)?[mc]?ts$/;

/** Whether a file name is that of a module: TypeScript or JavaScript, and not a declaration file. */
export function isSourceName(name: string): boolean {
  return sourceName.test(name) && !declarationName.test(name);
}

/** Component formats whose script blocks are not read; they are named in a diagnostic. */
export const unsupportedExtensions = ['.astro', '.svelte', '.vue'] as const;
