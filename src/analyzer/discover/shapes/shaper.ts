import type { Linker } from '../link/linker.ts';
import type { Expression, ObjectExpression, TypeCode, Variable } from '../source/code.ts';
import type { AssignedMember } from './assigned-members.ts';
import type { SourceModule } from '../source/read-code.ts';
import type { Place, Shape } from './shape.ts';

export type { Place } from './shape.ts';

/** What an evaluation saw a variable hold: its texts apart, with `{placeholders}` where they are not known. */
export interface Seen {
  readonly shapes: readonly Shape[];
  readonly texts: readonly string[];
}

/** Says what expressions, variables and types are; each answer is worked out once, circles end. */
export interface Shaper {
  readonly modules: ReadonlyMap<string, SourceModule>;
  readonly linker: Linker;
  /** What the evaluation saw parameters hold. */
  readonly seen: (variable: Variable) => Seen;
  readonly ofExpression: (expression: Expression, place: Place) => readonly Shape[];
  readonly ofVariable: (variable: Variable, file: string) => readonly Shape[];
  readonly ofType: (type: TypeCode, file: string) => readonly Shape[];
  readonly ofMember: (shape: Shape, name: string) => readonly Shape[];
  /** What calling, or instantiating, something gives. */
  readonly ofResult: (shape: Shape) => readonly Shape[];
  /** What a name that a file imports or exports is. */
  readonly ofImport: (file: string, specifier: string, name: string) => readonly Shape[];
  readonly ofExport: (file: string, name: string) => readonly Shape[];
  /** What a container puts where a type annotation, variable, member or call stands; null where none does. */
  readonly injected: (key: object) => readonly Shape[] | null;
  /** What an object of a file is given under a name after it is made. */
  readonly assigned: (object: ObjectExpression, name: string, file: string) => readonly AssignedMember[];
  /** Classes of the application, tests left out, that implement an interface. */
  readonly implementers: (variable: Variable) => readonly Shape[];
}
