import { appendFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it, vi } from 'vitest';
import { analyze, boundaryFacts, type Memory } from '../../../src/analyzer/index.ts';
import { addCommit, git, gitRepository } from '../../support/git-repository.ts';
import { inMemory } from '../../support/in-memory.ts';
import { sourceTree } from '../../support/source-tree.ts';

// Each test analyses several times.
vi.setConfig({ testTimeout: 120_000 });

const shop = {
  'README.md': '# shop\n',
  'package.json': '{ "name": "shop", "dependencies": { "express": "5" } }',
  '.gitignore': '*.log\n',
  'docs/guide.md': '# guide\n',
  'src/main.ts':
    "import express from 'express';\nimport { find } from './find';\nexpress().get('/orders', find);\n",
  'src/find.ts': 'export function find(request, response) {\n  response.json([]);\n}\n',
};

const optionsFor = (root: string, history?: object) => ({
  root,
  version: '1.0.0',
  limits: { maxUnresolvedShare: 1 },
  history: history && { searchPath: process.env['PATH'] ?? '' },
});

/** A remembered run: what it says, and whether it read all code. */
async function run(root: string, memory: Memory, history?: object) {
  const phases = new Set<string>();
  const options = optionsFor(root, history);
  const onProgress = ({ phase }: { phase: string }) => phases.add(phase);
  const analysis = await analyze({ ...options, memory, onProgress });
  return { text: JSON.stringify(analysis), isWhole: phases.has('read'), phases: [...phases] };
}

const cold = async (root: string, history?: object) =>
  JSON.stringify(await analyze(optionsFor(root, history)));

describe('a run after another', () => {
  it.each<[string, (root: string) => void]>([
    ['text of another file', (root) => appendFileSync(join(root, 'README.md'), 'more\n')],
    ['file that nothing looks for', (root) => writeFileSync(join(root, 'docs/plan.md'), '')],
    ['lock file', (root) => writeFileSync(join(root, 'package-lock.json'), '{}')],
    ['ignored file', (root) => writeFileSync(join(root, 'src/a.log'), '')],
    ['removed file that nothing looked for', (root) => rmSync(join(root, 'docs/guide.md'))],
  ])('reads nothing again for a %s', async (_, change) => {
    const root = sourceTree(shop);
    const memory = inMemory();
    await run(root, memory);
    change(root);
    const { text, phases } = await run(root, memory);
    expect(phases).toEqual([]);
    expect(text).toBe(await cold(root));
  });

  it.each<[string, (root: string) => void]>([
    ['schema', (root) => writeFileSync(join(root, 'a.sql'), 'create table orders (id int);\n')],
    ['manifest', (root) => writeFileSync(join(root, 'src/package.json'), '{ "name": "src" }')],
    ['source', (root) => writeFileSync(join(root, 'src/a.ts'), 'export {};\n')],
    ['ignore file', (root) => writeFileSync(join(root, 'src/.gitignore'), 'find.ts\n')],
    ['file that an import may mean', (root) => writeFileSync(join(root, 'src/find'), '')],
  ])('says what one that remembers nothing says after another %s', async (_, change) => {
    const root = sourceTree(shop);
    const memory = inMemory();
    await run(root, memory);
    change(root);
    expect((await run(root, memory)).text).toBe(await cold(root));
  });

  it('takes what the history says anew from a commit, and reads no code for it', async () => {
    const root = gitRepository([{ files: shop }]);
    const memory = inMemory();
    await run(root, memory, {});
    for (const subject of ['more', 'and more']) {
      addCommit(root, { files: { 'README.md': subject }, subject, name: 'Ben', email: 'ben@example.com' });
      const after = await run(root, memory, {});
      expect([after.text, after.isWhole]).toEqual([await cold(root, {}), false]);
      expect((await run(root, memory, {})).phases).toEqual([]);
    }
  });

  it('names another commit where the history was not asked for', async () => {
    const root = gitRepository([{ files: shop }]);
    const memory = inMemory();
    await run(root, memory);
    git(root, '-c', 'user.name=a', '-c', 'user.email=a@b', 'commit', '-q', '--allow-empty', '-m', 'more');
    const after = await run(root, memory);
    expect([after.text, after.isWhole]).toEqual([await cold(root), false]);
  });

  it('reads nothing again after a commit to hold code against boundaries', async () => {
    const root = gitRepository([{ files: shop }]);
    const memory = inMemory();
    const before = await boundaryFacts({ ...optionsFor(root), memory });
    addCommit(root, { files: { 'README.md': 'more' } });
    const phases: string[] = [];
    const onProgress = ({ phase }: { phase: string }) => phases.push(phase);
    expect(await boundaryFacts({ ...optionsFor(root), memory, onProgress })).toEqual(before);
    expect(phases).toEqual([]);
  });

  it('is not misled where entries of two runs are mixed, as when one ended early or both wrote at once', async () => {
    const root = sourceTree(shop);
    const [old, now] = [inMemory(), inMemory()];
    await run(root, old);
    appendFileSync(join(root, 'src/find.ts'), 'export const limit = 10;\n');
    await run(root, now);
    const expected = await cold(root);
    const names = [...old.kept.keys()];
    for (let mix = 0; mix < 2 ** names.length; mix++) {
      const memory = inMemory();
      for (const [bit, name] of names.entries())
        memory.kept.set(name, (mix & (1 << bit) ? now : old).kept.get(name) as Buffer);
      expect((await run(root, memory)).text).toBe(expected);
    }
  });

  it('says the same when an edit is taken back, and from then on', async () => {
    const root = sourceTree(shop);
    const memory = inMemory();
    const first = await run(root, memory);
    const text = shop['src/find.ts'];
    for (const other of [
      text.replace('[]', '[1]'),
      `// a note\n${text}`,
      `${text}export class Found {}\n`,
      text,
    ]) {
      writeFileSync(join(root, 'src/find.ts'), other);
      expect((await run(root, memory)).text).toBe(await cold(root));
    }
    expect((await run(root, memory)).text).toBe(first.text);
  });
});
