// Full facts, as `banyan analyze` finds them, without what is made of them. Takes the folder as its argument.
import { discoverFacts } from '../../src/analyzer/discover/index.ts';
import { collectEarlier } from '../../src/cli/collect-earlier.ts';
import { optimiseLate } from '../../src/cli/tune-runtime.ts';

optimiseLate();
const facts = await discoverFacts({
  root: process.argv[2] ?? '.',
  limits: { maxUnresolvedShare: 1 },
  onProgress: collectEarlier,
});
const shown = ['modules', 'dependencies', 'routes', 'entities'] as const;
console.log(shown.map((name) => `${facts[name].length} ${name}`).join(', '));
