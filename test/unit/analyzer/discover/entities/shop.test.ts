import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import type { FoundEntities } from '../../../../../src/analyzer/discover/entities/discover-entities.ts';
import { entitiesOf } from '../../../../support/entities-in.ts';

const root = join(import.meta.dirname, '../../../../../fixtures/monoliths/shop');
let found: FoundEntities;

beforeAll(async () => {
  found = await entitiesOf(root);
});

describe('the shop', () => {
  test('has an entity for every table that its migrations create, at the file of its row type', () => {
    const folder = join(root, 'migrations');
    const text = readdirSync(folder)
      .map((file) => readFileSync(join(folder, file), 'utf8'))
      .join('\n');
    const created = [...text.matchAll(/^create table (\w+)/gim)].map(([, table]) => table);
    expect(new Set(found.entities.map(({ table }) => table))).toEqual(new Set(created));
    expect(found.entities).toHaveLength(created.length);
    for (const { name, file } of found.entities) {
      const words = name.replace(/([a-z])([A-Z])/g, '$1-$2').toLowerCase();
      expect(file).toBe(`src/models/${words}.ts`);
    }
  });

  test('every file that names a table next to SQL or in a query reads or writes it, and no other', () => {
    const files = [...new Set(found.accesses.map(({ file }) => file))];
    const wrong = files.flatMap((file) => {
      const code = readFileSync(join(root, file), 'utf8').replace(/\/\/.*|\/\*[^]*?\*\//g, '');
      return found.entities.flatMap(({ table, readers, writers }) => {
        const query = String.raw`(?:From|Into|Table|Join)\(\s*\[?'${table}\b`;
        const sql = String.raw`\b(?:from|join|into|update)\s+${table}\b`;
        const isNamed = new RegExp(`${query}|${sql}`, 'i').test(code);
        return isNamed === (readers.includes(file) || writers.includes(file)) ? [] : [`${table} ${file}`];
      });
    });
    expect(wrong).toEqual([]);
  });

  test('the files that write a table are those that name it behind a writing word', () => {
    const files = [...new Set(found.accesses.map(({ file }) => file))];
    const wrong = files.flatMap((file) => {
      const code = readFileSync(join(root, file), 'utf8').replace(/\/\/.*|\/\*[^]*?\*\//g, '');
      return found.entities.flatMap(({ table, writers }) => {
        const query = String.raw`(?:insertInto|updateTable|deleteFrom)\(\s*'${table}\b`;
        const sql = String.raw`\b(?:insert\s+into|update|delete\s+from)\s+${table}\b`;
        return new RegExp(`${query}|${sql}`, 'i').test(code) === writers.includes(file)
          ? []
          : [`${table} ${file}`];
      });
    });
    expect(wrong).toEqual([]);
  });

  test('no name is unknown and no table is undeclared', () => {
    expect(found.diagnostics).toEqual([]);
    expect(found.orms).toEqual(['kysely', 'sql']);
  });
});
