import { describe, expect, it } from 'vitest';
import { discoverFacts } from '../../../../src/analyzer/discover/index.ts';
import { sourceTree } from '../../../support/source-tree.ts';

/** The facts of an Express application; it has the route `/sound` whatever else it does. */
async function factsOf(code: string) {
  const root = sourceTree({
    'a.ts': `import express from 'express';\nconst app = express();\napp.get('/sound', () => 1);\n${code}\n`,
  });
  const { routes, diagnostics } = await discoverFacts({ root });
  const limited = diagnostics.filter(({ code: each }) => /LIMITED|STOPPED/.test(each));
  return {
    paths: routes.map(({ path }) => path),
    limited: limited.map(({ message, location }) => `${location?.line} ${message.split(';')[0]}`),
  };
}

describe('an attack on memory ends, is named with its place and costs nothing else', () => {
  it.each([
    [
      'a list that doubles by spreading',
      'let l = [1]; for (const i of new Array(1)) {}\nconst loop = [1,2,3,4,5,6,7,8,9,10,11,12,13,14,15,16,17,18,19,20,21,22,23,24,25,26,27,28,29,30];\nfor (const i of loop) l.push(...l, ...l, ...l);',
    ],
    [
      'a list that doubles by concat',
      "const loop = 'a'.concat('bcdefghijklmnopqrstuvwxyzabcdef').split('');\nconst box = { l: [1, 2] };\nfor (const i of loop) box.l = box.l.concat(box.l, box.l);",
    ],
    [
      'a list of lists that is opened',
      "const loop = 'abcdefghijklmnopqrstuvwxyz'.split('');\nconst box = { l: [1, 2] };\nfor (const i of loop) box.l = [box.l, box.l, box.l].flat();",
    ],
    [
      'calls that fan out',
      "const f = (a, d) => { for (const x of d) { f(a, d); a.get(x, () => 1); } };\nf(app, 'abcdefghijklmnopqrstuvwxyz'.split('').concat('abcdefghijklmnopqrstuvwxyzabcdefghijklmnopqrstuvwxyz'.split('')));\nconst g = (a) => { for (const x of [1,2,3,4,5,6,7,8,9]) h(a); };\nconst h = (a) => { for (const x of [1,2,3,4,5,6,7,8,9]) i(a); };\nconst i = (a) => { for (const x of [1,2,3,4,5,6,7,8,9]) j(a); };\nconst j = (a) => { for (const x of [1,2,3,4,5,6,7,8,9]) k(a); };\nconst k = (a) => { for (const x of [1,2,3,4,5,6,7,8,9]) l(a); };\nconst l = (a) => { for (const x of [1,2,3,4,5,6,7,8,9]) m(a); };\nconst m = (a) => { for (const x of [1,2,3,4,5,6,7,8,9]) n(a); };\nconst n = (a) => { a.use(() => 1); };\ng(app);",
    ],
  ])('%s', async (_, code) => {
    const { paths, limited } = await factsOf(code);
    expect(paths).toContain('/sound');
    expect(limited.length).toBeGreaterThan(0);
    for (const each of limited) expect(each).toMatch(/^[1-9]/);
  });

  it.each([
    [
      'a text that doubles',
      "let t = '/x'; for (const i of 'abcdefghijklmnopqrstuvwxyz'.split('')) t += t;\napp.get(t, () => 1);",
    ],
    [
      'a text that is replaced by itself',
      "const box = { t: 'aaaaaaaaaaaaaaaa' }; for (const i of 'abcdefghijklmnopqrstuvwxyz'.split('')) box.t = box.t.replaceAll('a', box.t);\napp.get(box.t, () => 1);",
    ],
    [
      'a path that is joined to itself',
      "import path from 'node:path'; const box = { t: '/x' }; for (const i of 'abcdefghijklmnopqrstuvwxyz'.split('')) box.t = path.join(box.t, box.t);\napp.get(box.t, () => 1);",
    ],
    ['repeat and padding', "app.get('/x'.repeat(1e9), () => 1); app.get('x'.padStart(1e9), () => 1);"],
    [
      'an object that holds itself',
      'const o = {}; o.o = o; for (const k in o) app.get(o[k].o.o.o, () => 1);',
    ],
  ])('%s', async (_, code) => {
    expect((await factsOf(code)).paths).toContain('/sound');
  });
});

describe('what is cut off is said', () => {
  it('a loop over thousands of entries is followed to its end', async () => {
    const entries = Array.from({ length: 3_000 }, (_, index) => `'/p${index}'`).join(',');
    const { paths, limited } = await factsOf(`for (const path of [${entries}]) app.get(path, () => 1);`);
    expect(paths).toHaveLength(3_001);
    expect(limited).toEqual([]);
  });

  it('more than 16 alternatives for one route, at the registration', async () => {
    const entries = Array.from({ length: 20 }, (_, index) => `a${index}: '/p${index}'`).join(',');
    const { limited } = await factsOf(
      `const table = { ${entries} };\napp.get(table[process.env.X], () => 1);`,
    );
    expect(limited).toEqual(['5 a value has more than 16 alternatives']);
  });

  it('two alternatives that read alike are one', async () => {
    const entries = Array.from({ length: 20 }, (_, index) => `a${index}: '/same'`).join(',');
    const { paths, limited } = await factsOf(
      `const table = { ${entries} };\napp.get(table[process.env.X], () => 1);`,
    );
    expect(limited).toEqual([]);
    expect(paths).toEqual(['/sound', '/same']);
  });
});
