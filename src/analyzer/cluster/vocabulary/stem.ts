/**
 * The stem of a lower-case English word, so that `orders`, `ordering` and `order` are one term.
 *
 * Words of fewer than four letters and words with anything but letters stay as they are. The result is for comparing,
 * not for showing.
 *
 * Source: M. F. Porter, "An algorithm for suffix stripping", Program 14(3), 1980.
 */
export function stem(word: string): string {
  if (word.length < 4 || !/^[a-z]+$/.test(word)) return word;
  let result = withoutPlural(word);
  result = withoutPastAndGerund(result);
  if (result.endsWith('y') && hasVowel(result.slice(0, -1))) result = `${result.slice(0, -1)}i`;
  result = replaceLongest(result, longSuffixes, 1);
  result = replaceLongest(result, mediumSuffixes, 1);
  result = withoutResidual(result);
  return withoutFinalE(result);
}

/** `[VC]^m`: how many times a run of vowels is followed by a run of consonants. */
function measure(word: string): number {
  return shape(word).replace(/^c+/, '').match(/v+c+/g)?.length ?? 0;
}

/** The word with `v` for each vowel and `c` for each consonant; `y` after a consonant is a vowel. */
function shape(word: string): string {
  let result = '';
  for (const letter of word) {
    const isVowel = 'aeiou'.includes(letter) || (letter === 'y' && result.endsWith('c'));
    result += isVowel ? 'v' : 'c';
  }
  return result;
}

function hasVowel(word: string): boolean {
  return shape(word).includes('v');
}

/** Ends consonant, vowel, consonant, where the last is not w, x or y: `hop`, not `snow`. */
function endsShort(word: string): boolean {
  return shape(word).endsWith('cvc') && !/[wxy]$/.test(word);
}

function withoutPlural(word: string): string {
  if (word.endsWith('sses') || word.endsWith('ies')) return word.slice(0, -2);
  return word.endsWith('s') && !word.endsWith('ss') ? word.slice(0, -1) : word;
}

function withoutPastAndGerund(word: string): string {
  if (word.endsWith('eed')) return measure(word.slice(0, -3)) > 0 ? word.slice(0, -1) : word;
  const suffix = ['ed', 'ing'].find((each) => word.endsWith(each));
  if (suffix === undefined) return word;
  const rest = word.slice(0, -suffix.length);
  if (!hasVowel(rest)) return word;
  if (/(?:at|bl|iz)$/.test(rest)) return `${rest}e`;
  if (/([^aeioulsz])\1$/.test(rest)) return rest.slice(0, -1);
  return measure(rest) === 1 && endsShort(rest) ? `${rest}e` : rest;
}

const longSuffixes: Readonly<Record<string, string>> = {
  ational: 'ate',
  tional: 'tion',
  enci: 'ence',
  anci: 'ance',
  izer: 'ize',
  abli: 'able',
  alli: 'al',
  entli: 'ent',
  eli: 'e',
  ousli: 'ous',
  ization: 'ize',
  ation: 'ate',
  ator: 'ate',
  alism: 'al',
  iveness: 'ive',
  fulness: 'ful',
  ousness: 'ous',
  aliti: 'al',
  iviti: 'ive',
  biliti: 'ble',
};

const mediumSuffixes: Readonly<Record<string, string>> = {
  icate: 'ic',
  ative: '',
  alize: 'al',
  iciti: 'ic',
  ical: 'ic',
  ful: '',
  ness: '',
};

const residualSuffixes =
  'al ance ence er ic able ible ant ement ment ent sion tion ou ism ate iti ous ive ize'.split(' ');

function replaceLongest(
  word: string,
  suffixes: Readonly<Record<string, string>>,
  minMeasure: number,
): string {
  const suffix = longestOf(Object.keys(suffixes), word);
  if (suffix === undefined) return word;
  const rest = word.slice(0, -suffix.length);
  return measure(rest) >= minMeasure ? rest + (suffixes[suffix] ?? '') : word;
}

function withoutResidual(word: string): string {
  const suffix = longestOf(residualSuffixes, word);
  if (suffix === undefined) return word;
  const kept = suffix === 'sion' || suffix === 'tion' ? 3 : suffix.length;
  const rest = word.slice(0, -kept);
  return measure(rest) > 1 ? rest : word;
}

function longestOf(suffixes: readonly string[], word: string): string | undefined {
  return suffixes
    .filter((suffix) => word.endsWith(suffix))
    .reduce<string | undefined>((best, each) => (each.length > (best?.length ?? 0) ? each : best), undefined);
}

function withoutFinalE(word: string): string {
  if (word.endsWith('e')) {
    const rest = word.slice(0, -1);
    if (measure(rest) > 1 || (measure(rest) === 1 && !endsShort(rest))) return rest;
  }
  return word.endsWith('ll') && measure(word) > 1 ? word.slice(0, -1) : word;
}
