/** How to mark text; each function returns the text it is given, marked or not. */
export interface Paint {
  readonly bold: (text: string) => string;
  readonly dim: (text: string) => string;
  readonly red: (text: string) => string;
  readonly yellow: (text: string) => string;
  readonly green: (text: string) => string;
}

export interface TerminalOptions {
  readonly paint: Paint;
  /** Columns that a line may take. */
  readonly width: number;
}
