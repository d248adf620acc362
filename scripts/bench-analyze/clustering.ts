// CPU of finding contexts in the facts of a folder, which is its argument: the runs over perturbed graphs included, the facts not.
import { once } from 'node:events';
import { isMainThread, Worker } from 'node:worker_threads';
import { collectEarlier } from '../../src/cli/collect-earlier.ts';
import { tuneRuntime } from '../../src/cli/tune-runtime.ts';

if (isMainThread) {
  tuneRuntime();
  await once(new Worker(new URL(import.meta.url), { argv: process.argv.slice(2) }), 'exit');
} else {
  const { discoverFacts } = await import('../../src/analyzer/discover/index.ts');
  const { proposeContexts } = await import('../../src/analyzer/cluster/propose.ts');
  const root = process.argv[2] ?? '.';
  const facts = await discoverFacts({
    root,
    limits: { maxUnresolvedShare: 1 },
    onProgress: collectEarlier,
  });
  let runs = 0;
  const before = process.cpuUsage();
  const { clustered, candidates, recommended } = await proposeContexts(facts, async (done) => {
    runs = done;
    collectEarlier();
  });
  const { user, system } = process.cpuUsage(before);
  const figures = [
    `${facts.modules.length} modules`,
    `${clustered.length} of them to be divided`,
    `${runs} runs`,
    `${candidates[recommended].contexts.length} contexts`,
    `${((user + system) / 1_000_000).toFixed(1)} s`,
  ];
  console.log(figures.join(', '));
}
