/** What a team has accepted as its boundaries (`banyan.boundaries.yaml`), the facts that are held against it, and what breaks it. */
import type { Access, Analysis, Dependency, Join, ModuleRole } from './analysis.ts';

/** An accepted context. Patterns are those of pins: a path, a folder with all below it, `*`, `**`, `{a,b}`, `!path`. */
export interface AcceptedContext {
  readonly id: string;
  /** Patterns of its modules. */
  readonly modules: readonly string[];
  readonly owners: readonly string[];
  /** Ids of the contexts that its modules may use. */
  readonly uses: readonly string[];
  /** Patterns of the modules that other contexts may use; null for all. */
  readonly api: readonly string[] | null;
  /** Tables and collections that are its own. */
  readonly tables: readonly string[];
  /** Tables of other contexts that it may write. */
  readonly writes: readonly string[];
  /** Tables of other contexts that its joins and transactions may take in. */
  readonly joins: readonly string[];
}

export interface Boundaries {
  readonly contexts: readonly AcceptedContext[];
  /** Patterns of what every context may use and what uses none. */
  readonly shared: readonly string[];
  /** Patterns of what wires the application: it may use everything, nothing may use it. */
  readonly composition: readonly string[];
  /** Patterns of what does not count. */
  readonly ignore: readonly string[];
}

/** What the code says, as far as a boundary can be broken by it. */
export interface BoundaryFacts {
  readonly modules: readonly { readonly path: string; readonly role: ModuleRole }[];
  readonly dependencies: readonly Dependency[];
  readonly entities: readonly Pick<Analysis['entities'][number], 'name' | 'table' | 'file'>[];
  readonly accesses: readonly Access[];
  readonly joins: readonly Omit<Join, 'contexts'>[];
  readonly transactions: readonly {
    readonly file: string;
    readonly line: number;
    readonly entities: readonly string[];
  }[];
  readonly unresolvedImports: number;
}

/** Every way to break an accepted boundary. */
export const boundaryRules = [
  'unclaimed-module',
  'dependency',
  'private-module',
  'shared-uses-context',
  'composition-used',
  'table-write',
  'join',
  'transaction',
] as const;

export type BoundaryRule = (typeof boundaryRules)[number];

/** One place where the code breaks an accepted boundary. */
export interface Violation {
  readonly rule: BoundaryRule;
  /** Stands for it in the baseline: the same while lines move. */
  readonly key: string;
  /** Ids of the contexts on both sides, where there are two. */
  readonly contexts: readonly string[];
  /** `file:line`, the first one. */
  readonly location: string;
  /** What it does, in a sentence. */
  readonly what: string;
  /** The cheapest way to mend it. */
  readonly fix: string;
}
