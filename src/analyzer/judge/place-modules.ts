import type { AnalysisModule } from '../../model/analysis.ts';

/** Finds modules by what facts say of places and functions: of a god file its part, of any other file the file. */
export function placeModules(modules: readonly AnalysisModule[]): {
  readonly moduleAt: (place: { readonly file: string; readonly line: number }) => string;
  readonly moduleNamed: (file: string, declaration: string) => string;
} {
  const partsOf = new Map<string, AnalysisModule[]>();
  for (const module of modules) {
    if (module.part) partsOf.set(module.part.file, [...(partsOf.get(module.part.file) ?? []), module]);
  }
  const find = (file: string, fits: (part: NonNullable<AnalysisModule['part']>) => boolean): string =>
    partsOf.get(file)?.findLast(({ part }) => part && fits(part))?.path ?? file;
  return {
    moduleAt: ({ file, line: at }) => find(file, ({ line, endLine }) => line <= at && at <= endLine),
    moduleNamed: (file, declaration) =>
      find(file, ({ symbol }) => symbol === declaration || declaration.startsWith(`${symbol}.`)),
  };
}
