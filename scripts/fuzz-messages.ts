/**
 * Compares the proxy's message reader with Node's own on seeded inputs: `npx tsx scripts/fuzz-messages.ts [--inputs 1000000] [--seed 1]`.
 *
 * Prints each disagreement with its seed; `fuzzedMessages(seed)` gives the input again.
 */
import { parseArgs } from 'node:util';
import { framingFault } from '../test/support/proxy/framing-fault.ts';
import { fuzzedMessages, numbersFrom } from '../test/support/proxy/fuzzed-messages.ts';
import { nodeReader } from '../test/support/proxy/node-framing.ts';

const { values } = parseArgs({
  options: { inputs: { type: 'string', default: '1000000' }, seed: { type: 'string', default: '1' } },
});
const first = Number(values.seed);
const inputs = Number(values.inputs);
const node = nodeReader();
const found = { differs: 0, 'only-ours': 0 };
for (let seed = first; seed < first + inputs; seed++) {
  const text = fuzzedMessages(seed);
  const next = numbersFrom(seed + 1);
  const fault = await framingFault(
    text,
    Array.from({ length: next(4) }, () => next(text.length + 1)),
    node,
  );
  if (fault === undefined) continue;
  found[fault] += 1;
  if (found[fault] <= 20) console.log(`${fault}  seed ${seed}  ${JSON.stringify(text)}`);
}
console.log(
  `${inputs} inputs from seed ${first}: ${found.differs} framed differently, ${found['only-ours']} accepted that Node refuses`,
);
