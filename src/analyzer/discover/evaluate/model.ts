import type { FileList } from '../../../project/index.ts';
import type { Site } from './site.ts';
import type { ExternalValue, MadeValue, Value } from './value.ts';

export type { Site } from './site.ts';

/** What a model may ask of the evaluator. */
export interface Runner {
  /** Calls a value; unknown results where it cannot be followed. */
  call(callee: Value, args: readonly Value[], site: Site): Value;
  property(object: Value, name: string): Value;
  /** What a module of the project exports under a name: `*` for all of it, `=` for what `require` returns. */
  exported(file: string, name: string): Value;
  /** What a specifier written in a file gives. */
  imported(file: string, specifier: string, name: string): Value;
  /** Every file of the project, for folders that are read at run time. */
  readonly files: FileList;
  /**
   * Where something that is being registered was written: the call itself, or further out the call or object that gave
   * both the path and the handler to the function that registers them.
   */
  declaredAt(site: Site, path: string, handler: Value | undefined): Site;
}

/** How a framework or library behaves, as far as evaluation needs it. */
export interface Model {
  readonly name: string;
  /** Packages whose calls it wants to see. */
  readonly packages: readonly string[];
  /** Packages whose importers put the application together; all of `packages` when absent. */
  readonly entryPackages?: readonly string[];
  /** What it makes makes entry points in turn: functions that use such a thing are run even when nobody calls them. */
  readonly isMaker?: boolean;
  /** The result of calling, or of `new` on, something of a package; null when the model has no opinion. */
  callExternal(callee: ExternalValue, args: readonly Value[], site: Site, runner: Runner): Value | null;
  /** What an import that leads to no module of the project gives; null when the model has no opinion. */
  imported?(specifier: string, name: string): Value | null;
  /** The result of calling a member of something that this model made. */
  callMember?(self: MadeValue, name: string, args: readonly Value[], site: Site, runner: Runner): Value;
  /** What a property of something that this model made gives; null where it is a method, or nothing that it knows. */
  property?(self: MadeValue, name: string): Value | null;
  /** What a parameter of a type of its package may hold; null for types that it does not know. */
  typed?(packageName: string, typeName: string, site: Site): Value | null;
  /** What the parameters of a function of a type of its package hold: `FastifyPluginAsync`; null for other types. */
  typedFunction?(packageName: string, typeName: string, site: Site): readonly Value[] | null;
  /** Whether `typed` knows a type. */
  knowsType?(packageName: string, typeName: string): boolean;
}
