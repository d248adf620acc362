import { openProject } from '../../src/project/index.ts';
import { sourceTree } from './source-tree.ts';

/** Where each specifier of a file leads: a path, `file:path`, `pkg:name`, or `?` and the reason why nowhere. */
export function resolveIn(
  files: Record<string, string>,
  from: string,
  specifiers: readonly string[],
): Record<string, string> {
  const { resolver } = openProject({ root: sourceTree({ [from]: '', ...files }) });
  return Object.fromEntries(
    specifiers.map((specifier) => {
      const found = resolver.resolve(from, specifier);
      switch (found.kind) {
        case 'module':
          return [specifier, found.path];
        case 'file':
          return [specifier, `file:${found.path}`];
        case 'unresolved':
          return [specifier, `? ${found.reason}`];
        default:
          return [specifier, `pkg:${found.name}`];
      }
    }),
  );
}
