/** A filled cell of a grid. */
export interface GridCell {
  readonly text: string;
  /** What it says, in words. */
  readonly label: string;
  readonly class?: string;
}
