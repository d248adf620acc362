import type { BoundaryExport } from '../boundary-export.ts';
import { codeownersExport } from './codeowners.ts';
import { dependencyCruiserExport } from './dependency-cruiser.ts';
import { eslintBoundariesExport } from './eslint-boundaries.ts';
import { nxExport } from './nx.ts';

/** Every other tool that accepted boundaries can be written for. */
export const boundaryExports: readonly BoundaryExport[] = [
  dependencyCruiserExport,
  eslintBoundariesExport,
  nxExport,
  codeownersExport,
];
