import type { Token } from './token.ts';

/** Words that sqlparser-rs reads with several attempts at what follows in parentheses. */
const costlyWords = new Set(['cast', 'convert', 'interval', 'not', 'position', 'try_cast']);
const listWords = new Set(['in', 'values', 'exists', 'any', 'all', 'and', 'or', 'as', 'on', 'using', 'from']);
const chainWords = new Set([
  'and',
  'at',
  'between',
  'collate',
  'except',
  'ilike',
  'intersect',
  'interval',
  'is',
  'like',
  'not',
  'or',
  'union',
]);

/** Longer ones are filled with data. */
const maxTokens = 5_000;
/** Attempts grow with 2 to the depth of nested calls: 12 deep takes 25 ms. */
const maxAttempts = 4_096;
/** 250 operators in a row are parsed, 1,000 overflow the parser's stack, after which it is unusable. */
const maxChain = 200;

/**
 * How much work parsing a statement is, in tokens; null when it could take exponential time or overflow the parser's
 * stack. O(tokens).
 */
export function parserLoad(tokens: readonly Token[]): number | null {
  if (tokens.length > maxTokens) return null;
  const open = [{ attempts: 1, chain: 0 }];
  let attempts = 0;
  let chain = 0;
  for (const [index, token] of tokens.entries()) {
    const level = open.at(-1) ?? { attempts: 1, chain: 0 };
    if (isOpening(token)) {
      const factor = factorOf(token, tokens[index - 1]);
      if (token.text === '[') level.chain++;
      const inner = { attempts: level.attempts * factor, chain: 0 };
      attempts = Math.max(attempts, inner.attempts);
      chain += Number(token.text === '[');
      open.push(inner);
    } else if (isClosing(token)) {
      if (open.length === 1) continue;
      open.pop();
      chain -= level.chain;
    } else if (token.text === ',') {
      chain -= level.chain;
      level.chain = 0;
    } else if (isChainLink(token)) {
      level.chain++;
      chain++;
    }
    if (attempts > maxAttempts || chain > maxChain) return null;
  }
  return tokens.length + attempts;
}

function isOpening({ kind, text }: Token): boolean {
  return kind === 'symbol' ? text === '(' || text === '[' : kind === 'word' && text === 'case';
}

function isClosing({ kind, text }: Token): boolean {
  return kind === 'symbol' ? text === ')' || text === ']' : kind === 'word' && text === 'end';
}

function isChainLink({ kind, text }: Token): boolean {
  if (kind === 'symbol') return text !== '.' && text !== ';';
  return kind === 'word' && chainWords.has(text);
}

/** How often the parser may read what an opening token contains. */
function factorOf(token: Token, before: Token | undefined): number {
  if (token.text !== '(') return 2;
  if (before?.kind !== 'word') return before?.kind === 'name' ? 2 : 1;
  if (costlyWords.has(before.text)) return before.text === 'position' ? 5 : 4;
  return listWords.has(before.text) ? 1 : 2;
}
