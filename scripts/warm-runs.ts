// What a run costs after an edit of one file, and whether it says what a whole run says.
//
//   npm run build && npx tsx scripts/warm-runs.ts <folder> [--edits 50] [--seed 1] [--check]
//
// Random edits of random files, one at a time, in a copy; --check compares the facts with those of a run that remembers nothing.
// --kinds takes some of the kinds, separated by commas.
import { cpSync, mkdtempSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, dirname, join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { type EditKind, edit, kinds } from './bench-analyze/edits.ts';
import { load, measure, measureBest } from './bench-analyze/measure.ts';
import { writePrograms } from './bench-analyze/programs.ts';

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    edits: { type: 'string', default: '50' },
    seed: { type: 'string', default: '1' },
    check: { type: 'boolean', default: false },
    verbose: { type: 'boolean', default: false },
    kinds: { type: 'string' },
  },
});
const root = resolve(positionals[0] ?? 'fixtures/monoliths/shop');
const scratch = mkdtempSync(join(tmpdir(), 'banyan-warm-'));
const { facts } = writePrograms(scratch);
const folder = join(scratch, 'code');
const cache = join(scratch, 'cache');
let state = Number(values.seed);

/** Numerical Recipes' linear congruence: the same edits for the same seed. */
function random(): number {
  state = (state * 1_664_525 + 1_013_904_223) % 2 ** 32;
  return state / 2 ** 32;
}

function share(list: readonly number[], part: number): number {
  return list.toSorted((a, b) => a - b)[Math.min(list.length - 1, Math.floor(list.length * part))] ?? 0;
}

/** Makes an edit, and says how to take it back. */
type FileEdit = (file: string) => () => void;

/** What happens to whole files; the others change the text of one. */
const fileEdits: Readonly<Record<string, FileEdit>> = {
  'a README added'(file) {
    const other = join(dirname(file), 'README.added.md');
    writeFileSync(other, '# added');
    return () => rmSync(other);
  },
  'a file added'(file) {
    const other = file.replace(/\.(\w+)$/, '-added.$1');
    cpSync(file, other);
    return () => rmSync(other);
  },
  'a file removed'(file) {
    const before = readFileSync(file);
    rmSync(file);
    return () => writeFileSync(file, before);
  },
  'a file renamed'(file) {
    const other = file.replace(/\.(\w+)$/, '-renamed.$1');
    renameSync(file, other);
    return () => renameSync(other, file);
  },
};
const every = [...kinds, ...Object.keys(fileEdits)];
const wanted = values.kinds?.split(',') ?? every;

interface Edit {
  readonly kind: string;
  readonly path: string;
  readonly apply: () => () => void;
}

function randomEdit(paths: readonly string[]): Edit | null {
  const kind = wanted[Math.floor(random() * wanted.length)] ?? '';
  for (let attempt = 0; attempt < 300; attempt++) {
    const path = paths[Math.floor(random() * paths.length)] ?? '';
    const file = join(folder, path);
    const ofFile = fileEdits[kind];
    if (ofFile) return { kind, path, apply: () => ofFile(file) };
    const before = readFileSync(file, 'utf8');
    const text = edit(kind as EditKind, path, before, random);
    if (text !== null) return { kind, path, apply: () => rewrite(file, before, text) };
  }
  return null;
}

function rewrite(file: string, before: string, after: string): () => void {
  writeFileSync(file, after);
  return () => writeFileSync(file, before);
}

try {
  cpSync(root, folder, { recursive: true, filter: (path) => !/[\\/](?:node_modules|\.git)$/.test(path) });
  const paths = readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => /(?<!\.d)\.[jt]sx?$/.test(name))
    .sort();
  const cold = await measureBest(2, [facts, folder], scratch);
  await measure([facts, folder, cache], scratch);
  const same = await measureBest(2, [facts, folder, cache], scratch);
  console.log(`\n${basename(root)}, ${paths.length} files, ${cold.said}, load ${load()}\n`);
  console.log(
    `whole run ${(cold.cpuMs / 1_000).toFixed(2)} s, nothing changed ${(same.cpuMs / cold.cpuMs).toFixed(2)}`,
  );
  const ratios = new Map<string, number[]>(every.map((kind) => [kind, []]));
  let wrong = 0;
  for (let done = 0; done < Number(values.edits); done++) {
    const next = randomEdit(paths);
    if (!next) continue;
    const takeBack = next.apply();
    // What a whole run keeps would be of the edited code: each edit is one of the same code.
    const own = join(scratch, 'own-cache');
    cpSync(cache, own, { recursive: true });
    const warm = await measure([facts, folder, own, ...(values.check ? ['digest'] : [])], scratch);
    rmSync(own, { recursive: true });
    const ratio = warm.cpuMs / cold.cpuMs;
    ratios.get(next.kind)?.push(ratio);
    if (values.verbose) console.log(ratio.toFixed(2), next.kind, next.path);
    if (values.check && ratio < 0.6) {
      const whole = await measure([facts, folder, '', 'digest'], scratch);
      if (whole.said !== warm.said) {
        wrong++;
        console.log(`other facts after ${next.kind} in ${next.path}: seed ${values.seed}, edit ${done}`);
      }
    }
    takeBack();
  }
  console.log('\n| | edits | median | 90 % | whole runs |\n|---|---|---|---|---|');
  const row = (name: string, list: readonly number[]) =>
    console.log(
      `| ${[name, list.length, share(list, 0.5).toFixed(2), share(list, 0.9).toFixed(2), list.filter((each) => each > 0.6).length].join(' | ')} |`,
    );
  for (const [kind, list] of ratios) if (list.length > 0) row(kind, list);
  row('all', [...ratios.values()].flat());
  if (values.check) console.log(`\n${wrong} of them said something else than a whole run`);
  process.exitCode = wrong > 0 ? 1 : 0;
} finally {
  rmSync(scratch, { recursive: true, force: true });
}
