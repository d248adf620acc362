/** Where a call or literal stands. */
export interface Site {
  readonly file: string;
  readonly line: number;
}
