import { closeSync, ftruncateSync, openSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { commands } from '../../../src/cli/commands/index.ts';
import { analysed } from '../../support/analysed-tree.ts';
import { runCli } from '../../support/run-cli.ts';
import { sourceTree } from '../../support/source-tree.ts';

describe('large and odd files', () => {
  const minified = `!function(){${Array.from({ length: 130_000 }, (_, index) => `var a${index}=function(b,c){return b+c*${index}};`).join('')}}();`;

  it('5 MB of minified code are named, and read when asked for', async () => {
    expect(minified.length).toBeGreaterThan(5_000_000);
    const files = { 'public/app.min.js': minified };
    const refused = await analysed(files);
    expect(refused.said).toEqual(['FILE_TOO_LARGE public/app.min.js']);
    expect(refused.report).toContain('public/app.min.js');
    const read = await analysed(files, undefined, '--max-file-size', '10MB');
    expect(read.paths).toContain('public/app.min.js');
  }, 120_000);

  it('50,000 lines are read', async () => {
    const lines = Array.from({ length: 50_000 }, (_, index) => `export const value${index} = ${index};`);
    const { analysis, said } = await analysed(
      { 'src/generated.ts': lines.join('\n') },
      undefined,
      '--max-file-size',
      '5MB',
    );
    expect(analysis.modules).toContainEqual(
      expect.objectContaining({ path: 'src/generated.ts', lines: 50_000 }),
    );
    expect(said).toEqual([]);
  });

  it('a sparse file of 2 GB is not read, by no name', async () => {
    const { said } = await analysed({}, (root) => {
      for (const name of [
        'src/sparse.ts',
        'package.json',
        'tsconfig.json',
        'schema.prisma',
        'pnpm-workspace.yaml',
        'data.sql',
        '.gitignore',
        'vite.config.ts',
        'CODEOWNERS',
      ]) {
        const file = openSync(join(root, name), 'w');
        ftruncateSync(file, 2_147_483_648);
        closeSync(file);
      }
    });
    expect(said).toContain('FILE_TOO_LARGE src/sparse.ts');
    expect(said).toContain('MANIFEST_UNREADABLE package.json');
    expect(said).toContain('CONFIG_UNUSABLE tsconfig.json');
  });

  it('a manifest of 50 MB, and one that nests without end, are named and not used', async () => {
    const { said } = await analysed({
      'package.json': `{"name":"big","x":"${'x'.repeat(50_000_000)}"}`,
      'deep/package.json': `${'{"a":'.repeat(200_000)}1${'}'.repeat(200_000)}`,
      'list/package.json': `${'['.repeat(200_000)}${']'.repeat(200_000)}`,
      'tsconfig.json': `{"compilerOptions":${'{"paths":'.repeat(50_000)}1${'}'.repeat(50_000)}}`,
    });
    expect(said).toContain('MANIFEST_UNREADABLE package.json');
    expect(said.filter((each) => !/MANIFEST_UNREADABLE|CONFIG_UNUSABLE/.test(each))).toEqual([]);
  });

  it('a pnpm-workspace.yaml of aliases that multiply costs nothing', async () => {
    const levels = Array.from(
      { length: 30 },
      (_, index) => `a${index + 1}: &a${index + 1} [${`*a${index},`.repeat(9)}*a${index}]`,
    );
    const { said } = await analysed({
      'package.json': '{}',
      'pnpm-workspace.yaml': `a0: &a0 [x]\n${levels.join('\n')}\npackages:\n  - *a30\n  - ${'**/'.repeat(5_000)}\n`,
    });
    expect(said).toEqual([]);
  });

  it('declaration files only are no source, and say so', async () => {
    const root = sourceTree({ 'index.d.ts': 'export declare const a: number;\n', 'b.d.mts': '' });
    const { exitCode, stderr } = await runCli(['analyze', root], commands, { workingFolder: sourceTree({}) });
    expect(exitCode).toBe(2);
    expect(stderr).toContain('error NO_SOURCE_FILES');
  });

  it('texts that are slow for careless patterns are not', async () => {
    const attacks = {
      'src/comment.ts': `/*${'*/ /*'.repeat(100_000)}`,
      'src/template.ts': `export const t = \`${'${'.repeat(900)}`,
      'src/sql.ts': `export const s = "select ${'('.repeat(500)} from ${'a,'.repeat(50_000)} where";\n`,
      'src/spaces.ts': `export const s = "select${' '.repeat(200_000)}x";\nexport const path = "/${'a/'.repeat(50_000)}";\n`,
      'src/import.ts': `import '${'./'.repeat(50_000)}x';\nimport '${'@'.repeat(50_000)}';\nimport '${'a-'.repeat(50_000)}';\n`,
      'src/page.vue': `<script ${'a="'.repeat(20_000)}\n${'<script'.repeat(20_000)}`,
      'schema.prisma': `model ${'a '.repeat(100_000)}\n${'model A {\n'.repeat(5_000)}@relation(${'name:'.repeat(50_000)}`,
      'tsconfig.json': `{ ${'/* '.repeat(100_000)} "a": "${'\\\\'.repeat(50_000)}`,
      '.gitignore': `${'*a'.repeat(200)}\n${'**/'.repeat(300)}x\n`,
      'jest.config.js': `module.exports = { moduleNameMapper: { '^${'(a|'.repeat(5_000)}': './x', '${'(.*)'.repeat(500)}': './y' } };\n`,
      CODEOWNERS: `${'**/a'.repeat(200)} @x\n`,
    };
    const { paths } = await analysed(attacks);
    expect(paths).toContain('src/sql.ts');
  }, 60_000);
});

describe('names', () => {
  it('that mean something to JavaScript are plain routes, tables, modules and symbols', async () => {
    const words = ['__proto__', 'constructor', 'toString', 'hasOwnProperty', 'valueOf', 'prototype'];
    const routes = words.map(
      (word) =>
        `app.get('/${word}/:${word}', function ${word}() { return db.query('select * from ${word}'); });`,
    );
    const { analysis } = await analysed({
      'src/app.js': `const express = require('express');\nconst { Pool } = require('pg');\nconst db = new Pool();\nconst app = express();\n${routes.join('\n')}\n`,
      'migrations/1.sql': words.map((word) => `create table "${word}" (id int);`).join('\n'),
      ...Object.fromEntries(
        words.map((word) => [
          `src/${word}.ts`,
          `export const ${word} = '${word}';\nexport class Of${word} { ${word}() {} }\n`,
        ]),
      ),
      'package.json':
        '{"dependencies":{"__proto__":"1","constructor":"1"},"imports":{"#__proto__":"./src/__proto__.ts"}}',
      'tsconfig.json':
        '{"compilerOptions":{"paths":{"__proto__":["./src/__proto__.ts"],"constructor/*":["./src/*"]}}}',
      'src/use.ts': "import '__proto__';\nimport 'constructor/toString';\nimport '#__proto__';\n",
    });
    expect(analysis.routes.map(({ path }) => path)).toEqual(
      expect.arrayContaining(words.map((word) => `/${word}/:${word}`)),
    );
    expect(analysis.entities.map(({ table }) => table)).toEqual(
      expect.arrayContaining(words.map((word) => (word.toLowerCase() === word ? word : expect.any(String)))),
    );
    expect(analysis.dependencies.filter(({ from }) => from === 'src/use.ts').map(({ to }) => to)).toEqual([
      'src/__proto__.ts',
      'src/toString.ts',
    ]);
    expect(Object.keys(Object.prototype)).toEqual([]);
  });

  it('with markup, quotes, pipes and line breaks cannot get out of the report', async () => {
    const names = [
      '<img src=x onerror=alert(1)>',
      '`|"quoted"|`',
      '](javascript:alert(1))',
      'line\nbreak',
      '</script><script>alert(2)',
      '\u202eevil',
      '\u001b[2Jclear',
    ];
    const files = Object.fromEntries(
      names.map((name) => [
        `src/${name.replaceAll('/', '_')}/a.ts`,
        "import { dep } from '../dep';\nimport './gone';\nexport const a = dep;\n",
      ]),
    );
    const { report, paths } = await analysed(files, undefined, '--max-unresolved', '1');
    expect(paths.filter((path) => path.endsWith('/a.ts'))).toHaveLength(names.length);
    const outsideOfCode = report.replaceAll(/(`+)[^`].*?[^`]?\1(?!`)/g, '');
    expect(outsideOfCode).not.toMatch(/<(?:img|script|\/script)/);
    expect(outsideOfCode).not.toContain('](javascript:');
    // oxlint-disable-next-line no-control-regex -- control characters are what this test is about
    expect(report).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u202e]/);
  });

  it('that are not UTF-8 are counted, and the others in the folder are read', async () => {
    const { said } = await analysed({}, (root) => {
      const bytes = Buffer.concat([Buffer.from(`${root}/src/caf`), Buffer.from([0xe9]), Buffer.from('.ts')]);
      writeFileSync(bytes, 'export {};\n');
    });
    expect(said).toEqual(['NAME_UNREADABLE']);
  });

  it('that differ by case are two modules', async () => {
    const { paths } = await analysed({ 'src/Twin.ts': 'export {};\n', 'src/twin.ts': "import './Twin';\n" });
    expect(paths).toEqual(expect.arrayContaining(['src/Twin.ts', 'src/twin.ts']));
  });
});

describe('a graph', () => {
  it('with a circle of 1,000 imports ends', async () => {
    const files = Object.fromEntries(
      Array.from({ length: 1_000 }, (_, index) => [
        `c/${index}.ts`,
        `import { v${(index + 1) % 1_000} as next } from './${(index + 1) % 1_000}';\nexport const v${index} = () => next;\n`,
      ]),
    );
    const { analysis } = await analysed(files);
    expect(analysis.dependencies.filter(({ from }) => from.startsWith('c/'))).toHaveLength(1_000);
  }, 60_000);
});
