import { nearest } from '../../lib/nearest.ts';

/** One change that somebody thinks about. */
export type Edit =
  | { readonly verb: 'move'; readonly paths: readonly string[]; readonly to: string }
  | { readonly verb: 'merge'; readonly contexts: readonly string[]; readonly into: string }
  | { readonly verb: 'split'; readonly context: string }
  | { readonly verb: 'rename'; readonly context: string; readonly to: string }
  | { readonly verb: 'share' | 'ignore'; readonly paths: readonly string[] };

/** What is wrong with an edit; `where` counts edits from 1. */
export interface EditProblem {
  readonly where: string;
  readonly what: string;
}

/** How each edit is written. */
const forms = {
  move: 'move <path>[, <path>…] to <context>',
  merge: 'merge <context>, <context>[, …] [into <context>]',
  split: 'split <context>',
  rename: 'rename <context> to <name>',
  share: 'share <path>[, <path>…]',
  ignore: 'ignore <path>[, <path>…]',
} as const;

type Verb = keyof typeof forms;

const verbs = Object.keys(forms) as Verb[];
const maxEdits = 100;

/**
 * Reads edits: `move a.ts, b.ts to orders; merge x, y into z; split z; rename a to b; share c.ts; ignore d.ts`. Names with a comma,
 * a semicolon or a space stand in double quotes. Every problem is found at once.
 */
export function parseEdits(text: string): {
  readonly edits: readonly Edit[];
  readonly problems: readonly EditProblem[];
} {
  const edits: Edit[] = [];
  const problems: EditProblem[] = [];
  const parts = sentences(tokens(text));
  if (parts.length === 0) problems.push({ where: 'edit 1', what: `says nothing; write ${forms.move}` });
  if (parts.length > maxEdits)
    problems.push({ where: `edit ${maxEdits + 1}`, what: `is one too many: at most ${maxEdits}` });
  parts.slice(0, maxEdits).forEach((words, index) => {
    const edit = parseEdit(words);
    if (typeof edit === 'string') problems.push({ where: `edit ${index + 1}`, what: edit });
    else edits.push(edit);
  });
  return { edits, problems };
}

interface Token {
  readonly text: string;
  /** Whether it is a name in quotes, which is never a comma or a word of ours. */
  readonly isQuoted: boolean;
}

function tokens(text: string): Token[] {
  return [...text.matchAll(/"([^"]*)"|[,;\n]|[^\s,;"]+/g)].map(([whole, quoted]) =>
    quoted === undefined ? { text: whole, isQuoted: false } : { text: quoted, isQuoted: true },
  );
}

function sentences(all: readonly Token[]): Token[][] {
  const parts: Token[][] = [[]];
  for (const token of all) {
    if (!token.isQuoted && (token.text === ';' || token.text === '\n')) parts.push([]);
    else parts.at(-1)?.push(token);
  }
  return parts.filter((part) => part.length > 0);
}

/** The edit, or what is wrong with it. */
function parseEdit([first, ...rest]: readonly Token[]): Edit | string {
  const verb = verbs.find((each) => each === first?.text.toLowerCase());
  if (verb === undefined) {
    const close = nearest(first?.text ?? '', verbs);
    return `begins with ${first?.text}${close === undefined ? '' : `; did you mean ${close}?`} (known: ${verbs.join(', ')})`;
  }
  return read(verb, rest) ?? `cannot be read; write ${forms[verb]}`;
}

function read(verb: Verb, rest: readonly Token[]): Edit | null {
  const keyword = verb === 'merge' ? 'into' : 'to';
  const at = rest.findLastIndex(({ text, isQuoted }) => !isQuoted && text === keyword);
  const hasTarget = at >= 0 && verb !== 'split' && verb !== 'share' && verb !== 'ignore';
  const names = listOf(hasTarget ? rest.slice(0, at) : rest);
  const targets = hasTarget ? listOf(rest.slice(at + 1)) : [];
  const [name] = names ?? [];
  const [target] = targets ?? [];
  if (names === null || targets === null || name === undefined || targets.length > 1) return null;
  if (verb === 'move') return target === undefined ? null : { verb, paths: names, to: target };
  if (verb === 'merge')
    return names.length < 2 || (hasTarget && target === undefined)
      ? null
      : { verb, contexts: names, into: target ?? name };
  if (verb === 'rename')
    return target === undefined || names.length > 1 ? null : { verb, context: name, to: target };
  if (verb === 'split') return names.length > 1 ? null : { verb, context: name };
  return { verb, paths: names };
}

/** Names with a comma between each two; null where there is none, or two. */
function listOf(all: readonly Token[]): string[] | null {
  const isComma = ({ text, isQuoted }: Token) => !isQuoted && text === ',';
  const isAlternating = all.every((token, index) => isComma(token) === (index % 2 === 1));
  if (!isAlternating || all.length % 2 === 0) return all.length === 0 ? [] : null;
  return all.filter((token) => !isComma(token)).map(({ text }) => text);
}
