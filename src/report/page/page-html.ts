import { createHash } from 'node:crypto';
import { printable } from '../../lib/printable.ts';

/** The browser's part of the page, as the build made it. */
export interface PageCode {
  readonly script: string;
  readonly style: string;
}

/**
 * The page as one file that needs nothing else: it may load, send and embed nothing, and only this script and this style run.
 *
 * `data` is any JSON value; what is in it stays text, whatever it says.
 */
export function pageHtml(title: string, data: unknown, code: PageCode): string {
  const script = inside('script', code.script);
  const style = inside('style', code.style);
  const policy = [
    "default-src 'none'",
    `script-src ${digest(script)}`,
    `style-src ${digest(style)}`,
    "base-uri 'none'",
    "form-action 'none'",
  ].join('; ');
  return [
    '<!doctype html>',
    '<html lang="en">',
    '<head>',
    '<meta charset="utf-8">',
    `<meta http-equiv="Content-Security-Policy" content="${policy}">`,
    '<meta name="viewport" content="width=device-width, initial-scale=1">',
    '<meta name="color-scheme" content="light dark">',
    '<meta name="referrer" content="no-referrer">',
    `<title>${title.replaceAll('&', '&amp;').replaceAll('<', '&lt;')}</title>`,
    `<style>${style}</style>`,
    '</head>',
    '<body>',
    '<noscript>This report is drawn by a script inside of this file. Please allow scripts for it, or read report.md.</noscript>',
    '<div id="page"></div>',
    `<script type="application/json" id="data">${jsonInHtml(data)}</script>`,
    `<script>${script}</script>`,
    '</body>',
    '</html>',
    '',
  ].join('\n');
}

/**
 * JSON in which nothing can end or comment out the element around it. Control characters and marks that turn the direction of text
 * are spelled out (`\u202e`), so that no view can be made to show a name as another.
 */
function jsonInHtml(data: unknown): string {
  return JSON.stringify(data, (_, value: unknown) => (typeof value === 'string' ? printable(value) : value))
    .replaceAll('<', '\\u003c')
    .replaceAll('\u2028', '\\u2028')
    .replaceAll('\u2029', '\\u2029');
}

/** Code that cannot end its element early; the build escapes this, so that it is never changed here. */
function inside(element: 'script' | 'style', code: string): string {
  if (new RegExp(`</${element}|<!--`, 'i').test(code))
    throw new Error(`the ${element} of the page holds the end of its own element`);
  return code;
}

function digest(text: string): string {
  return `'sha256-${createHash('sha256').update(text).digest('base64')}'`;
}
