import { writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';

const built = (file: string): string => JSON.stringify(pathToFileURL(resolve('dist', file)).href);

/** Plain JavaScript, so that nobody pays for a compiler. Each takes the folder as its first argument. */
const texts = {
  /** Full facts, as `banyan analyze` finds them, without what is made of them. */
  facts: `const { optimiseLate } = await import(${built('cli/tune-runtime.js')});
optimiseLate();
const { discoverFacts } = await import(${built('analyzer/discover/index.js')});
const facts = await discoverFacts({ root: process.argv[2], limits: { maxUnresolvedShare: 1 } });
console.log(['modules', 'dependencies', 'routes', 'entities'].map((name) => facts[name].length + ' ' + name).join(', '));`,
  /** The graph alone; \`specify\` sees what ours sees, \`true\` and \`false\` tell less apart. */
  depcruise: `import { existsSync } from 'node:fs';
import { cruise } from ${JSON.stringify(import.meta.resolve('dependency-cruiser'))};
import extractTsConfig from ${JSON.stringify(import.meta.resolve('dependency-cruiser/config-utl/extract-ts-config'))};
const [root, mode] = process.argv.slice(2);
process.chdir(root);
const fileName = ['tsconfig.json', '../tsconfig.json'].find((each) => existsSync(each));
const tsPreCompilationDeps = mode === 'specify' ? 'specify' : mode === 'true';
const options = { doNotFollow: { path: 'node_modules' }, tsPreCompilationDeps, ...(fileName && { tsConfig: { fileName } }) };
const { output } = await cruise(['.'], options, {}, fileName ? { tsConfig: extractTsConfig(fileName) } : {});
console.log(output.modules.length + ' modules');`,
} as const;

/** Writes the programs that are measured into a folder; their paths. */
export function writePrograms(folder: string): Readonly<Record<keyof typeof texts, string>> {
  const write = (name: keyof typeof texts): string => {
    const file = join(folder, `${name}.mjs`);
    writeFileSync(file, texts[name]);
    return file;
  };
  return { facts: write('facts'), depcruise: write('depcruise') };
}
