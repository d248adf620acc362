import { join } from 'node:path';
import { type Identifier, Node, Project, type SourceFile, SyntaxKind } from 'ts-morph';
import { expect, test } from 'vitest';
import { importReferences } from '../../../src/analyzer/discover/dependencies.ts';
import { createCallGraph } from '../../../src/analyzer/discover/calls/call-graph.ts';
import { linkProgram } from '../../../src/analyzer/discover/program.ts';
import { createShaper } from '../../../src/analyzer/discover/shapes/create-shaper.ts';
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
  const own = new Set([...importReferences(program)].map(({ from, line, to }) => `${from}:${line} -> ${to}`));
  const expected = checkedReferences();
  expect(expected.size).toBe(13);
  expect([...expected].filter((each) => !own.has(each))).toEqual([]);
});

test('every method call leads to the method that the type checker names, inherited and in callbacks, too', async () => {
  const program = await load();
  const graph = createCallGraph(program.modules, createShaper(program, new Map()));
  const own = new Set<string>();
  for (const { path, functions } of program.modules.values()) {
    for (const { call, functions: targets } of functions.flatMap((code) => graph.targetsOf(code))) {
      for (const target of targets) own.add(`${path}:${call.line} -> ${graph.fileOf(target)} ${target.name}`);
    }
  }
  const missing: string[] = [];
  let compared = 0;
  for (const file of checked.getSourceFiles()) {
    for (const call of file.getDescendantsOfKind(SyntaxKind.CallExpression)) {
      const callee = call.getExpression();
      if (!Node.isPropertyAccessExpression(callee)) continue;
      const method = callee.getNameNode().getSymbol()?.getDeclarations()[0];
      if (!Node.isMethodDeclaration(method)) continue;
      const owner = method.getParentIfKind(SyntaxKind.ClassDeclaration)?.getName() ?? '';
      const edge = `${pathOf(file)}:${callee.getNameNode().getStartLineNumber()} -> ${pathOf(method.getSourceFile())} ${owner}.${method.getName()}`;
      compared++;
      if (!own.has(edge)) missing.push(edge);
    }
  }
  expect(compared).toBe(5);
  expect(missing).toEqual([]);
});
