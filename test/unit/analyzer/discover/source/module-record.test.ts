import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseSync, type StaticExportEntry } from 'oxc-parser';
import { describe, expect, it } from 'vitest';
import { readModuleRecord } from '../../../../../src/analyzer/discover/source/module-record.ts';
import { parseSource } from '../../../../../src/project/index.ts';

function recordOf(text: string) {
  const parsed = parseSource('a.ts', text);
  if ('failure' in parsed) throw new Error(parsed.failure.message);
  return readModuleRecord(parsed.program, parsed.lineStarts);
}

/** Name, place and origin of what is exported, as the parser itself lists it. */
function listed(text: string): string[] {
  const toText = ({ start, moduleRequest, importName, exportName, localName, isType }: StaticExportEntry) => {
    const kind: string = exportName.kind;
    const name = kind === 'Default' ? 'default' : exportName.name;
    const from = moduleRequest
      ? `${moduleRequest.value}:${importName.name ?? '*'}`
      : (localName.name ?? 'default');
    return `${text.slice(0, start).split('\n').length} ${name ?? '*'} ${from} ${isType}`;
  };
  const { module } = parseSync('a.ts', text, { preserveParens: false });
  return module.staticExports.flatMap(({ entries }) => entries.map(toText));
}

function found(text: string): string[] {
  const { imports, exports } = recordOf(text);
  const stars = imports.flatMap(({ kind, specifier, line, names }) =>
    kind === 're-export'
      ? names.flatMap(({ local, isType }) => (local === '*' ? [`${line} * ${specifier}:* ${isType}`] : []))
      : [],
  );
  return [
    ...exports.map(({ name, line, isType, from }) =>
      [line, name, 'local' in from ? from.local : `${from.specifier}:${from.imported}`, isType].join(' '),
    ),
    ...stars,
  ];
}

describe('the module record', () => {
  it.each([
    'export const a = 1,\n { b, c: [d, , ...e], f: g = 2, ...h } = x;',
    'export function f() {}\nexport class C {}\nexport enum E { A }\nexport namespace N { export const z = 1; }',
    'export interface I {}\nexport type T = 1;\nexport declare const q: number;\nexport import r = require("r");',
    '@dec export class B {}\nexport abstract class A {}',
    'export default 1;',
    'const foo = 1;\nexport default foo;',
    'export default function named() {}',
    'export default class {}',
    'export default interface J {}',
    'import { b, type c } from "m";\nimport type { D } from "n";\nimport * as ns from "k";\nexport { b, c as cc, D, ns };',
    'export { x as y, type z, default as w } from "m";\nexport type { T } from "n";',
    'export { later };\nimport { later } from "m";\nconst own = 1;\nexport { own as "a name", own as default };',
    'export * as ns from "m";\nexport * from "n";\nexport type * from "o";',
    'declare module "x" { export const inner: number; }\nexport = x;',
  ])('says what the parser says: %j', (text) => {
    expect(found(text).sort()).toEqual(listed(text).sort());
  });

  it('passes on a default import as the default of the other file, where the import stands', () => {
    expect(recordOf('import orders from "./orders";\n\nexport { orders };')).toEqual({
      imports: [
        {
          specifier: './orders',
          line: 1,
          kind: 'static',
          isTypeOnly: false,
          names: [{ imported: 'default', local: 'orders', isType: false }],
        },
        {
          specifier: './orders',
          line: 3,
          kind: 're-export',
          isTypeOnly: false,
          names: [{ imported: 'default', local: 'orders', isType: false }],
        },
      ],
      exports: [
        { name: 'orders', line: 3, isType: false, from: { specifier: './orders', imported: 'default' } },
      ],
      stars: [],
    });
  });

  it('exports as a type what was imported as a value, where the export says so', () => {
    const { exports } = recordOf('import { A, B } from "m";\nexport { A, type B };');
    expect(exports.map(({ name, isType }) => [name, isType])).toEqual([
      ['A', false],
      ['B', true],
    ]);
  });

  it('takes an abstract class for a value', () => {
    expect(recordOf('export default abstract class A {}').exports).toMatchObject([
      { name: 'default', isType: false },
    ]);
  });

  it('finds the specifiers of imports in order, in every file of the shop', () => {
    const root = join(import.meta.dirname, '../../../../../fixtures/monoliths/shop');
    const files = readdirSync(root, { recursive: true, encoding: 'utf8' }).filter((each) =>
      each.endsWith('.ts'),
    );
    for (const file of files) {
      const text = readFileSync(join(root, file), 'utf8');
      const { module } = parseSync(file, text, { preserveParens: false });
      const imported = recordOf(text).imports.filter(({ kind }) => kind === 'static');
      expect(imported.map(({ specifier }) => specifier)).toEqual(
        module.staticImports.map(({ moduleRequest }) => moduleRequest.value),
      );
    }
  });
});
