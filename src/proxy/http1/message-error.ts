/**
 * A message that has no single, certain reading, or that exceeds a limit.
 *
 * `status` is what a client is told when the message is a request; a response with such an error is a 502. `reason` is a fixed label, never bytes of
 * the message, so that it may be logged and sent.
 */
export class MessageError extends Error {
  readonly status: number;
  readonly reason: string;

  constructor(status: number, reason: string) {
    super(reason);
    this.name = 'MessageError';
    this.status = status;
    this.reason = reason;
  }
}
