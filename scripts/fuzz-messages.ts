/**
 * Compares the proxy's message readers with Node's own on seeded inputs: `npx tsx scripts/fuzz-messages.ts [--inputs 1000000] [--seed 1]`, as many
 * requests as responses.
 *
 * Prints each disagreement with its seed; `fuzzedMessages(seed)` and `fuzzedResponse(seed)` give the input again.
 */
import { parseArgs } from 'node:util';
import { framingFault, responseFault, type FramingFault } from '../test/support/proxy/framing-fault.ts';
import { fuzzedMessages, numbersFrom } from '../test/support/proxy/fuzzed-messages.ts';
import { fuzzedResponse } from '../test/support/proxy/fuzzed-responses.ts';
import { nodeReader } from '../test/support/proxy/node-framing.ts';

type Check = (text: string, next: (below: number) => number) => Promise<FramingFault | undefined>;

const { values } = parseArgs({
  options: { inputs: { type: 'string', default: '1000000' }, seed: { type: 'string', default: '1' } },
});
const node = nodeReader();
await compare('requests', fuzzedMessages, (text, next) => framingFault(text, marksIn(text, next), node));
await compare('responses', fuzzedResponse, (text, next) =>
  responseFault(text, marksIn(text, next), next(8) === 0),
);

async function compare(what: string, inputOf: (seed: number) => string, check: Check): Promise<void> {
  const first = Number(values.seed);
  const inputs = Number(values.inputs);
  const found = { differs: 0, 'only-ours': 0 };
  for (let seed = first; seed < first + inputs; seed++) {
    const text = inputOf(seed);
    const fault = await check(text, numbersFrom(seed + 1));
    if (fault === undefined) continue;
    found[fault] += 1;
    if (found[fault] <= 20) console.log(`${what} ${fault}  seed ${seed}  ${JSON.stringify(text)}`);
  }
  console.log(
    `${inputs} ${what} from seed ${first}: ${found.differs} framed differently, ${found['only-ours']} accepted that Node refuses`,
  );
}

function marksIn(text: string, next: (below: number) => number): number[] {
  return Array.from({ length: next(4) }, () => next(text.length + 1));
}
