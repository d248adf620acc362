/** How long an exchange may take, uploads, tunnels and streams of events apart. Infinity: as long as it likes. */
export interface ExchangeTimeouts {
  /** From the last byte of the request to the last of the response, whatever is attempted in between. */
  readonly totalMs: number;
  /** Of one attempt, to the head of its response. */
  readonly attemptMs: number;
  /** Both from the first byte of the request. */
  readonly includesUpload: boolean;
}
