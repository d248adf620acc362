/** `order_items` and `OrderItems` as `OrderItem`: what a type for one row of a table is called. */
export function entityNameOf(table: string): string {
  const words = table
    .replace(/([a-z\d])([A-Z])/g, '$1_$2')
    .split(/[^\p{L}\p{N}]+/u)
    .filter((word) => word !== '');
  const last = words.pop() ?? table;
  return [...words, singular(last)].map(capitalise).join('');
}

function capitalise(word: string): string {
  const rest = word === word.toUpperCase() ? word.slice(1).toLowerCase() : word.slice(1);
  return word.charAt(0).toUpperCase() + rest;
}

const irregular = new Map([
  ['people', 'person'],
  ['children', 'child'],
  ['men', 'man'],
  ['women', 'woman'],
  ['indices', 'index'],
  ['vertices', 'vertex'],
  ['matrices', 'matrix'],
  ['criteria', 'criterion'],
  ['data', 'data'],
  ['media', 'media'],
  ['news', 'news'],
  ['series', 'series'],
  ['species', 'species'],
  ['sales', 'sales'],
  ['settings', 'setting'],
  ['movies', 'movie'],
  ['cookies', 'cookie'],
  ['shoes', 'shoe'],
  ['quizzes', 'quiz'],
  ['caches', 'cache'],
  ['axes', 'axis'],
]);

const rules: readonly (readonly [plural: RegExp, singular: string])[] = [
  [/(ss|us|is)$/i, '$1'],
  [/ies$/i, 'y'],
  [/(ss|alias|status|bus|virus|lens|bonus|campus)es$/i, '$1'],
  [/(analy|diagno|hypothe|synop|the)ses$/i, '$1sis'],
  [/(x|ch|sh|zz)es$/i, '$1'],
  [/oes$/i, 'o'],
  [/s$/i, ''],
];

/** English, as far as table names need it. */
function singular(word: string): string {
  const known = irregular.get(word.toLowerCase());
  if (known !== undefined) return word.charAt(0) + known.slice(1);
  const rule = rules.find(([plural]) => plural.test(word));
  return rule && word.length > 2 ? word.replace(rule[0], rule[1]) : word;
}

/** The plural that Sequelize and Mongoose make of a model's name, as far as model names need it. */
export function plural(word: string): string {
  const known = [...irregular].find(([, single]) => single === word.toLowerCase());
  if (known) return word.charAt(0) + known[0].slice(1);
  if (/(?:ss|x|z|ch|sh|(?:alia|bonu|bu|campu|len|statu|viru)s)$/i.test(word)) return `${word}es`;
  if (/[^aeiou]sis$/i.test(word) || /[aeiou]lysis$/i.test(word)) return `${word.slice(0, -2)}es`;
  if (/s$/i.test(word)) return word;
  return /[^aeiou]y$/i.test(word) ? `${word.slice(0, -1)}ies` : `${word}s`;
}
