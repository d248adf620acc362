/** Fields whose value is never kept, by a word of their name. */
const secretName =
  /pass(?:word|wd|phrase|code)|secret|token|authori[sz]ation|credential|cookie|session|signature|api[-_]?key|private[-_]?key|otp|\bpin\b|cvv|cvc|ssn|iban|birth|e?mail|phone|mobile|address|street|postal|zip|first[-_]?name|last[-_]?name|full[-_]?name|surname/i;

/** The same words as keys inside of a JSON example: what follows them, up to its end. */
const secretMember = new RegExp(
  String.raw`("[^"\\]{0,40}(?:${secretName.source})[^"\\]{0,40}":)(?:"(?:[^"\\]|\\.)*"?|[^,}\]"]+)`,
  'gi',
);

/** Values that give themselves away, wherever they stand. */
const secretValues: readonly (readonly [RegExp, string])[] = [
  [/[^\s@"<>]{1,64}@[^\s@"<>]{1,190}\.[a-z]{2,24}/gi, '(email)'],
  [/\beyJ[\w-]{8,}\.[\w-]+(?:\.[\w-]*)?/g, '(token)'],
  [/\b(?:Bearer|Basic)\s+[\w+/=.~-]+/gi, '(credentials)'],
  [/\b[A-Z]{2}\d{2}(?: ?[A-Z\d]{4}){3,7}(?: ?[A-Z\d]{1,3})?\b/g, '(account number)'],
  [/\b(?:\d[ -]?){12,18}\d\b/g, '(long number)'],
  [/(?<![\d.-])\+\d[\d ()/-]{7,18}\d\b/g, '(phone number)'],
];

/**
 * An example without credentials and without what looks like personal data.
 *
 * What is hidden is said in brackets, so that a difference of kind stays visible. Undefined stays undefined.
 */
export function redact(field: string, example: string | undefined): string | undefined {
  if (example === undefined) return undefined;
  if (secretName.test(field)) return example === '' ? '' : '(redacted)';
  const withoutMembers = example.replace(secretMember, '$1"(redacted)"');
  return secretValues.reduce((text, [pattern, name]) => text.replace(pattern, name), withoutMembers);
}
