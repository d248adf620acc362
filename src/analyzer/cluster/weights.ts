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
  /**
   * Share of each signal in the affinity, relative to `structure`. [M] flat between .25 and .5 for file names. Co-change is
   * read and shown but does not count: with 0, .1, .25, .5 of it the adjusted Rand index of the fine grain is .81, .74, .72, .72 (mean of
   * ghostfolio, 684 commits in 24 months, vendure, 320, and Unleash, 996), of the coarse one .53, .52, .50, .48; in layers it is flat.
   */
  signals: { structure: 1, fileNames: 0.45, identifiers: 0.1, folders: 0.6, coChange: 0 },
  /**
   * Share of `identifiers` where folders are layers and say nothing. [M] on seven code bases moved into layers the adjusted Rand
   * index is .44 at .1, .47 at .3 and .46 at .5; where folders are features .2 and more lose up to .04 of the fine grain.
   */
  identifiersInLayers: 0.3,
  /** Strength of the use of one entity by two modules, a part of a god file among them, beside a dependency. [D] */
  sharedData: 1,
  /** From so many on, files of one name in layers of one name are named after a role. [M] 3 to 6 measure alike. */
  maxNamesakes: 3,
  /** See `SimilarityOptions`. [M], but the number of terms, which bounds the cost of common vocabulary [D]. */
  vocabulary: { neighbours: 8, minSimilarity: 0.12, maxTermShare: 0.35, maxTermsPerDocument: 40 },
  /**
   * Perturbed runs per resolution, fewer on graphs with more edges than `edgesForAllRuns`; deviation of the log-normal factor,
   * and share of dropped edges. [M]
   */
  ensemble: {
    runs: 16,
    minRuns: 8,
    edgesForAllRuns: 12_000,
    deviation: 0.3,
    dropShare: 0.1,
    seed: 20_240_229,
  },
  /**
   * Resolutions that each grain chooses from. [M] on six code bases with a known answer, contexts are recovered best from .3
   * to 1 (adjusted Rand index .42–.49), single features from 1.5 on. Merging the fine communities by seven criteria
   * instead reached .34–.47. One resolution for the fine grain: on nineteen code bases 1.5 recovers feature folders as well as 1.25 and
   * 2, in layers too, and better than the most stable of 1.5 to 6 (.77 and .58 against .76 and .57), at a fifth of the cost.
   */
  resolutions: { coarse: [0.3, 0.35], balanced: [0.8, 0.9, 1], fine: [1.5] },
  /**
   * The same for so few modules, where contexts are of a handful: modularity sees less in little. [M] of two applications of 26 and 48
   * modules with five services each, most of them parts of one file, 17 of 18 and 14 of 15 routes are in the right one at 1, and 15
   * and 14 at .8; from 1.2 on a log-in parts from its session.
   */
  smallGraph: { modules: 60, resolutions: { coarse: [0.5, 0.7], balanced: [1], fine: [1.5, 2, 3] } },
  /** The smallest resolution within this distance of the best stability is taken. [M] .01–.05 below the oracle. */
  stabilityTolerance: 0.02,
  /**
   * Coarse contexts with more entities than this, on average, are not recommended, however sure the runs are. [D] Where coarse is
   * right by a known answer it is at most 3 (five code bases); of two layered applications with 7 and 10 no team would call
   * the parts one.
   */
  maxEntitiesOfContext: 5,
  /** An edge never seen within one community keeps this share of its weight. [L] Poulin and Théberge 2018. */
  consensusFloor: 0.05,
  /** A smaller community is folded into its closest neighbour. [M] */
  minContextModules: 3,
  /** Random graphs with the same degrees, and runs on each, that the stability is compared with. [D] */
  nullModel: { rewirings: 4, runs: 4 },
  /** See `set-aside.ts`. [M] the score of single modules reaches an area under the curve of .72–.85. */
  sharedKernel: {
    /** Of the communities, and of the groups whose number measures how widely a module is used. */
    resolutions: { community: 3, group: 0.6 },
    /** See `set-aside.ts`. [D] */
    omnipresentShare: 0.5,
    minUsers: 3,
    minUserShare: 0.4,
    minStability: 0.5,
    catchAllShare: 0.5,
    /** A community with at most this share of its modules named after an entity or a route is technical. */
    maxNamedShare: 0.2,
    /** Below this share of communities with an entity or a route, too little is known to call one technical. */
    minOwnedShare: 0.2,
    community: { minUsers: 3, minUserShare: 0.4, minStability: 0.75 },
    technical: { minUsers: 2, minUserShare: 0.25, minStability: 0.5 },
  },
  /** Up to this share of its dependencies may cross the border of a program of its own. [D] */
  maxCrossingOfProgram: 0.2,
  /** See `set-aside.ts`. [D] */
  compositionRoot: { minUses: 3, minUseShare: 0.4, maxUsers: 2 },
} as const;
