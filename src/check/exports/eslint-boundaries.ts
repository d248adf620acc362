import type { BoundaryExport } from '../boundary-export.ts';

export const eslintBoundariesExport: BoundaryExport = {
  name: 'eslint',
  loss: 'tables, joins, transactions, injected and called modules without an import, and the baseline; patterns with ! are left out',
  render({ contexts, shared, composition }) {
    const names = contexts.map(({ id }) => id);
    const elements = [
      ...contexts.flatMap(({ id, modules }) => elementsOf(id, modules)),
      ...elementsOf('banyan:shared', shared),
      ...elementsOf('banyan:composition', composition),
    ];
    const settings = {
      settings: { 'boundaries/elements': elements },
      rules: {
        'boundaries/element-types': [
          'error',
          {
            default: 'disallow',
            rules: [
              ...contexts.map(({ id, uses }) => ({ from: id, allow: [id, ...uses, 'banyan:shared'] })),
              { from: 'banyan:shared', allow: ['banyan:shared'] },
              { from: 'banyan:composition', allow: [...names, 'banyan:shared', 'banyan:composition'] },
            ],
          },
        ],
        'boundaries/entry-point': [
          'error',
          {
            default: 'allow',
            rules: contexts.flatMap(({ id, api }) =>
              api === null
                ? []
                : [
                    { target: id, disallow: '**' },
                    { target: id, allow: [...api] },
                  ],
            ),
          },
        ],
      },
    };
    return `// Made by \`banyan check --export eslint\` from the accepted boundaries for eslint-plugin-boundaries; do not edit.\nimport boundaries from 'eslint-plugin-boundaries';\n\nexport default { plugins: { boundaries }, ...${JSON.stringify(settings, null, 2)} };\n`;
  },
};

function elementsOf(type: string, patterns: readonly string[]): object[] {
  return patterns
    .filter((pattern) => !pattern.startsWith('!'))
    .map((pattern) => ({ type, pattern, mode: /[*?{]|\.[a-z]+$/i.test(pattern) ? 'full' : 'folder' }));
}
