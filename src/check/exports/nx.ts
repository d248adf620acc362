import type { BoundaryExport } from '../boundary-export.ts';

export const nxExport: BoundaryExport = {
  name: 'nx',
  loss: 'everything within a project: give each project the tag of its context; tables, joins, transactions and the baseline',
  render({ contexts }) {
    const rule = [
      'error',
      {
        enforceBuildableLibDependency: true,
        allow: [],
        depConstraints: [
          ...contexts.map(({ id, uses }) => ({
            sourceTag: `context:${id}`,
            onlyDependOnLibsWithTags: [id, ...uses, 'shared'].map((name) => `context:${name}`),
          })),
          { sourceTag: 'context:shared', onlyDependOnLibsWithTags: ['context:shared'] },
        ],
      },
    ];
    return `${JSON.stringify({ rules: { '@nx/enforce-module-boundaries': rule } }, null, 2)}\n`;
  },
};
