import { writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { buildSync } from 'esbuild';

/**
 * The graph alone; `specify` sees what ours sees, `true` and `false` tell less apart. Plain JavaScript, so that nobody pays for
 * a compiler; the folder and the mode are its arguments.
 */
const depcruise = `import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { cruise } from ${JSON.stringify(import.meta.resolve('dependency-cruiser'))};
import extractTsConfig from ${JSON.stringify(import.meta.resolve('dependency-cruiser/config-utl/extract-ts-config'))};
const [root, mode] = process.argv.slice(2);
process.chdir(root);
const fileName = ['tsconfig.json', '../tsconfig.json'].map((each) => resolve(each)).find((each) => existsSync(each));
const tsPreCompilationDeps = mode === 'specify' ? 'specify' : mode === 'true';
const options = { doNotFollow: { path: 'node_modules' }, tsPreCompilationDeps, ...(fileName && { tsConfig: { fileName } }) };
const { output } = await cruise(['.'], options, {}, fileName ? { tsConfig: extractTsConfig(fileName) } : {});
console.log(output.modules.length + ' modules');`;

/** Makes the programs that are measured; their paths. */
export function writePrograms(folder: string): {
  readonly facts: string;
  readonly clustering: string;
  readonly depcruise: string;
} {
  buildSync({
    entryPoints: ['scripts/bench-analyze/facts.ts', 'scripts/bench-analyze/clustering.ts'],
    // Beside what is published, and made as that is: packages are found from there.
    outdir: 'dist/bench',
    bundle: true,
    splitting: true,
    format: 'esm',
    platform: 'node',
    packages: 'external',
  });
  const peer = join(folder, 'depcruise.mjs');
  writeFileSync(peer, depcruise);
  const built = (name: string): string => resolve('dist/bench', name);
  return { facts: built('facts.js'), clustering: built('clustering.js'), depcruise: peer };
}
