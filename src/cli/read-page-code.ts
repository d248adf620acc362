import { readFile } from 'node:fs/promises';
import { BanyanError } from '../errors/banyan-error.ts';
import type { PageCode } from '../report/index.ts';

/** From the folder of the built program and from that of its source alike. */
const folder = new URL('../../dist/page/', import.meta.url);

/** The browser's part of the page, as `npm run build` made it; throws PAGE_NOT_BUILT where it did not. */
export async function readPageCode(): Promise<PageCode> {
  const read = (file: string) => readFile(new URL(file, folder), 'utf8');
  try {
    const [script, style] = await Promise.all([read('page.js'), read('page.css')]);
    return { script, style };
  } catch (cause) {
    throw new BanyanError('PAGE_NOT_BUILT', 'Cannot read the code of the HTML page', { cause });
  }
}
