/** What outlives a run. It is asked for what another run kept under the same name, and may have forgotten it. */
export interface Memory {
  /** A part is given as it is found; who asks for one checks it. */
  recall(name: string, part?: readonly [start: number, end: number]): Promise<Buffer | null>;
  keep(name: string, value: Buffer): Promise<void>;
}
