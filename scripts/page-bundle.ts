import { mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { build } from 'esbuild';
import { byCodeUnit } from '../src/lib/ordered.ts';

const source = 'src/page';
const bundle = ['dist/page/page.js', 'dist/page/page.css'];

/** Builds the browser's part of the HTML page: one script and one style, which every report takes in. */
export async function buildPage(): Promise<void> {
  const { outputFiles, metafile } = await build({
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
    logLevel: 'warning',
    metafile: true,
    write: false,
  });
  const notices = noticesOf(Object.keys(metafile.inputs));
  mkdirSync('dist/page', { recursive: true });
  for (const { path, text } of outputFiles)
    writeFileSync(path, path.endsWith('.js') ? `${text}${notices}` : text);
}

/** The licences of the packages that files belong to, as one comment: they ask to go along with every copy. */
function noticesOf(files: readonly string[]): string {
  const folders = new Set(
    files.flatMap((file) => /^.*node_modules\/(?:@[^/]+\/)?[^/]+/.exec(file)?.[0] ?? []),
  );
  const notices = [...folders].toSorted(byCodeUnit).flatMap((folder) => {
    const licence = readdirSync(folder).find((file) => /^licen[cs]e/i.test(file));
    if (licence === undefined) throw new Error(`${folder} has no licence that could go along`);
    const name = folder.slice(folder.lastIndexOf('node_modules/') + 'node_modules/'.length);
    return [`${name}\n\n${readFileSync(join(folder, licence), 'utf8').trim()}`];
  });
  return `/*!\n${notices.join('\n\n----\n\n')}\n*/\n`;
}

/** Whether the bundle is there and no file of its source is newer. */
export function isPageFresh(): boolean {
  const made = bundle.map((file) => statSync(file, { throwIfNoEntry: false })?.mtimeMs ?? 0);
  return readdirSync(source, { recursive: true }).every(
    (file) => statSync(join(source, String(file))).mtimeMs < Math.min(...made),
  );
}
