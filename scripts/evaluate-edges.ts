/**
 * Compares injection and call edges with the type checker.
 *
 * `tsx scripts/evaluate-edges.ts ROOT [TSCONFIG] [--show]` prints one line of JSON; `--show` lists each miss before it.
 */
import { resolve } from 'node:path';
import { checkedEdges } from './evaluate-edges/checked-edges.ts';
import { compareEdges, type Comparison } from './evaluate-edges/compare-edges.ts';
import { ownEdges } from './evaluate-edges/own-edges.ts';

const [folder = '.', tsConfig] = process.argv.slice(2).filter((each) => !each.startsWith('--'));
const root = resolve(folder);
const own = await ownEdges(root);
const files = own.files.filter((file) => /\.[mc]?tsx?$/.test(file));
const checked = checkedEdges(root, tsConfig ? resolve(tsConfig) : `${root}/tsconfig.json`, files);
const { calls, injections } = compareEdges(checked, own);
if (process.argv.includes('--show')) {
  for (const [name, each] of Object.entries({ calls, injections })) {
    for (const line of each.disagreed) console.log(`${name} disagreed ${line}`);
    for (const line of each.widened) console.log(`${name} widened ${line}`);
    for (const line of each.missing) console.log(`${name} missing ${line}`);
  }
}
console.log(
  JSON.stringify({
    root: folder,
    files: files.length,
    calls: figures(calls),
    injections: figures(injections),
  }),
);

function figures({ checked, agreed, refined, widened, missing, disagreed }: Comparison) {
  const share = checked === 0 ? 1 : Math.floor(((agreed + refined) / checked) * 10_000) / 10_000;
  return {
    checked,
    agreed,
    refined,
    widened: widened.length,
    missing: missing.length,
    disagreed: disagreed.length,
    share,
  };
}
