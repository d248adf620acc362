import { partSizes, usePairs } from './division.ts';
import type { DivisionMetric } from './metric.ts';

/**
 * IFN as the code of FSE 2021 computes it: pairs of modules of different parts of which one uses the other, per part.
 *
 * From 0, in pairs, lower is better; 0 for one big part.
 *
 * Source: A. Kalia et al., "Mono2Micro", FSE 2021, and its published code.
 */
export const ifnFse: DivisionMetric = {
  name: 'ifnFse',
  measure(division) {
    const parts = partSizes(division).size;
    const crossing = usePairs(division).filter(({ fromPart, toPart }) => fromPart !== toPart).length;
    return parts === 0 ? 0 : crossing / parts;
  },
};

/**
 * IFN as FoSCI and Brito define it: modules of a part that another part uses, on average; what a service would have to publish.
 *
 * From 0, in modules, lower is better; 0 for one big part.
 *
 * Source: W. Jin et al., TSE 2021; M. Brito et al., "Identification of Microservices from Monolithic Applications through
 * Topic Modelling", SAC 2021.
 */
export const ifnFosci: DivisionMetric = {
  name: 'ifnFosci',
  measure(division) {
    const parts = partSizes(division).size;
    const published = new Set(
      division.uses
        .filter(({ from, to }) => {
          const [a, b] = [division.partOf.get(from), division.partOf.get(to)];
          return a !== undefined && b !== undefined && a !== b;
        })
        .map(({ to }) => to),
    );
    return parts === 0 ? 0 : published.size / parts;
  },
};
