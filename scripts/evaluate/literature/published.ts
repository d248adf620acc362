import type { applicationNames } from './read-application.ts';

/** Empty where the source has none. */
type Published = readonly [sm: string, icp: string, ifn: string, ned: string];

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
    Mono2Micro: ['0.072', '0.527', '3.375', '0.429'],
    FoSCI: ['0.095', '0.706', '4.375', '0.407'],
    CoGCN: ['0.038', '0.444', '2.846', '0.250'],
    Bunch: ['0.177', '0.550', '3.875', '0.692'],
    MEM: ['0.097', '0.589', '4.333', '0.464'],
  },
  daytrader: {
    Mono2Micro: ['0.078', '0.346', '1.922', '0.338'],
    FoSCI: ['0.092', '0.748', '3.489', '0.697'],
    CoGCN: ['0.086', '0.455', '2.880', '0.663'],
    Bunch: ['0.269', '0.572', '', '0.582'],
    MEM: ['0.089', '0.355', '4.200', '1.000'],
  },
  jpetstore: {
    Mono2Micro: ['0.054', '0.333', '1.857', '0.257'],
    FoSCI: ['0.044', '0.478', '3.750', '0.516'],
    CoGCN: ['0.091', '0.582', '2.533', '0.392'],
    Bunch: ['', '0.477', '7.948', '0.667'],
    MEM: ['0.124', '0.434', '3.429', '1.000'],
  },
  plants: {
    Mono2Micro: ['0.078', '0.381', '6.000', '0.038'],
    FoSCI: ['0.135', '0.682', '4.875', '0.538'],
    CoGCN: ['0.133', '0.571', '4.875', '0.500'],
    Bunch: ['0.155', '0.501', '6.357', '0.346'],
    MEM: ['0.210', '0.320', '4.750', '0.231'],
  },
};
