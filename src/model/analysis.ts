/**
 * The analysis document: what the analyzer found and proposes, and the contract between all parts of Banyan.
 *
 * One JSON document, byte-identical for the same commit and configuration. Paths are POSIX and relative to the analysed
 * root; every list is sorted; `modules[].context`, `routes` and `entities` describe the recommended candidate. The JSON
 * Schema in `schema/analysis.schema.json` is generated from this file and the parts that it imports.
 */
import { z } from 'zod';
import { band } from './band.ts';
import { access, entity, join, state, transaction } from './data.ts';
import { dependencyKinds } from './dependency-kinds.ts';
import { confidence, path, place } from './fields.ts';
import { history } from './history.ts';
import { decidedPin } from './pins.ts';
import { plan } from './plan.ts';
import { runtime } from './runtime.ts';

export const ANALYSIS_SCHEMA_VERSION = 1;

const moduleRoles = ['domain', 'shared', 'composition-root', 'front-end', 'test', 'generated'] as const;
/** What calls an operation: a client over GraphQL, tRPC or a websocket, a message broker, a clock, a queue, a command line. */
const operationProtocols = [
  'graphql',
  'trpc',
  'rpc',
  'message',
  'websocket',
  'schedule',
  'queue',
  'command',
] as const;
export const sideEffects = ['none', 'writes', 'external', 'unknown'] as const;
const verdicts = ['split', 'split-some', 'modularise-first', 'do-not-split'] as const;
export const grains = ['coarse', 'balanced', 'fine'] as const;
/** How the folders are cut: by feature, by technical layer, some of both, or not at all. */
const folderLayouts = ['features', 'layers', 'mixed', 'flat'] as const;
const kernelDecisions = ['library', 'replicate', 'own-service', 'push-down'] as const;

/** One reason for a module's place: `pull: in` is evidence for its context, `elsewhere` the strongest rival. */
const reason = z.strictObject({
  pull: z.enum(['in', 'elsewhere']),
  /** The other module. */
  module: path,
  /** The context of the other module; null when it has none. */
  context: z.string().nullable(),
  source: z.enum(['import', 'injection', 'call', 'co-change', 'vocabulary', 'trace']),
  /** Share of the module's total affinity, 0..1. */
  weight: z.number().min(0).max(1),
  location: place.optional(),
});

/** Where a module stands that is a top-level function or class of a god file. */
const part = z.strictObject({
  file: path,
  /** Its name, unique in the file; for a nameless handler what it answers: `get-orders-id`. */
  symbol: z.string().min(1),
  line: z.number().int().min(1),
  endLine: z.number().int().min(1),
});

const analysedModule = z.strictObject({
  /** Of its file; of a part of a god file `file#symbol`, beside which the path of the file stands for what is left of it. */
  path,
  lines: z.number().int().min(0),
  role: z.enum(moduleRoles),
  /** Context id; null for roles other than `domain` and `test`, and for what is no part of the running application. */
  context: z.string().nullable(),
  /**
   * How sure its context is: the agreement of the runs, less where most of its ties lead elsewhere; that of the context for what
   * follows it (barrels, tools, tests); 1 without one.
   */
  confidence,
  /** The confidence in words; absent without a context. */
  band: band.optional(),
  /** The other context that the runs put it into most often, and how often; absent below a tenth of them. */
  rival: z.strictObject({ context: z.string(), confidence }).optional(),
  because: z.array(reason),
  /** How strongly contexts pull at it: shares of its ties, 0..1, the strongest four and its own; absent where it was not clustered. */
  pulls: z.array(z.strictObject({ context: z.string(), weight: z.number().min(0).max(1) })).optional(),
  /** Without its ties to these modules of its context, at most five, another would pull more; none are needed where it already does. */
  wouldMove: z.strictObject({ to: z.string(), without: z.array(path) }).optional(),
  /** Which of `pins` mean it, by their position; absent where none does. */
  pins: z.array(z.number().int().min(0)).optional(),
  /** The context that it has without any pin, null for none; absent where that is the same one. */
  withoutPins: z.string().nullable().optional(),
  /** Teams and users that CODEOWNERS names, in its order; absent where it names nobody. */
  owners: z.array(z.string()).optional(),
  /** Absent for a whole file. */
  part: part.optional(),
});

const dependency = z.strictObject({
  from: path,
  to: path,
  kinds: z.array(z.enum(dependencyKinds)).min(1),
  /** Number of references behind the edge, at least 1. */
  weight: z.number().min(1),
  /** Exported names used, `*` for a namespace, `default` for a default import. Empty for a bare import. */
  symbols: z.array(z.string()),
  locations: z.array(place).min(1),
  /** How sure its surest reference is: below 1 where a container may inject one of several; absent for 1. */
  confidence: confidence.optional(),
});

const unresolvedImport = z.strictObject({
  from: path,
  specifier: z.string(),
  line: z.number().int().min(1),
  /** Why it could not be resolved, in words; e.g. `no file matches`, `not a literal`. */
  reason: z.string(),
});

/** A context that a handler reaches. */
const reach = z.strictObject({
  context: z.string(),
  /** Names of its entities that the handler can read or write. */
  entities: z.array(z.string()),
  /** The shortest way there from the handler's file: the place of each use, then of the access to the entity. */
  via: z.array(place),
});

const route = z.strictObject({
  method: z.string(),
  /** Express style, mounts applied: `/api/orders/:id`; a part that could not be evaluated is `{expr}`. */
  path: z.string(),
  file: path,
  line: z.number().int().min(1),
  /** Name of the function that answers; `anonymous` when it has none. */
  handler: z.string(),
  /** Names of what the registration has run before the handler, in order, `anonymous` for none; absent where it is not known. */
  middleware: z.array(z.string()).optional(),
  framework: z.string(),
  context: z.string().nullable(),
  /** Contexts whose entities the handler reaches, or modules that hold or reach data or other systems. */
  touches: z.array(z.string()),
  /** How it reaches each of these. */
  reach: z.array(reach).optional(),
  sideEffects: z.enum(sideEffects),
  confidence,
});

/** An entry point that is not an HTTP route of its own. */
const operation = z.strictObject({
  protocol: z.enum(operationProtocols),
  /** As a caller names it: `Query.orders`, `Order.lines` for a field, `order.byId`, the pattern of a message. */
  name: z.string(),
  /** The APIs that offer it, by path or name; empty where the code does not tell several apart. */
  apis: z.array(z.string()),
  file: path,
  line: z.number().int().min(1),
  /** Name of the function that answers; `anonymous` when it has none. */
  handler: z.string(),
  framework: z.string(),
  context: z.string().nullable(),
  /** Contexts whose entities the handler reaches, or modules that hold or reach data or other systems. */
  touches: z.array(z.string()),
  /** How it reaches each of these. */
  reach: z.array(reach).optional(),
  sideEffects: z.enum(sideEffects),
  confidence,
});

const event = z.strictObject({
  /** Channel, topic, queue, or the class of the event; a part that could not be evaluated is `{name}`. */
  name: z.string(),
  /** What carries it; equal names of different transports are different channels. */
  transport: z.string(),
  publishers: z.array(place),
  subscribers: z.array(place),
});

const outboundKinds = ['http', 'sdk', 'store'] as const;

/** Another system that the code calls; what carries events is in `events`. */
const outbound = z.strictObject({
  kind: z.enum(outboundKinds),
  /** HTTP method in capitals; null where the code does not say it, and for what is no HTTP client. */
  method: z.string().nullable(),
  /** Scheme, host and path, without credentials and query; for a package the system that it talks to. `{name}` is not known. */
  target: z.string(),
  /** Package, or `fetch`. */
  via: z.string(),
  locations: z.array(place),
});

const context = z.strictObject({
  id: z.string(),
  name: z.string(),
  /** Tests of the context among them, which no number counts. */
  modules: z.array(path),
  /** `METHOD /path`. */
  routes: z.array(z.string()),
  /** `protocol name`. */
  operations: z.array(z.string()),
  entities: z.array(z.string()),
  confidence,
  /** The confidence in words. */
  band: band.optional(),
  /** Metric name to value; each metric is documented in `docs/reference/metrics.md`. */
  metrics: z.record(z.string(), z.number()),
  vocabulary: z.array(z.string()),
  /** Whom an `owner` pin names, else the teams and users that CODEOWNERS names for its modules, the one of most modules first. */
  owners: z.array(z.string()),
});

const candidate = z.strictObject({
  contexts: z.array(z.strictObject({ id: z.string(), modules: z.array(path) })),
});

/** Where two contexts with ties between them meet. */
const boundary = z.strictObject({
  /** Context ids, sorted. */
  between: z.tuple([z.string(), z.string()]),
  /** Share of the perturbed runs, 0..1, that part the ties between them, by weight. */
  confidence,
  band,
  /** The few modules that decide where it runs, the most disputed first; none where it is firm. */
  deciding: z.array(
    z.strictObject({
      path,
      /** Its context, and how often the runs put it there (`own`) and on the other side (`elsewhere`). */
      context: z.string(),
      own: confidence,
      elsewhere: confidence,
    }),
  ),
});

const kernelMember = z.strictObject({
  path,
  decision: z.enum(kernelDecisions),
  /** Context ids. */
  usedBy: z.array(z.string()),
  why: z.string(),
});

const finding = z.strictObject({
  code: z.string(),
  severity: z.enum(['error', 'warning', 'info']),
  title: z.string(),
  /** Contexts that it is about, by id; absent in documents of older versions. */
  contexts: z.array(z.string()).optional(),
  locations: z.array(place),
  why: z.string(),
  fix: z.string(),
  /** The numbers that triggered it. */
  numbers: z.record(z.string(), z.number()),
});

const baseline = z.strictObject({
  name: z.enum(['all-in-one', 'folders', 'louvain-on-imports', 'random']),
  contexts: z.number().int().min(1),
  metrics: z.record(z.string(), z.number()),
});

const diagnostic = z.strictObject({
  severity: z.enum(['warning', 'note']),
  code: z.string(),
  message: z.string(),
  location: z
    .strictObject({ path, line: z.number().int().min(1), column: z.number().int().min(1).optional() })
    .optional(),
});

export const analysisSchema = z.strictObject({
  schemaVersion: z.literal(ANALYSIS_SCHEMA_VERSION),
  tool: z.strictObject({ name: z.literal('banyan'), version: z.string() }),
  root: z.literal('.'),
  /** Full object id of HEAD; null without a readable repository. */
  commit: z.string().nullable(),
  summary: z.strictObject({
    files: z.number().int().min(1),
    lines: z.number().int().min(0),
    unresolvedImports: z.number().int().min(0),
    frameworks: z.array(z.string()),
    orms: z.array(z.string()),
    /** Only feature folders count as evidence for a context. */
    folders: z.enum(folderLayouts).optional(),
    /** Receivers of method calls: how many, of how many nothing is known, how many the type checker decided. */
    receivers: z
      .strictObject({
        total: z.number().int().min(0),
        unresolved: z.number().int().min(0),
        byOracle: z.number().int().min(0),
      })
      .optional(),
  }),
  modules: z.array(analysedModule),
  dependencies: z.array(dependency),
  unresolvedImports: z.array(unresolvedImport),
  routes: z.array(route),
  operations: z.array(operation),
  entities: z.array(entity),
  events: z.array(event),
  transactions: z.array(transaction),
  accesses: z.array(access).optional(),
  joins: z.array(join).optional(),
  state: z.array(state).optional(),
  outbound: z.array(outbound),
  history,
  runtime: runtime.optional(),
  contexts: z.array(context),
  /** Every border between two contexts of the recommended candidate. */
  boundaries: z.array(boundary).optional(),
  candidates: z.strictObject({ coarse: candidate, balanced: candidate, fine: candidate }),
  recommended: z.enum(grains),
  /** What the team decided, in the order of its configuration; absent without pins. */
  pins: z.array(decidedPin).optional(),
  sharedKernel: z.array(kernelMember),
  verdict: z.strictObject({
    decision: z.enum(verdicts),
    why: z.array(z.string()),
    wouldChangeIf: z.array(z.string()),
    /** What to mind about the sizes of the services that it would give; absent where nothing is to mind. */
    guidance: z.array(z.string()).optional(),
  }),
  findings: z.array(finding),
  plan,
  metrics: z.record(z.string(), z.number()),
  /** The same numbers of trivial ways to divide the same modules; without them no number can be read. */
  baselines: z.array(baseline).optional(),
  diagnostics: z.array(diagnostic),
});

export type Analysis = z.infer<typeof analysisSchema>;
export type AnalysisModule = Analysis['modules'][number];
export type Part = z.infer<typeof part>;
export type Dependency = Analysis['dependencies'][number];
export type DependencyKind = (typeof dependencyKinds)[number];
export type UnresolvedImport = Analysis['unresolvedImports'][number];
export type Route = Analysis['routes'][number];
export type Operation = Analysis['operations'][number];
export type Reach = NonNullable<Route['reach']>[number];
export type Entity = Analysis['entities'][number];
export type Access = NonNullable<Analysis['accesses']>[number];
export type Join = NonNullable<Analysis['joins']>[number];
export type State = NonNullable<Analysis['state']>[number];
export type Outbound = Analysis['outbound'][number];
export type History = Analysis['history'];
export type Transaction = Analysis['transactions'][number];
export type BoundedContext = Analysis['contexts'][number];
export type Boundary = NonNullable<Analysis['boundaries']>[number];
export type KernelMember = Analysis['sharedKernel'][number];
export type Finding = Analysis['findings'][number];
export type Plan = Analysis['plan'];
export type PlanStep = Plan['steps'][number];
export type PlannedWork = NonNullable<PlanStep['work']>;
export type Cut = NonNullable<Plan['cuts']>[number];
export type CutWay = Cut['how'];
export type Verdict = Analysis['verdict'];
export type ModuleRole = (typeof moduleRoles)[number];
export type FolderLayout = (typeof folderLayouts)[number];
export type Grain = (typeof grains)[number];
export type SideEffects = (typeof sideEffects)[number];
