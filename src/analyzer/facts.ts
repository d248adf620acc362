import type {
  Analysis,
  Access,
  Dependency,
  Entity,
  Join,
  ModuleRole,
  Operation,
  Outbound,
  Part,
  Route,
  State,
  UnresolvedImport,
} from '../model/analysis.ts';
import type { Diagnostic } from '../model/diagnostic.ts';

/**
 * What the code says before anything interprets it: the only thing that clustering and judging see of a project.
 *
 * Paths are POSIX, relative to the analysed root; every list is sorted by path, then line.
 */
export interface Facts {
  readonly commit: string | null;
  readonly modules: readonly ModuleFact[];
  readonly dependencies: readonly Dependency[];
  readonly unresolvedImports: readonly UnresolvedImport[];
  readonly routes: readonly RouteFact[];
  readonly operations: readonly OperationFact[];
  readonly entities: readonly EntityFact[];
  readonly events: readonly {
    readonly name: string;
    readonly transport: string;
    readonly publishers: string[];
    readonly subscribers: string[];
  }[];
  readonly transactions: readonly TransactionFact[];
  readonly accesses: readonly AccessFact[];
  readonly calls: readonly CallFact[];
  readonly state: readonly StateFact[];
  readonly joins: readonly JoinFact[];
  readonly outbound: readonly Outbound[];
  readonly history: HistoryFact;
  /** Null without traces. */
  readonly runtime: RuntimeFact | null;
  /** Teams and users of each module that has some, in the order of CODEOWNERS. */
  readonly owners: ReadonlyMap<string, readonly string[]>;
  readonly receivers: ReceiverCounts;
  readonly frameworks: readonly string[];
  readonly orms: readonly string[];
  readonly diagnostics: readonly Diagnostic[];
  /** Files that may hold many modules, in their parts; absent where there is none. */
  readonly parts?: PartFacts;
}

/** What is known about the parts of files; dependencies and `reaches` name a part by its path, else the file. */
interface PartFacts {
  /** By file, in order of line. */
  readonly modules: readonly PartFact[];
  /** Every dependency with a file that has parts at one of its ends, or at both. */
  readonly dependencies: readonly Dependency[];
}

/** A top-level function or class, or a function of the one that wraps the whole file. */
export interface PartFact extends Part {
  /** `file#symbol`. */
  readonly path: string;
  /** As those of a module. */
  readonly terms: ReadonlyMap<string, number>;
}

/** Receivers of method calls of the application, `this` and methods of strings, lists and the like left out. */
export interface ReceiverCounts {
  readonly total: number;
  /** Neither declarations nor wiring nor the type checker say what it is. */
  readonly unresolved: number;
  /** Decided by the type checker. */
  readonly byOracle: number;
}

export interface ModuleFact {
  readonly path: string;
  readonly lines: number;
  /** What the file is by its own evidence (name, header, content); whether it is shared, or of a front end, is decided later. */
  readonly role: Exclude<ModuleRole, 'shared'>;
  /** Only re-exports: transparent for weights, since dependencies already lead to the defining files. */
  readonly isBarrel: boolean;
  /** Only types and interfaces: nothing of it exists at run time. */
  readonly isTypeOnly: boolean;
  /** Whether it shows something to a user, as a component does; absent where not. */
  readonly isView?: true;
  /** Identifiers declared or used in the file, split into lower-case terms, with counts; sorted by term. */
  readonly terms: ReadonlyMap<string, number>;
  /** Where a module stands that is a part of a file; absent for a whole file. */
  readonly part?: Part;
}

/** What a handler can call, through declarations and not whole files. */
interface Reaching {
  /** The module of the function that answers; absent where the code does not show it. */
  readonly module?: string;
  readonly reaches: {
    /** The modules that it calls directly, in order of the calls; absent where that is not known. */
    readonly calls?: readonly string[];
    readonly modules: readonly string[];
    readonly entities: readonly string[];
  };
}

/** A route as found. */
export interface RouteFact extends Omit<Route, 'context' | 'touches'>, Reaching {}

/** An operation as found. */
export interface OperationFact extends Omit<Operation, 'context' | 'touches'>, Reaching {}

export interface EntityFact extends Omit<Entity, 'context'> {
  /** The module that declares it; absent for that of its whole file. */
  readonly module?: string;
}

/** One place that reads or writes an entity; by file, then line. */
export type AccessFact = Access;

/** One query over several entities; by file, then line. */
export type JoinFact = Omit<Join, 'contexts'>;

export interface TransactionFact {
  readonly file: string;
  readonly line: number;
  /** Entity names read or written inside, through the functions that it calls. */
  readonly entities: readonly string[];
  /** The same accesses in the order in which they run, branches and loops one after the other. */
  readonly accesses: readonly Pick<AccessFact, 'entity' | 'op' | 'file' | 'line'>[];
}

/** A variable of a module that functions change while the program runs; by file, then line. */
export type StateFact = State;

/** A call of a function of another file by the application; by file, then line. */
export interface CallFact {
  readonly from: string;
  readonly line: number;
  /** The enclosing top-level function or `Class.method`; `<module>` outside of both. */
  readonly function: string;
  readonly to: string;
  /** The called function, named as `function` is. */
  readonly target: string;
  /** Entities that the called function reads and writes, itself or through others. */
  readonly reads: readonly string[];
  readonly writes: readonly string[];
  /** Whether the called function calls another system or writes files, itself or through others. */
  readonly isExternal: boolean;
  /** Whether the caller goes on with what it gives; `dropped` when it does not even wait for it. */
  readonly result: 'used' | 'unused' | 'dropped';
  /** Where the transaction opens that the call may run in, `path:line`; null outside of all. */
  readonly transaction: string | null;
}

/** What was observed at run time, see `runtime` of the document. */
export type RuntimeFact = NonNullable<Analysis['runtime']>;

/** What commits say, see `history` of the document; `coChanges` holds every pair with two common commits. */
export interface HistoryFact extends Omit<Analysis['history'], 'coChanges'> {
  readonly coChanges: readonly Omit<Analysis['history']['coChanges'][number], 'isLinked'>[];
}
