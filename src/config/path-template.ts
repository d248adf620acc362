import { segmentProblem } from './path-segment.ts';

/** One step of a path template: fixed text, `:name` (one segment), or `*name` (one or more segments, always last). */
export interface TemplateSegment {
  readonly kind: 'literal' | 'parameter' | 'splat';
  /** The text as written, or the name without its sign. */
  readonly text: string;
}

export type ParsedTemplate =
  | { readonly ok: true; readonly variants: readonly (readonly TemplateSegment[])[] }
  | { readonly ok: false; readonly reason: string };

/** Groups double the number of variants each, so that a template stays cheap whatever it says. */
const maxGroups = 4;
const name = /^[A-Za-z_][A-Za-z0-9_]*$/;
/** Characters that carry a meaning in some router's template language; written as an escape they are plain text. */
const reserved = /[\s\p{Cc}:*+?!()[\]{}|^\\"'<>#]/u;

/**
 * Parses a path template such as `/api/orders/:id`, `/api/orders{/:id}` or `/files/*path`.
 *
 * A variant is one template without optional groups; a template with n groups has 2^n of them, the longest first. A trailing
 * slash is an empty literal at the end. Literals stay as written: `matchingForm` makes them comparable.
 */
export function parseTemplate(template: string): ParsedTemplate {
  if (!template.startsWith('/') && !template.startsWith('{/')) return refuse('it must start with "/"');
  const parts = splitGroups(template);
  if (parts === undefined) return refuse('"{" and "}" must enclose whole segments, as in /orders{/:id}');
  if (parts.filter((part) => part.isOptional).length > maxGroups)
    return refuse(`it has more than ${maxGroups} optional groups`);
  let variants: TemplateSegment[][] = [[]];
  for (const { text, isOptional } of parts) {
    const segments: TemplateSegment[] = [];
    for (const segment of text.slice(1).split('/')) {
      const parsed = parseSegment(segment);
      if (typeof parsed === 'string') return refuse(parsed);
      segments.push(parsed);
    }
    const extended = variants.map((variant) => [...variant, ...segments]);
    variants = isOptional ? [...extended, ...variants] : extended;
  }
  for (const variant of variants) {
    const problem = misplacedSegment(variant);
    if (problem !== undefined) return refuse(problem);
  }
  // A template of groups alone has a variant without segments: the root path.
  return { ok: true, variants: variants.map((v) => (v.length > 0 ? v : [{ kind: 'literal', text: '' }])) };
}

function refuse(reason: string): ParsedTemplate {
  return { ok: false, reason };
}

/** Cuts `/a{/:b}/c` into `/a`, optional `/:b`, `/c`; undefined when a brace is unbalanced, nested or inside a segment. */
function splitGroups(template: string): { text: string; isOptional: boolean }[] | undefined {
  const parts: { text: string; isOptional: boolean }[] = [];
  const part = /\{(\/[^{}]*[^{}/])\}|(\/[^{}]*)/y;
  while (part.lastIndex < template.length) {
    const found = part.exec(template);
    if (!found) return undefined;
    parts.push({ text: found[1] ?? found[2] ?? '', isOptional: found[1] !== undefined });
  }
  return parts;
}

function parseSegment(segment: string): TemplateSegment | string {
  if (segment.startsWith(':') || segment.startsWith('*')) {
    const text = segment.slice(1);
    const kind = segment.startsWith(':') ? 'parameter' : 'splat';
    if (name.test(text)) return { kind, text };
    return `"${segment}" must be ${segment.slice(0, 1)} and a name, for one whole segment`;
  }
  if (reserved.test(segment))
    return `"${segment}" holds a character with a special meaning; a parameter must be a whole segment, and plain text is written as an escape (":" is %3A)`;
  const problem = segmentProblem(segment);
  if (problem !== undefined) return `"${segment}" can never match: ${problem.replaceAll('-', ' ')}`;
  return { kind: 'literal', text: segment };
}

function misplacedSegment(variant: readonly TemplateSegment[]): string | undefined {
  for (const [index, segment] of variant.entries()) {
    if (index === variant.length - 1) break;
    if (segment.kind === 'splat') return `"*${segment.text}" must be the last segment`;
    if (segment.text === '') return 'it has an empty segment ("//")';
  }
  return undefined;
}
