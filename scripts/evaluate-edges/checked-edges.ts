import { join } from 'node:path';
import { Project, ts } from 'ts-morph';

/** What the type checker says about one place: where what is used there is declared inside the analysed code. */
export interface CheckedEdge {
  readonly file: string;
  readonly line: number;
  /** `receiver.method` of a call, `Class(parameter)` or `Class.property` of an injection. */
  readonly text: string;
  /** The member that is called, or the parameter or property that is injected. */
  readonly name: string;
  /** Every declaration that it may be: several for unions, overloads and merged declarations. */
  readonly declarations: readonly CheckedDeclaration[];
}

interface CheckedDeclaration {
  readonly file: string;
  /** The class or interface that a member belongs to; empty for others. */
  readonly owner: string;
  readonly name: string;
  /** Classes of the analysed code that implement or extend the owner, as `file owner`. */
  readonly node: ts.Declaration;
}

export interface CheckedEdges {
  readonly calls: readonly CheckedEdge[];
  readonly injections: readonly CheckedEdge[];
  /** Whether a class, by file and name, is the other one or extends or implements it, directly or not. */
  readonly isSubtype: (file: string, name: string, of: CheckedDeclaration) => boolean;
}

/** Asks the type checker for every method call and every injection that is declared in the given files. */
export function checkedEdges(root: string, tsConfig: string, files: readonly string[]): CheckedEdges {
  const project = new Project({
    tsConfigFilePath: tsConfig,
    skipAddingFilesFromTsConfig: true,
    compilerOptions: { allowJs: true, skipLibCheck: true, noEmit: true, types: [] },
  });
  for (const file of files) project.addSourceFileAtPath(join(root, file));
  const checker = project.getTypeChecker().compilerObject;
  const program = project.getProgram().compilerObject;
  const known = new Set(files);
  const context: Context = {
    checker,
    pathOf: (node) => {
      const path = node.getSourceFile().fileName;
      const relative = path.startsWith(`${root}/`) ? path.slice(root.length + 1) : '';
      return known.has(relative) ? relative : null;
    },
  };
  const calls: CheckedEdge[] = [];
  const injections: CheckedEdge[] = [];
  const classes = new Map<string, ts.ClassLikeDeclaration>();
  for (const file of files) {
    const source = program.getSourceFile(join(root, file));
    if (source) visit(context, source, file, { calls, injections, classes });
  }
  return {
    calls,
    injections,
    isSubtype(file, name, { node }) {
      const type = classes.get(`${file} ${name}`);
      const target = ownerOf(node);
      return type !== undefined && target !== null && basesOf(context, type).has(target);
    },
  };
}

interface Context {
  readonly checker: ts.TypeChecker;
  /** Path of the file that a node stands in; null outside of the analysed code. */
  readonly pathOf: (node: ts.Node) => string | null;
}

interface Found {
  readonly calls: CheckedEdge[];
  readonly injections: CheckedEdge[];
  readonly classes: Map<string, ts.ClassLikeDeclaration>;
}

function visit(context: Context, node: ts.Node, file: string, found: Found): void {
  if (ts.isCallExpression(node)) {
    const edge = callEdge(context, node, file);
    if (edge) found.calls.push(edge);
  }
  if (ts.isClassLike(node)) {
    if (node.name) found.classes.set(`${file} ${node.name.text}`, node);
    found.injections.push(...injectionEdges(context, node, file));
  }
  ts.forEachChild(node, (child) => visit(context, child, file, found));
}

function callEdge(context: Context, { expression }: ts.CallExpression, file: string): CheckedEdge | null {
  let callee: ts.Expression = expression;
  while (ts.isNonNullExpression(callee) || ts.isParenthesizedExpression(callee)) callee = callee.expression;
  if (!ts.isPropertyAccessExpression(callee)) return null;
  const declarations = declarationsOf(context, context.checker.getSymbolAtLocation(callee.name));
  if (declarations.length === 0) return null;
  return {
    file,
    line: lineOf(callee.name),
    text: callee.getText().replace(/\s+/g, ' ').slice(0, 80),
    name: callee.name.text,
    declarations,
  };
}

function declarationsOf(context: Context, symbol: ts.Symbol | undefined): CheckedDeclaration[] {
  if (!symbol) return [];
  const target = symbol.flags & ts.SymbolFlags.Alias ? context.checker.getAliasedSymbol(symbol) : symbol;
  return (target.declarations ?? []).flatMap((node) => {
    const origin = behindProperty(context, node);
    if (origin) return declarationsOf(context, origin);
    const path = context.pathOf(node);
    const name = ts.getNameOfDeclaration(node);
    if (path === null) return [];
    const owner = ownerOf(node);
    const text = name?.getText() ?? (ts.isModuleDeclaration(node) ? node.name.getText() : 'default');
    return [{ file: path, owner: owner?.name?.getText() ?? '', name: text, node }];
  });
}

/** `{ place }` and `{ place: placeOrder }` of an object literal stand for what they name. */
function behindProperty({ checker }: Context, node: ts.Declaration): ts.Symbol | undefined {
  if (ts.isShorthandPropertyAssignment(node)) return checker.getShorthandAssignmentValueSymbol(node);
  const value = ts.isPropertyAssignment(node)
    ? node.initializer
    : ts.isBinaryExpression(node) || ts.isPropertyAccessExpression(node)
      ? valueOfAssignment(node)
      : null;
  return value && (ts.isIdentifier(value) || ts.isPropertyAccessExpression(value))
    ? checker.getSymbolAtLocation(value)
    : undefined;
}

function valueOfAssignment(node: ts.BinaryExpression | ts.PropertyAccessExpression): ts.Expression | null {
  if (ts.isBinaryExpression(node)) return node.right;
  return ts.isBinaryExpression(node.parent) && node.parent.left === node ? node.parent.right : null;
}

function ownerOf(node: ts.Node): ts.ClassLikeDeclaration | ts.InterfaceDeclaration | null {
  if (ts.isClassLike(node) || ts.isInterfaceDeclaration(node)) return node;
  const { parent } = node;
  if (ts.isClassLike(parent) || ts.isInterfaceDeclaration(parent)) return parent;
  if (ts.isParameter(node) && ts.isClassLike(parent.parent)) return parent.parent;
  return null;
}

/** Constructor parameters whose type is a class or interface, and decorated properties whose type is a class. */
function injectionEdges(context: Context, type: ts.ClassLikeDeclaration, file: string): CheckedEdge[] {
  const owner = type.name?.text ?? '';
  return type.members.flatMap((member) => {
    if (ts.isConstructorDeclaration(member) && member.body) {
      return member.parameters.flatMap((each) =>
        injectionEdge(context, each, file, `${owner}(…)`, (type) => !ts.isTypeAliasDeclaration(type)),
      );
    }
    const isInjected = ts.isPropertyDeclaration(member) && (ts.getDecorators(member)?.length ?? 0) > 0;
    return isInjected ? injectionEdge(context, member, file, owner, ts.isClassLike) : [];
  });
}

function injectionEdge(
  context: Context,
  node: ts.ParameterDeclaration | ts.PropertyDeclaration,
  file: string,
  owner: string,
  isWanted: (type: ts.Declaration) => boolean,
): CheckedEdge[] {
  if (!node.type) return [];
  const type = context.checker.getNonNullableType(context.checker.getTypeFromTypeNode(node.type));
  const symbol = type.aliasSymbol ?? type.getSymbol();
  const declarations = (symbol?.declarations ?? []).flatMap((each) => {
    const path = context.pathOf(each);
    const name = ts.getNameOfDeclaration(each)?.getText();
    return path === null || name === undefined || path === file || !isWanted(each)
      ? []
      : [{ file: path, owner: name, name, node: each }];
  });
  if (declarations.length === 0) return [];
  const name = node.name.getText();
  return [{ file, line: lineOf(node.type), text: `${owner} ${name}`, name, declarations }];
}

function lineOf(node: ts.Node): number {
  const source = node.getSourceFile();
  return source.getLineAndCharacterOfPosition(node.getStart(source)).line + 1;
}

/** A class with all that it extends and implements, as declarations. */
function basesOf(context: Context, start: ts.ClassLikeDeclaration): Set<ts.Node> {
  const bases = new Set<ts.Node>([start]);
  // The set grows while it is visited.
  for (const each of bases) {
    if (!ts.isClassLike(each) && !ts.isInterfaceDeclaration(each)) continue;
    for (const { types } of each.heritageClauses ?? []) {
      for (const { expression } of types) {
        const symbol = context.checker.getSymbolAtLocation(expression);
        const target =
          symbol && symbol.flags & ts.SymbolFlags.Alias ? context.checker.getAliasedSymbol(symbol) : symbol;
        for (const declaration of target?.declarations ?? []) bases.add(declaration);
      }
    }
  }
  return bases;
}
