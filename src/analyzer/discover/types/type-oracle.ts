/** A receiver of a method call that syntax does not decide. */
export interface ReceiverQuestion {
  readonly file: string;
  readonly line: number;
  /** The method that is called on it. */
  readonly member: string;
}

/** A class or interface of the project. */
export interface TypeName {
  readonly file: string;
  readonly name: string;
}

/** Files that belong together, with what they import, and what is asked about them. */
export interface TypeQuestions {
  /** Text of each file, by path. */
  readonly files: ReadonlyMap<string, string>;
  /** Where a specifier of a file leads; null outside of the project. */
  readonly resolve: (file: string, specifier: string) => string | null;
  readonly questions: readonly ReceiverQuestion[];
}

/** Says what receivers are that syntax cannot decide; one adapter, on ts-morph. */
export interface TypeOracle {
  /** The types of each receiver, those of a union each; none where they are of no file. */
  answer(questions: TypeQuestions): readonly (readonly TypeName[])[];
}
