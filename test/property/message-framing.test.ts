import { describe, expect, it } from 'vitest';
import { framingFault } from '../support/proxy/framing-fault.ts';
import { fuzzedMessages, numbersFrom } from '../support/proxy/fuzzed-messages.ts';
import { nodeReader } from '../support/proxy/node-framing.ts';

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
});
