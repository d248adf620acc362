import { type Answer, headerOf } from './answer.ts';
import type { RulesHere } from './body-rules.ts';
import { compareHeaders } from './compare-headers.ts';
import { compareJson } from './compare-json.ts';
import { type Difference, exampleOf } from './difference.ts';
import { type JsonValue, readJson } from './json-value.ts';

/** What a team declares about a comparison. */
export interface CompareRules {
  readonly body: RulesHere;
  /** Header names in lower case that do not count; `!etag` makes one count that is ignored by default. */
  readonly ignoredHeaders: ReadonlySet<string>;
}

/**
 * In what two answers to one request differ; empty when a client could not tell them apart under the rules.
 *
 * Bodies are compared as JSON or as a form when both are of that type, as text when both are text, and by their bytes otherwise. Of the body of an error
 * page (status 5xx on both sides) nothing is compared but its type. Where one side succeeded and the other did not, the status says it all.
 */
export function compareAnswers(first: Answer, second: Answer, rules: CompareRules): readonly Difference[] {
  if (first.status < 400 !== second.status < 400)
    return changed('status', String(first.status), String(second.status));
  const found: Difference[] = [];
  if (first.status !== second.status)
    found.push(...changed('status', String(first.status), String(second.status)));
  found.push(...compareHeaders(first, second, rules.ignoredHeaders));
  const isErrorPage = first.status >= 500 && second.status >= 500;
  if (!isErrorPage) found.push(...compareBodies(first, second, rules.body));
  return found;
}

function compareBodies(first: Answer, second: Answer, rules: RulesHere): readonly Difference[] {
  if (first.bodyState !== second.bodyState) return changed('body', first.bodyState, second.bodyState);
  if (Buffer.compare(first.body, second.body) === 0 || rules.has('ignore')) return [];
  if (first.bodyState === 'undecodable') return changed('body', bytes(first), bytes(second));
  if (first.body.length === 0 || second.body.length === 0) return emptiness(first, second);
  const [form, otherForm] = [readForm(first), readForm(second)];
  if (form !== undefined && otherForm !== undefined) return compareJson(form, otherForm, rules);
  const [text, otherText] = [readText(first), readText(second)];
  if (text === undefined || otherText === undefined)
    return text === otherText
      ? changed('body', bytes(first), bytes(second))
      : typeChange(text === undefined ? 'bytes' : 'text', otherText === undefined ? 'bytes' : 'text');
  const [json, otherJson] = [jsonOf(first, text), jsonOf(second, otherText)];
  if (json !== undefined && otherJson !== undefined) return compareJson(json, otherJson, rules);
  if (json !== undefined || otherJson !== undefined) return typeChange(nameOf(json), nameOf(otherJson));
  return compareTexts(text, otherText);
}

function emptiness(first: Answer, second: Answer): readonly Difference[] {
  const kind = first.body.length === 0 ? 'added' : 'absent';
  return [{ field: 'body', kind, place: 'body', first: bytes(first), second: bytes(second) }];
}

function typeChange(first: string | undefined, second: string | undefined): readonly Difference[] {
  return [
    {
      field: 'body',
      kind: 'type',
      place: 'body',
      first: first ?? 'other bytes',
      second: second ?? 'other bytes',
    },
  ];
}

/** The first line that differs, as the example of the whole. */
function compareTexts(first: string, second: string): readonly Difference[] {
  const [lines, others] = [first.split(/\r?\n/), second.split(/\r?\n/)];
  const at = lines.findIndex((line, nth) => line !== others[nth]);
  const line = at < 0 ? lines.length : at;
  if (at < 0 && lines.length === others.length) return [];
  return [
    {
      field: 'body',
      kind: 'value',
      place: `body, line ${line + 1}`,
      first: exampleOf(lines[line]),
      second: exampleOf(others[line]),
    },
  ];
}

function changed(field: string, first: string, second: string): readonly Difference[] {
  return [{ field, kind: 'value', place: field, first, second }];
}

function nameOf(json: JsonValue | undefined): string {
  return json === undefined ? 'text' : 'JSON';
}

function bytes(answer: Answer): string {
  return `${answer.body.length} bytes`;
}

function jsonOf(answer: Answer, text: string): JsonValue | undefined {
  const type = headerOf(answer, 'content-type') ?? '';
  const looksLikeJson = /[/+]json\b/i.test(type) || /^\s*[[{]/.test(text);
  return looksLikeJson ? readJson(text) : undefined;
}

function readForm(answer: Answer): JsonValue | undefined {
  if (!/^application\/x-www-form-urlencoded\b/i.test(headerOf(answer, 'content-type') ?? ''))
    return undefined;
  const form = new URLSearchParams(Buffer.from(answer.body).toString('utf8'));
  return Object.fromEntries([...new Set(form.keys())].map((name) => [name, form.getAll(name)]));
}

const utf8 = new TextDecoder('utf-8', { fatal: true });

function readText(answer: Answer): string | undefined {
  try {
    return utf8.decode(answer.body);
  } catch {
    return undefined;
  }
}
