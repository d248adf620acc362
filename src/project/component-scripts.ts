import { componentExtensions } from './file-kinds.ts';

/** Whether a file is a component whose code stands in blocks between markup. */
export function isComponent(path: string): boolean {
  return componentExtensions.some((extension) => path.endsWith(extension));
}

/**
 * The code of a Vue, Svelte or Astro component: its script blocks and Astro's front matter, all else blanked, so that lines
 * and offsets stay. O(text).
 */
export function componentScripts(
  path: string,
  text: string,
): { readonly text: string; readonly isTsx: boolean } {
  const blocks = path.endsWith('.astro') ? [...frontMatter(text), ...scriptBlocks(text)] : scriptBlocks(text);
  let result = '';
  let end = 0;
  for (const block of blocks) {
    if (block.start < end) continue;
    result += blank(text.slice(end, block.start)) + text.slice(block.start, block.end);
    end = block.end;
  }
  return { text: result + blank(text.slice(end)), isTsx: blocks.some(({ isTsx }) => isTsx) };
}

interface Block {
  readonly start: number;
  readonly end: number;
  readonly isTsx: boolean;
}

function scriptBlocks(text: string): Block[] {
  const blocks: Block[] = [];
  const lower = text.toLowerCase();
  for (let at = lower.indexOf('<script'); at >= 0; at = lower.indexOf('<script', at + 1)) {
    // Not one that stands in a text or an expression of the markup.
    if (!/(?:^|[\n>]\s*)$/.test(text.slice(Math.max(0, at - 40), at))) continue;
    const start = endOfTag(text, at);
    const end = lower.indexOf('</script', start);
    if (end < 0) break;
    const attributes = text.slice(at + '<script'.length, start);
    const isCode =
      /^[\s>/]/.test(attributes) &&
      !/\btype\s*=\s*["'](?!module|(?:text|application)\/(?:java|type)script)/.test(attributes);
    if (isCode) blocks.push({ start, end, isTsx: /\blang\s*=\s*["'][jt]sx["']/.test(attributes) });
    at = end;
  }
  return blocks;
}

/** After the `>` that closes a tag; one in quotes does not. */
function endOfTag(text: string, start: number): number {
  let quote = '';
  for (let at = start; at < text.length; at++) {
    const character = text[at] as string;
    if (quote !== '') quote = character === quote ? '' : quote;
    else if (character === '"' || character === "'") quote = character;
    else if (character === '>') return at + 1;
  }
  return text.length;
}

function frontMatter(text: string): Block[] {
  const [opening] = /^\s*---/.exec(text) ?? [];
  const end = opening === undefined ? -1 : text.indexOf('\n---', opening.length);
  return opening === undefined || end < 0 ? [] : [{ start: opening.length, end, isTsx: false }];
}

function blank(text: string): string {
  return text.replace(/[^\n]/g, ' ');
}
