/** One answer of a backend, as a comparison sees it. */
export interface Answer {
  readonly status: number;
  /** Names in lower case, in the order of the message. */
  readonly headers: readonly (readonly [name: string, value: string])[];
  /** With its content codings taken off. */
  readonly body: Uint8Array;
  /** `cut`: the connection ended before the message did. `undecodable`: the content coding could not be taken off. */
  readonly bodyState: 'whole' | 'cut' | 'undecodable';
}

/** All values of a header, joined as RFC 9110 section 5.3 allows; undefined when it is absent. */
export function headerOf(answer: Answer, name: string): string | undefined {
  const values = answer.headers.filter(([other]) => other === name).map(([, value]) => value);
  return values.length === 0 ? undefined : values.join(', ');
}
