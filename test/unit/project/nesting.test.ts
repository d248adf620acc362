import { expect, test } from 'vitest';
import { isTooDeep } from '../../../src/project/nesting.ts';

test.each([
  ['brackets', '('.repeat(3_000)],
  ['a chain of operators', '1+'.repeat(10_000)],
  ['a chain with commas in strings', `'a,' + `.repeat(10_000)],
  ['a chain with commas in comments', '1 /*,*/ + '.repeat(10_000)],
  ['a chain with commas in regular expressions', '/,/ + '.repeat(10_000)],
  ['conditions', 'if (a) {} else '.repeat(10_000)],
])('%s can be too deep', (_, text) => {
  expect(isTooDeep(text)).toBe(true);
});

test.each([
  ['many short statements', 'a = b + c * (d - e) / f;\n'.repeat(20_000)],
  ['brackets in strings', `x = '(((('; `.repeat(5_000)],
  ['brackets in comments', '// ((((((\n/* {{{{ */\n'.repeat(5_000)],
  ['a long list', `[${'{ a: [1, 2], b: f(x) }, '.repeat(20_000)}]`],
  ['templates with holes', 'x = `a ${b(`c`)} ,`;\n'.repeat(5_000)],
  ['division', 'x = a / b / c;\n'.repeat(5_000)],
])('%s are not too deep', (_, text) => {
  expect(isTooDeep(text)).toBe(false);
});
