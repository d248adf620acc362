/**
 * From where on something is worth saying. One place, each with its reason; what a team sees depends on nothing else.
 */
export const thresholds = {
  /** A service of fewer modules or lines costs more to run than it holds: Fowler's and Richardson's nano-service. */
  minServiceModules: 4,
  minServiceLines: 100,
  /** With more of the modules in one of three or more contexts the lump has only been renamed. */
  maxServiceShare: 0.4,
} as const;
