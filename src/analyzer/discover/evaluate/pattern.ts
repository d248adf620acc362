/** Limits under which no pattern runs for long: the cost of a match grows with length to the power of repetitions. */
const maxPattern = 100;
const maxRepetitions = 3;
const maxMatched = 200;

/**
 * A regular expression of the analysed code, as a test for short texts; null for one that could run for long: a repeated group,
 * or more than three repetitions. Texts of more than 200 characters do not match.
 */
export function safePattern(source: string, flags = ''): RegExp | null {
  const repetitions = source.replace(/\\./g, '').match(/[*+]|\{\d+,\}/g)?.length ?? 0;
  if (source.length > maxPattern || repetitions > maxRepetitions || /\)(?:[*+]|\{\d)/.test(source))
    return null;
  try {
    return new RegExp(source, flags);
  } catch {
    return null;
  }
}

/** Whether a text is short enough for patterns of the analysed code. */
export function isMatchable(text: string): boolean {
  return text.length <= maxMatched;
}
