/** Source extensions in the order in which a specifier without extension tries them. */
export const sourceExtensions = ['.ts', '.tsx', '.mts', '.cts', '.js', '.jsx', '.mjs', '.cjs'] as const;

/** Component formats: modules of which the script blocks are read, their markup is not. */
export const componentExtensions = ['.astro', '.svelte', '.vue'] as const;

const sourceName = /\.(?:[mc]?[tj]s|[tj]sx|astro|svelte|vue)$/;
const declarationName = /\.d\.(?:[^./]+\.)?[mc]?ts$/;

/** Whether a file name is that of a module: TypeScript, JavaScript or a component with such code, and not a declaration file. */
export function isSourceName(name: string): boolean {
  return sourceName.test(name) && !declarationName.test(name);
}
