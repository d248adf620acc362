/**
 * From where on something is worth saying. One place, each with its reason; what a team sees depends on nothing else. Those of the
 * verdict are in `separable.ts` and `verdict.ts`.
 */
export const thresholds = {
  /** A service of fewer modules or lines costs more to run than it holds (nano-service; A. Rotem-Gal-Oz, 2012). */
  minServiceModules: 4,
  minServiceLines: 100,
  /** With more of the modules in one of three contexts or more the lump has only been renamed. */
  maxServiceShare: 0.4,
  minContextsForShare: 3,
  /** A handler that reaches two others can wait for both; from three contexts on it is a composition of its own. */
  minContextsOfRoute: 3,
  /** A client with more operations than this is no narrow interface (I. Nadareishvili et al. count a handful per service). */
  minChattyFunctions: 8,
  minChattyPlaces: 12,
  /** A module that half of the contexts call is on every path; below five contexts half is nothing special. */
  minHubContexts: 5,
  minHubShare: 0.4,
  /** Three of four modules of one role (`controller`, `repository`) are a layer; in five modules that can be chance. */
  minLayerShare: 0.75,
  minLayerModules: 6,
  /** code-maat's defaults: less than five common commits, or less often together than not, is noise. */
  minCommonCommits: 5,
  minCoChange: 0.5,
  minLift: 2,
  /** One pair of files may be an accident; between two contexts it takes some to say that they change together. */
  minHiddenPairs: 2,
  /** Signs of a distributed monolith: D. Taibi, V. Lenarduzzi, IEEE Software 35(3), 2018; each is ordinary alone. */
  minSigns: 2,
  maxWideRoutes: 0.4,
  maxCutShare: 0.4,
  maxSharedTables: 0.3,
  maxInCycle: 0.6,
} as const;
