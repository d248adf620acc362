import { compilePattern, type LinearPattern } from '../lib/linear-pattern/linear-pattern.ts';
import type { RouteMatching } from './path-segment.ts';
import { parseTemplate, type TemplateSegment } from './path-template.ts';

/** How a route names its paths: by exactly one of the three. */
export interface WrittenPath {
  readonly path?: string | undefined;
  readonly pathPrefix?: string | undefined;
  readonly pathPattern?: string | undefined;
}

/** One way through the segments of a path, and what may follow behind them. */
export interface PathVariant {
  readonly segments: readonly TemplateSegment[];
  /** `exact`: nothing. `splat`: a segment or more. `prefix`: anything or nothing. `pattern`: whatever the pattern says of the whole path. */
  readonly end: 'exact' | 'splat' | 'prefix' | 'pattern';
}

/** The paths of a route. */
export interface PathRule {
  /** Bounded and never the client's bytes: `/orders/:id`, `/orders/**`, `~/v[0-9]+/orders`. */
  readonly label: string;
  readonly variants: readonly PathVariant[];
  readonly pattern: LinearPattern | undefined;
}

/** The paths of a valid route, as routing compares them; throws where the route is not valid. */
export function pathRule(
  written: WrittenPath,
  { caseSensitive }: Pick<RouteMatching, 'caseSensitive'>,
): PathRule {
  if (written.pathPattern !== undefined) return patternRule(written.pathPattern, caseSensitive);
  if (written.pathPrefix !== undefined) return prefixRule(written.pathPrefix);
  const template = written.path ?? '';
  const parsed = parseTemplate(template);
  if (!parsed.ok) throw new Error(`"${template}" is not a path template: ${parsed.reason}`);
  return {
    label: template,
    pattern: undefined,
    variants: parsed.variants.map((segments) =>
      segments.at(-1)?.kind === 'splat'
        ? { segments: segments.slice(0, -1), end: 'splat' }
        : { segments, end: 'exact' },
    ),
  };
}

/** Why a text is no path prefix, or undefined: whole segments of fixed text. */
export function prefixProblem(prefix: string): string | undefined {
  const parsed = parseTemplate(prefix);
  if (!parsed.ok) return parsed.reason;
  const isFixed = parsed.variants.length === 1 && parsed.variants[0]?.every(({ kind }) => kind === 'literal');
  return isFixed ? undefined : 'a prefix is fixed text; parameters belong into path';
}

/** Why a text is no pattern of paths, or undefined. */
export function patternProblem(source: string): string | undefined {
  if (!/^\^?\//.test(source)) return 'it must start with "/", since it stands for the whole path';
  const compiled = compilePattern(source, { ignoreCase: true });
  return compiled.ok ? undefined : compiled.reason;
}

function prefixRule(prefix: string): PathRule {
  const parsed = parseTemplate(prefix);
  const [all = []] = parsed.ok ? parsed.variants : [];
  const segments = all.at(-1)?.text === '' ? all.slice(0, -1) : all;
  return {
    label: `${prefix.replace(/\/$/, '')}/**`,
    pattern: undefined,
    variants: [{ segments, end: 'prefix' }],
  };
}

/** A pattern begins where its first segment that is not fixed text begins; what is fixed before it is looked up. */
function patternRule(source: string, caseSensitive: boolean): PathRule {
  const compiled = compilePattern(source, { ignoreCase: !caseSensitive });
  if (!compiled.ok) throw new Error(`"${source}" is not a pattern: ${compiled.reason}`);
  const fixed = compiled.pattern.fixedStart.split('/').slice(1, -1);
  // What needs an escape in a path is compared by the pattern alone.
  const plain = fixed.findIndex((text) => !/^[A-Za-z0-9._~-]+$/.test(text));
  const segments = (plain === -1 ? fixed : fixed.slice(0, plain)).map(
    (text): TemplateSegment => ({ kind: 'literal', text }),
  );
  return { label: `~${source}`, pattern: compiled.pattern, variants: [{ segments, end: 'pattern' }] };
}
