import type { EntityEffects } from '../discover/calls/entity-effects.ts';

/** A place in code: a file and the number of a function, class or node in it. */
export type CodeName = readonly [file: string, number: number];

/** What a parameter was seen to hold. */
export type SeenName =
  | { readonly kind: 'function' | 'class' | 'instance'; readonly code: CodeName }
  /** `file` is where it counts as made; empty where nobody knows. */
  | { readonly kind: 'object'; readonly code: CodeName; readonly file: string }
  | { readonly kind: 'external'; readonly package: string; readonly path: readonly string[] };

/** What a container puts at a place, by the number of the node. */
export interface InjectedName {
  readonly key: number | null;
  readonly line: number;
  readonly isList: boolean;
  readonly candidates: readonly {
    /** A node of the file, a class or function of it or what calling that gives, or a constant. */
    readonly given: GivenName;
    readonly file: string;
    readonly code: number;
  }[];
}

export type GivenName =
  | { readonly node: number }
  | { readonly class: number; readonly isCalled: boolean }
  | { readonly function: number; readonly isCalled: boolean }
  | { readonly constant: string | number | boolean | null };

/** What a run leaves of one file. */
export interface FileTrail {
  /** Numbers of the functions that the evaluation ran; 0 is the top level. */
  readonly ran: readonly number[];
  /** For each function a digest of what it means for others, see `outcomeOf`; none for tests. */
  readonly outcomes: readonly string[];
  readonly receivers: readonly [total: number, unresolved: number];
  /** For each function the number of its effects, -1 for none; null when none has any. */
  readonly effects: readonly number[] | null;
  /** The same for the transaction that it may run in. */
  readonly transactions: readonly number[] | null;
  /** By number of the function and of its parameter. */
  readonly seen: readonly (readonly [
    code: number,
    parameter: number,
    shapes: readonly SeenName[],
    texts: readonly string[],
  ])[];
  readonly injected: readonly InjectedName[];
  /** Classes that implement an interface, by its name. */
  readonly implementers: readonly (readonly [name: string, classes: readonly CodeName[]])[];
  /** Whether classes of other files extend one of this. */
  readonly isBase: boolean;
  /** What names mean that were looked for in it. */
  readonly definitions: readonly DefinitionName[];
}

/**
 * What a name means that was looked for in a file: nothing; all of the file of that number; what it is called there; or what a package
 * calls it.
 */
export type DefinitionName =
  | readonly [sought: string]
  | readonly [sought: string, file: number]
  | readonly [sought: string, file: number, name: string]
  | readonly [sought: string, packageName: string, name: string];

/** What a run leaves for the next one, beside its facts: enough to do one file again without reading the others. */
export interface Trail {
  /** As JSON, read when a file is asked for; their order is that of their numbers. */
  readonly files: ReadonlyMap<string, string>;
  readonly packages: readonly string[];
  /** Packages that entry points are made with. */
  readonly entryPackages: readonly string[];
  /** Names of the containers that the project uses. */
  readonly containers: readonly string[];
  /** Folders where any function may say something about routes; empty for the root. */
  readonly openFolders: readonly string[];
  /** What else was looked for in all code: calls by their names, names that files offer. */
  readonly soughtCalls: readonly string[];
  readonly soughtNames: readonly string[];
  /** What each module of the application imports, as JSON. */
  readonly imports: string;
  /** The modules that declare entities, and a digest of all that is declared. */
  readonly declaring: readonly string[];
  readonly declared: string;
  /** What files of SQL declare, as JSON. */
  readonly sqlFiles: string;
  readonly effects: readonly EntityEffects[];
  readonly transactions: readonly string[];
}
