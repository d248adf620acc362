import { describe, expect, it } from 'vitest';
import { framingFault, responseFault } from '../support/proxy/framing-fault.ts';
import { fuzzedMessages, numbersFrom } from '../support/proxy/fuzzed-messages.ts';
import { fuzzedResponse } from '../support/proxy/fuzzed-responses.ts';
import { nodeReader } from '../support/proxy/node-framing.ts';
import { readByNode } from '../support/proxy/node-response.ts';

const inputs = 50_000;
const firstSeed = 20_261_121;

describe('whatever the bytes are and however they are cut', () => {
  it('no request that goes on to a backend is another one to Node', async () => {
    const node = nodeReader();
    const faults: string[] = [];
    for (let seed = firstSeed; seed < firstSeed + inputs; seed++) {
      const text = fuzzedMessages(seed);
      const next = numbersFrom(seed + 1);
      const marks = Array.from({ length: next(4) }, () => next(text.length + 1));
      const fault = await framingFault(text, marks, node);
      if (fault === 'differs') faults.push(`seed ${seed}: ${JSON.stringify(text)}`);
    }
    expect(faults).toEqual([]);
  });

  it('Node accepts much of it, so that there is something to compare', async () => {
    const node = nodeReader();
    let accepted = 0;
    for (let seed = firstSeed; seed < firstSeed + 1_000; seed++)
      accepted += (await node.read(fuzzedMessages(seed))).requests.length;
    expect(accepted).toBeGreaterThan(400);
  });

  it('no response that goes on to a client is another one to Node', async () => {
    const faults: string[] = [];
    for (let seed = firstSeed; seed < firstSeed + inputs; seed++) {
      const text = fuzzedResponse(seed);
      const next = numbersFrom(seed + 1);
      const marks = Array.from({ length: next(4) }, () => next(text.length + 1));
      const fault = await responseFault(text, marks, next(8) === 0);
      if (fault === 'differs') faults.push(`seed ${seed}: ${JSON.stringify(text)}`);
    }
    expect(faults).toEqual([]);
  });

  it('Node completes many of the responses, too', async () => {
    let complete = 0;
    for (let seed = firstSeed; seed < firstSeed + 1_000; seed++) {
      const response = await readByNode(fuzzedResponse(seed), false);
      if (response?.isComplete === true) complete += 1;
    }
    expect(complete).toBeGreaterThan(300);
  });
});
