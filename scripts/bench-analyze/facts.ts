// Full facts, as `banyan analyze` finds them: in a thread of their own. Takes the folder as its argument.
import { once } from 'node:events';
import { isMainThread, Worker } from 'node:worker_threads';
import { collectEarlier } from '../../src/cli/collect-earlier.ts';
import { tuneRuntime } from '../../src/cli/tune-runtime.ts';

if (isMainThread) {
  tuneRuntime();
  await once(new Worker(new URL(import.meta.url), { argv: process.argv.slice(2) }), 'exit');
} else {
  const { discoverFacts } = await import('../../src/analyzer/discover/index.ts');
  const facts = await discoverFacts({
    root: process.argv[2] ?? '.',
    limits: { maxUnresolvedShare: 1 },
    onProgress: collectEarlier,
  });
  const shown = ['modules', 'dependencies', 'routes', 'entities'] as const;
  console.log(shown.map((name) => `${facts[name].length} ${name}`).join(', '));
}
