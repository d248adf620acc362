/** How far a phase of discovery is. */
export interface Progress {
  readonly phase: 'read' | 'link';
  readonly done: number;
  readonly total: number;
}
