import { readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { build } from 'esbuild';

const source = 'src/page';
const bundle = ['dist/page/page.js', 'dist/page/page.css'];

/** Builds the browser's part of the HTML page: one script and one style, which every report takes in. */
export async function buildPage(): Promise<void> {
  await build({
    entryPoints: [
      { in: `${source}/main.tsx`, out: 'page' },
      { in: `${source}/page.css`, out: 'page' },
    ],
    outdir: 'dist/page',
    bundle: true,
    format: 'iife',
    platform: 'browser',
    target: ['chrome123', 'firefox128', 'safari17.5'],
    tsconfig: `${source}/tsconfig.json`,
    minify: true,
    // Notices of the licences of what is bundled go along.
    legalComments: 'inline',
    logLevel: 'warning',
  });
}

/** Whether the bundle is there and no file of its source is newer. */
export function isPageFresh(): boolean {
  const made = bundle.map((file) => statSync(file, { throwIfNoEntry: false })?.mtimeMs ?? 0);
  return readdirSync(source, { recursive: true }).every(
    (file) => statSync(join(source, String(file))).mtimeMs < Math.min(...made),
  );
}
