/**
 * Every number that clustering depends on, in one place.
 *
 * Sources: [M] own measurement on three Nest applications with folders hidden (adjusted Rand index against their feature
 * folders), [L] literature, [D] a decision without a measurement yet.
 */
export const clusteringWeights = {
  /**
   * Strength of a dependency by kind, before it is divided by the in-degree of its target; the strongest kind counts.
   * [M] types at 1.5 or 2 gain .02–.05, at .25 lose .10; injection and calls above 1 lose .05–.10.
   */
  kind: {
    value: 1,
    require: 1,
    dynamic: 1,
    're-export': 1,
    extends: 1,
    injection: 1,
    call: 1,
    metadata: 1,
    type: 1.5,
  },
  /** Share of each signal in the affinity, relative to `structure`. [M] flat between .25 and .5 for file names. */
  signals: { structure: 1, fileNames: 0.45, identifiers: 0.1, folders: 0.3 },
  /** Neighbours that each module keeps in a vocabulary signal, and the least cosine of one. [M] */
  neighbours: 8,
  minSimilarity: 0.12,
  /** Terms in more than this share of the modules name nothing; identifiers of only one module neither. [M] */
  maxTermShare: 0.35,
  /** Terms that each module is compared by, the weightiest first: bounds the cost of common vocabulary. [D] */
  maxTermsPerModule: 40,
  /** Perturbed runs per resolution; deviation of the log-normal factor, and share of dropped edges. [M] */
  ensemble: { runs: 16, deviation: 0.3, dropShare: 0.1, seed: 20_240_229 },
  resolutions: [1, 1.5, 2, 3, 4, 6, 8],
  /** The smallest resolution within this distance of the best stability is taken. [M] .01–.05 below the oracle. */
  stabilityTolerance: 0.02,
  /** An edge never seen within one community keeps this share of its weight. [L] Poulin and Théberge 2018. */
  consensusFloor: 0.05,
  /** A smaller community is folded into its closest neighbour. [M] */
  minContextModules: 3,
  /** Bounds of the contexts of the balanced grain, in square roots of the modules. [D] */
  balancedPerRoot: { least: 0.3, most: 0.8 },
  /** Contexts of the coarse grain as a share of the balanced. [D] */
  coarseShare: 0.5,
  /** Random graphs with the same degrees, and runs on each, that the stability is compared with. [D] */
  nullModel: { rewirings: 8, runs: 6 },
  /** See `shared-kernel.ts`. [M] the score reaches an area under the curve of .72–.85. */
  sharedKernel: { resolution: 3, minUsers: 3, minUserShare: 0.2, deviations: 1.5 },
  /** A module that imports from more than this share of the communities wires them together. [M] */
  compositionRootShare: 0.4,
} as const;
