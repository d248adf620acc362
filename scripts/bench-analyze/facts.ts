// Full facts, as `banyan analyze` finds them: in a thread of their own. Takes the folder as its argument, and one to remember in.
import { once } from 'node:events';
import { isMainThread, Worker } from 'node:worker_threads';
import { collectEarlier } from '../../src/cli/collect-earlier.ts';
import { tuneRuntime } from '../../src/cli/tune-runtime.ts';

const [root = '.', cacheFolder, digest] = process.argv.slice(2);
if (isMainThread) {
  tuneRuntime();
  await once(new Worker(new URL(import.meta.url), { argv: process.argv.slice(2) }), 'exit');
} else {
  const options = { root, limits: { maxUnresolvedShare: 1 }, onProgress: collectEarlier };
  const facts = await (cacheFolder ? remembered() : found());
  const shown = ['modules', 'dependencies', 'routes', 'entities'] as const;
  console.log(shown.map((name) => `${facts[name].length} ${name}`).join(', '));
  if (digest) {
    const { digestOf } = await import('../../src/project/index.ts');
    const named = Object.entries(facts).sort(([a], [b]) => (a < b ? -1 : 1));
    console.log(
      digestOf(JSON.stringify(named, (_, each: unknown) => (each instanceof Map ? [...each] : each))),
    );
  }

  async function found() {
    return (await import('../../src/analyzer/discover/index.ts')).discoverFacts(options);
  }

  async function remembered() {
    const { cacheIn } = await import('../../src/cli/cache-folder.ts');
    const { rememberFacts } = await import('../../src/analyzer/remember/remembered-facts.ts');
    const memory = cacheIn({ folder: cacheFolder ?? '', program: 'bench' }, (reason) =>
      console.error(reason),
    );
    return (await rememberFacts(options, memory)).facts();
  }
}
