import type { BoundaryExport } from '../boundary-export.ts';

export const codeownersExport: BoundaryExport = {
  name: 'codeowners',
  loss: 'everything but who owns what; patterns with ! are left out',
  render: ({ contexts }) =>
    [
      '# Made by `banyan check --export codeowners` from the accepted boundaries; do not edit.',
      ...contexts
        .filter(({ owners }) => owners.length > 0)
        .flatMap(({ id, modules, owners }) => [
          `# ${id}`,
          ...modules
            .filter((pattern) => !pattern.startsWith('!'))
            .map((pattern) => `/${escaped(pattern)} ${owners.join(' ')}`),
        ]),
    ]
      .map((line) => `${line}\n`)
      .join(''),
};

/** A space ends a pattern there, and `#` begins a comment. */
function escaped(pattern: string): string {
  return pattern.replace(/[ #\\]/g, '\\$&');
}
