import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { copyInLayers } from '../../../scripts/evaluate/layered-copy.ts';
import { sourceTree } from '../../support/source-tree.ts';

test('files of features stand in layers afterwards, and their imports lead to the same files', () => {
  const root = sourceTree({
    'orders/order.service.ts':
      "import { save } from './order.repository.js';\nexport const place = () => save();\n",
    'orders/order.repository.ts': 'export const save = () => 1;\n',
    'users/index.ts': "export * from '../orders/order.service';\nimport 'node:fs';\n",
    'README.md': 'as it is\n',
  });
  const target = mkdtempSync(join(tmpdir(), 'banyan-layered-test-'));
  try {
    expect(copyInLayers(root, target)).toEqual(
      new Map([
        ['src/lib/index.ts', 'users/index.ts'],
        ['src/repositories/order.repository.ts', 'orders/order.repository.ts'],
        ['src/services/order.service.ts', 'orders/order.service.ts'],
      ]),
    );
    const read = (path: string) => readFileSync(join(target, path), 'utf8');
    expect(read('src/services/order.service.ts')).toContain("from '../repositories/order.repository'");
    expect(read('src/lib/index.ts')).toBe("export * from '../services/order.service';\nimport 'node:fs';\n");
    expect(read('README.md')).toBe('as it is\n');
  } finally {
    rmSync(target, { recursive: true });
  }
});
