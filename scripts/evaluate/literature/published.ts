import type { applicationNames } from './read-application.ts';

interface Published {
  readonly sm: number | null;
  readonly icp: number;
  readonly ifn: number | null;
  readonly ned: number;
}

/**
 * Medians over the numbers of partitions, outliers left out: `experimental_results.xlsx` of the replication material.
 *
 * Source: A. Kalia et al., "Mono2Micro: A Practical and Effective Tool for Decomposing Monolithic Java Applications to
 * Microservices", ESEC/FSE 2021.
 */
export const published: Readonly<
  Record<(typeof applicationNames)[number], Readonly<Record<string, Published>>>
> = {
  acmeair: {
    Mono2Micro: { sm: 0.072, icp: 0.527, ifn: 3.375, ned: 0.429 },
    FoSCI: { sm: 0.095, icp: 0.706, ifn: 4.375, ned: 0.407 },
    CoGCN: { sm: 0.038, icp: 0.444, ifn: 2.846, ned: 0.25 },
    Bunch: { sm: 0.177, icp: 0.55, ifn: 3.875, ned: 0.692 },
    MEM: { sm: 0.097, icp: 0.589, ifn: 4.333, ned: 0.464 },
  },
  daytrader: {
    Mono2Micro: { sm: 0.078, icp: 0.346, ifn: 1.922, ned: 0.338 },
    FoSCI: { sm: 0.092, icp: 0.748, ifn: 3.489, ned: 0.697 },
    CoGCN: { sm: 0.086, icp: 0.455, ifn: 2.88, ned: 0.663 },
    Bunch: { sm: 0.269, icp: 0.572, ifn: null, ned: 0.582 },
    MEM: { sm: 0.089, icp: 0.355, ifn: 4.2, ned: 1 },
  },
  jpetstore: {
    Mono2Micro: { sm: 0.054, icp: 0.333, ifn: 1.857, ned: 0.257 },
    FoSCI: { sm: 0.044, icp: 0.478, ifn: 3.75, ned: 0.516 },
    CoGCN: { sm: 0.091, icp: 0.582, ifn: 2.533, ned: 0.392 },
    Bunch: { sm: null, icp: 0.477, ifn: 7.948, ned: 0.667 },
    MEM: { sm: 0.124, icp: 0.434, ifn: 3.429, ned: 1 },
  },
  plants: {
    Mono2Micro: { sm: 0.078, icp: 0.381, ifn: 6, ned: 0.038 },
    FoSCI: { sm: 0.135, icp: 0.682, ifn: 4.875, ned: 0.538 },
    CoGCN: { sm: 0.133, icp: 0.571, ifn: 4.875, ned: 0.5 },
    Bunch: { sm: 0.155, icp: 0.501, ifn: 6.357, ned: 0.346 },
    MEM: { sm: 0.21, icp: 0.32, ifn: 4.75, ned: 0.231 },
  },
};
