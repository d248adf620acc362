import type { Resolver } from '../../../project/index.ts';
import type { Linker } from '../link/linker.ts';
import type { Expression, FunctionCode, Variable } from '../source/code.ts';
import type { SourceModule } from '../source/read-code.ts';
import type { Allowance } from './allowance.ts';
import type { Model, Runner, Site } from './model.ts';
import type { ClassValue, ClosureValue, Frame, Value } from './value.ts';

/** The state of an evaluation, and its parts, which call each other. */
export interface Machine extends Runner {
  readonly modules: ReadonlyMap<string, SourceModule>;
  readonly linker: Linker;
  readonly resolver: Resolver;
  readonly models: readonly Model[];
  /** The text of a file of the project, for configuration that is read at run time. */
  readonly readText: (path: string) => string | null;
  readonly allowance: Allowance;
  /** Functions being run, and how often each is on the stack. */
  readonly active: Map<FunctionCode, number>;
  depth: number;
  /** The calls and loop iterations that are being followed, outermost first; an iteration has no site. */
  readonly stack: { readonly site: Site | null; readonly args: readonly Value[] }[];
  /** Modules whose top level was run, with what it declares. */
  readonly frames: Map<string, Frame>;
  /** What files of JSON hold that were read. */
  readonly json: Map<string, Value>;
  /** Functions that were run, with whatever arguments, and how often. */
  readonly ran: Map<FunctionCode, number>;
  /** Calls of modules whose name the code does not say. */
  readonly lateCalls: { readonly args: readonly Value[]; readonly site: Site }[];
  /** What parameters were seen to hold. */
  readonly seen: Map<Variable, Set<Value>>;
  readonly evaluate: (frame: Frame, expression: Expression) => Value;
  readonly invoke: (closure: ClosureValue, args: readonly Value[]) => Value;
  readonly construct: (type: ClassValue, args: readonly Value[]) => Value;
  readonly assign: (object: Value, name: string, value: Value) => void;
  readonly lookUp: (frame: Frame, variable: Variable) => Value;
  readonly loadModule: (file: string) => Frame;
}
