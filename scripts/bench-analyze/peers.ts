import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** madge needs TypeScript 5 as a peer, which would stand in the way of the one that builds us: they live apart. */
const packages = { madge: '8.0.0', skott: '0.35.8', typescript: '5.9.3' };

const programs = {
  madge: `import madge from 'madge';
const found = await madge(process.argv[2], { fileExtensions: ['ts', 'tsx', 'js', 'jsx'], detectiveOptions: { ts: { skipTypeImports: false } } });
console.log(Object.keys(found.obj()).length + ' modules');`,
  skott: `import skott from 'skott';
process.chdir(process.argv[2]);
const found = await skott({ fileExtensions: ['.ts', '.tsx', '.js', '.jsx'], ignorePatterns: [] });
console.log(Object.keys(found.getStructure().graph).length + ' modules');`,
};

/** Other makers of module graphs, installed into a folder of their own; empty when they cannot be had. */
export function installPeers(folder: string): { readonly name: string; readonly program: string }[] {
  try {
    mkdirSync(folder, { recursive: true });
    writeFileSync(
      join(folder, 'package.json'),
      JSON.stringify({ type: 'module', private: true, dependencies: packages }),
    );
    if (!existsSync(join(folder, 'node_modules/madge')))
      execFileSync('npm', ['install', '--silent', '--no-audit', '--no-fund'], {
        cwd: folder,
        stdio: 'inherit',
      });
    return Object.entries(programs).map(([name, text]) => {
      const program = join(folder, `${name}.mjs`);
      writeFileSync(program, text);
      return { name: `${name} ${packages[name as keyof typeof programs]}`, program };
    });
  } catch (error) {
    console.error(`madge and skott could not be installed: ${(error as Error).message}`);
    return [];
  }
}
