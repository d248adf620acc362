import { text, type Value } from './value.ts';

const packages = new Set([
  'camel-case',
  'change-case',
  'constant-case',
  'header-case',
  'lodash',
  'lodash-es',
  'param-case',
  'pascal-case',
  'snake-case',
]);

const rewrites: Readonly<Record<string, (words: readonly string[]) => string>> = {
  camelCase: (words) => words.map((word, index) => (index === 0 ? lower(word) : capital(word))).join(''),
  pascalCase: (words) => words.map(capital).join(''),
  kebabCase: (words) => words.map(lower).join('-'),
  paramCase: (words) => words.map(lower).join('-'),
  snakeCase: (words) => words.map(lower).join('_'),
  constantCase: (words) => words.join('_').toUpperCase(),
};

const whole: Readonly<Record<string, (value: string) => string>> = {
  capitalize: (value) => capital(value),
  lowerFirst: (value) => value.charAt(0).toLowerCase() + value.slice(1),
  upperFirst: (value) => value.charAt(0).toUpperCase() + value.slice(1),
  toLower: lower,
  toUpper: (value) => value.toUpperCase(),
};

/** What the packages that rewrite names give for a text that is known; null for other packages and functions. */
export function rewriteCase(
  packageName: string,
  path: readonly string[],
  value: Value | undefined,
): Value | null {
  if (value?.kind !== 'text') return null;
  const [base = '', own] = packageName.split('.');
  if (!packages.has(base)) return null;
  const name = path[0] ?? own ?? base.replaceAll(/-(\w)/g, (_, letter: string) => letter.toUpperCase());
  if (Object.hasOwn(rewrites, name)) return text(rewrites[name]?.(wordsOf(value.value)) ?? '', value.isExact);
  return Object.hasOwn(whole, name) ? text(whole[name]?.(value.value) ?? '', value.isExact) : null;
}

function wordsOf(value: string): string[] {
  return value.match(/[A-Z]+(?![a-z])|[A-Z]?[a-z]+|\d+/g) ?? [];
}

function lower(value: string): string {
  return value.toLowerCase();
}

function capital(value: string): string {
  return value.charAt(0).toUpperCase() + value.slice(1).toLowerCase();
}
