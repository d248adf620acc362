import { join } from 'node:path';
import { type Identifier, Node, Project, type SourceFile, SyntaxKind } from 'ts-morph';
import { expect, test } from 'vitest';
import { checkedEdges } from '../../../scripts/evaluate-edges/checked-edges.ts';
import { compareEdges } from '../../../scripts/evaluate-edges/compare-edges.ts';
import { ownEdges } from '../../../scripts/evaluate-edges/own-edges.ts';
import { importReferences } from '../../../src/analyzer/discover/dependencies.ts';
import { linkProgram } from '../../../src/analyzer/discover/program.ts';
import { readModules } from '../../../src/analyzer/discover/source/read-modules.ts';
import { openProject } from '../../../src/project/index.ts';

const root = join(import.meta.dirname, '../../../fixtures/analyzer/symbols');
const checked = new Project({ tsConfigFilePath: join(root, 'tsconfig.json') });

const pathOf = (file: SourceFile) => file.getFilePath().slice(root.length + 1);

async function load() {
  const project = openProject({ root });
  return linkProgram(project, await readModules(project, [], {}));
}

/** Where the name is finally declared, aliases followed. */
function definitionFile(identifier: Identifier): string | undefined {
  const symbol = identifier.getSymbol();
  const declaration = (symbol?.getAliasedSymbol() ?? symbol)?.getDeclarations()[0];
  return declaration && !declaration.getSourceFile().isFromExternalLibrary()
    ? pathOf(declaration.getSourceFile())
    : undefined;
}

/** `file:line -> file` for every use of an imported name outside of import and export declarations. */
function checkedReferences(): Set<string> {
  const found = new Set<string>();
  for (const file of checked.getSourceFiles()) {
    for (const identifier of file.getDescendantsOfKind(SyntaxKind.Identifier)) {
      const isDeclaration = identifier.getFirstAncestor(
        (each) => Node.isImportDeclaration(each) || Node.isExportDeclaration(each),
      );
      const local = identifier.getSymbol()?.getDeclarations()[0];
      const isImported = local && (Node.isImportSpecifier(local) || Node.isImportClause(local));
      if (isDeclaration || !isImported) continue;
      const target = definitionFile(identifier);
      if (target) found.add(`${pathOf(file)}:${identifier.getStartLineNumber()} -> ${target}`);
    }
  }
  return found;
}

test('every use of an imported name leads to the file that the type checker names', async () => {
  const program = await load();
  const references = [...program.modules.values()].flatMap((each) => [...importReferences(each, program)]);
  const own = new Set(references.map(({ from, line, to }) => `${from}:${line} -> ${to}`));
  const expected = checkedReferences();
  expect(expected.size).toBe(13);
  expect([...expected].filter((each) => !own.has(each))).toEqual([]);
});

test.each(['symbols', 'receivers'])(
  'calls and injections of %s lead where the type checker says',
  async (name) => {
    const folder = join(root, '..', name);
    const own = await ownEdges(folder);
    const checked = checkedEdges(folder, join(folder, 'tsconfig.json'), own.files);
    const { calls, injections } = compareEdges(checked, own);
    const expected = { symbols: [6, 2], receivers: [35, 3] }[name];
    expect([calls.checked, injections.checked]).toEqual(expected);
    expect([...calls.missing, ...calls.disagreed, ...calls.widened]).toEqual([]);
    expect([...injections.missing, ...injections.disagreed]).toEqual([]);
  },
);

test('the comparison notices what is missing, what is wrong and what is too much', async () => {
  const folder = join(root, '../receivers');
  const own = await ownEdges(folder);
  const checked = checkedEdges(folder, join(folder, 'tsconfig.json'), own.files);
  const [missing = '', wrong = '', wide = ''] = own.calls.keys();
  const stranger = { file: 'rates.ts', owner: '', name: 'cheapest' };
  const spoiled = new Map(own.calls)
    .set(wrong, [stranger])
    .set(wide, [...(own.calls.get(wide) ?? []), stranger]);
  spoiled.delete(missing);
  const { calls } = compareEdges(checked, { ...own, calls: spoiled });
  const places = (lines: readonly string[]) => lines.map((line) => line.split(' ')[0]);
  expect(places(calls.missing)).toEqual([missing.split(' ')[0]]);
  expect(places(calls.disagreed)).toEqual([wrong.split(' ')[0]]);
  expect(places(calls.widened)).toEqual([wide.split(' ')[0]]);
});
