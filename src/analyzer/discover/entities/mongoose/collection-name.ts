const uncountable = new Set(
  (
    'advice energy excretion digestion cooperation health justice labour machinery equipment information pollution sewage ' +
    'paper money species series rain rice fish sheep moose deer news expertise status media'
  ).split(' '),
);

const endings: readonly (readonly [singular: RegExp, plural: string])[] = [
  [/human$/, 'humans'],
  [/man$/, 'men'],
  [/person$/, 'people'],
  [/child$/, 'children'],
  [/(ax|test)is$/, '$1es'],
  [/(alias|bus|buffalo|tomato|potato)$/, '$1es'],
  [/([ti])um$/, '$1a'],
  [/sis$/, 'ses'],
  [/([^f])fe$/, '$1ves'],
  [/([lr])f$/, '$1ves'],
  [/([^aeiouy]|qu)y$/, '$1ies'],
  [/(x|ch|ss|sh)$/, '$1es'],
  [/quiz$/, 'quizzes'],
  [/s$/, 's'],
  [/([a-z])$/, '$1s'],
];

/** The collection that Mongoose makes of the name of a model: lower case, in the plural. */
export function collectionNameOf(model: string): string {
  const name = model.toLowerCase();
  if (uncountable.has(name)) return name;
  const ending = endings.find(([singular]) => singular.test(name));
  return ending ? name.replace(...ending) : name;
}
