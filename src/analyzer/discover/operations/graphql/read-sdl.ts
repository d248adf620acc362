/** One field of an object type, as the schema definition language declares it. */
export interface SdlField {
  readonly type: string;
  readonly name: string;
  /** Line in the text, from 1. */
  readonly line: number;
}

export interface Sdl {
  readonly fields: readonly SdlField[];
  /** `query` to the name of its type, where a `schema` block renames it. */
  readonly roots: ReadonlyMap<string, string>;
}

interface Token {
  readonly text: string;
  readonly line: number;
}

/**
 * Reads the fields of types and type extensions from a schema; what is no schema gives none. O(length).
 *
 * Source: GraphQL specification, October 2021, section 3 and appendix B.
 */
export function readSdl(source: string): Sdl {
  const tokens = tokensOf(source);
  const fields: SdlField[] = [];
  const roots = new Map<string, string>();
  for (let at = 0; at < tokens.length; at++) {
    const { text } = tokens[at] as Token;
    if (text !== 'type' && text !== 'schema') continue;
    const open = openingBrace(tokens, at + 1);
    if (open === null) continue;
    const name = tokens[at + 1]?.text ?? '';
    const end = closingBrace(tokens, open);
    const declared = fieldsBetween(tokens, open + 1, end);
    if (text === 'schema') for (const { field, type } of declared) roots.set(field.text, type);
    else for (const { field } of declared) fields.push({ type: name, name: field.text, line: field.line });
    at = end;
  }
  return { fields, roots };
}

function tokensOf(source: string): Token[] {
  const tokens: Token[] = [];
  let line = 1;
  const pattern = /"""[\s\S]*?(?:"""|$)|"(?:[^"\\\n]|\\.)*"?|#[^\n]*|\n|[A-Za-z_]\w*|[{}()[\]:!=@|&$]/g;
  for (const [text] of source.matchAll(pattern)) {
    if (/^[\w{}()[\]:!=@|&$]/.test(text)) tokens.push({ text, line });
    for (const sign of text) if (sign === '\n') line++;
  }
  return tokens;
}

/** The brace that opens the fields: before it stand only interfaces and directives with their arguments. */
function openingBrace(tokens: readonly Token[], from: number): number | null {
  let depth = 0;
  for (let at = from; at < tokens.length; at++) {
    const { text } = tokens[at] as Token;
    if (text === '(') depth++;
    else if (text === ')') depth--;
    else if (depth === 0 && text === '{') return at;
    else if (depth === 0 && /^[}:=[\]!]$/.test(text)) return null;
    else if (depth === 0 && at > from && /^(?:type|schema|input|enum|union|scalar|extend)$/.test(text))
      return null;
  }
  return null;
}

function closingBrace(tokens: readonly Token[], open: number): number {
  let depth = 0;
  for (let at = open; at < tokens.length; at++) {
    const { text } = tokens[at] as Token;
    if (text === '{') depth++;
    else if (text === '}' && --depth === 0) return at;
  }
  return tokens.length;
}

/** Names at the top of a block that a colon follows, after arguments or not, with the name of their type. */
function fieldsBetween(
  tokens: readonly Token[],
  from: number,
  to: number,
): { readonly field: Token; readonly type: string }[] {
  const found: { field: Token; type: string }[] = [];
  let candidate: Token | null = null;
  let depth = 0;
  for (let at = from; at < to; at++) {
    const token = tokens[at] as Token;
    if (token.text === '(') depth++;
    else if (token.text === ')') depth--;
    else if (depth > 0) continue;
    else if (token.text === ':' && candidate) {
      const type = tokens.slice(at + 1, at + 4).find(({ text }) => /^\w/.test(text));
      found.push({ field: candidate, type: type?.text ?? '' });
      candidate = null;
    } else if (/^\w/.test(token.text)) candidate = tokens[at - 1]?.text === '@' ? candidate : token;
  }
  return found;
}
