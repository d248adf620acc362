/** Where something stands in the code: `src/a.ts:12`. */
export interface CodePlace {
  readonly file: string;
  readonly line: number;
}
