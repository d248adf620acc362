import type { Literal } from './literal.ts';

/** One alias: a pattern with at most one `*`, and where it leads; both as `paths` of a tsconfig has them. */
export interface Alias {
  readonly pattern: string;
  /** As written: relative to the folder of the configuration, or below `rootMark`. */
  readonly target: string;
}

/** What one file says about aliases: patterns to targets, the targets relative to the root. */
export interface AliasTable {
  /** The configuration file, for messages. */
  readonly file: string;
  readonly paths: ReadonlyMap<string, readonly string[]>;
}

/** What a source of aliases may ask of a configuration file. */
export interface ConfigFile {
  /** Everything that the file gives to properties of a name, wherever they are. */
  readonly values: (key: string) => readonly Literal[];
  /** The arguments of every call of a function or method of a name. */
  readonly calls: (name: string) => readonly (readonly Literal[])[];
  /** The value itself; one that cannot be read is noted. */
  readonly read: (value: Literal) => Literal;
  /** No alias, with a note that this one was not understood. */
  readonly skip: (pattern: string) => Alias[];
}

/** A tool whose configuration declares aliases. Adding one is a file of this shape and a line in the registry. */
export interface AliasSource {
  readonly name: string;
  /** The paths of files that configure the tool; null for none. */
  readonly configs: RegExp | null;
  /** The names that configurations usually have, for folders above the root, which are not listed. */
  readonly usualNames: readonly string[];
  /** The part of a `package.json` that configures the tool; empty for all of it, null for none. */
  readonly manifestKey: string | null;
  readonly read: (config: ConfigFile) => readonly Alias[];
}
