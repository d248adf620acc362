import { Project, ts } from 'ts-morph';
import type { ReceiverQuestion, TypeName, TypeOracle, TypeQuestions } from './type-oracle.ts';

/**
 * The type checker that ts-morph brings. Reads nothing from the disk: texts and the targets of specifiers are given, the
 * types of packages are unknown.
 */
export const tsMorphOracle: TypeOracle = {
  answer(asked) {
    const project = load(asked);
    const checker = project.getTypeChecker().compilerObject;
    const program = project.getProgram().compilerObject;
    const calls = new Map<string, Map<string, ts.Expression[]>>();
    const answers = asked.questions.map((question) => {
      const source = program.getSourceFile(`/${question.file}`);
      if (!source) return [];
      const known = calls.get(question.file) ?? receiversIn(source);
      calls.set(question.file, known);
      return (known.get(keyOf(question)) ?? []).flatMap((receiver) => typesOf(checker, asked, receiver));
    });
    project.getLanguageService().compilerObject.dispose();
    return answers.map(distinct);
  },
};

function load({ files, resolve }: TypeQuestions): Project {
  const project = new Project({
    useInMemoryFileSystem: true,
    compilerOptions: {
      allowJs: true,
      experimentalDecorators: true,
      jsx: ts.JsxEmit.Preserve,
      module: ts.ModuleKind.ESNext,
      noEmit: true,
      strict: true,
      target: ts.ScriptTarget.ES2023,
      types: [],
    },
    resolutionHost: () => ({
      resolveModuleNames: (specifiers, containing) =>
        specifiers.map((specifier) => {
          const target = resolve(containing.slice(1), specifier);
          return target !== null && files.has(target)
            ? { resolvedFileName: `/${target}`, isExternalLibraryImport: false }
            : undefined;
        }),
    }),
  });
  for (const [path, text] of files) project.createSourceFile(`/${path}`, text);
  return project;
}

/** The receivers of method calls by line and method. */
function receiversIn(source: ts.SourceFile): Map<string, ts.Expression[]> {
  const found = new Map<string, ts.Expression[]>();
  const open: ts.Node[] = [source];
  for (let node = open.pop(); node; node = open.pop()) {
    if (ts.isCallExpression(node) && ts.isPropertyAccessExpression(node.expression)) {
      const { name, expression } = node.expression;
      const { line } = source.getLineAndCharacterOfPosition(name.getStart(source));
      const key = keyOf({ line: line + 1, member: name.text });
      found.set(key, [...(found.get(key) ?? []), expression]);
    }
    ts.forEachChild(node, (child) => {
      open.push(child);
    });
  }
  return found;
}

function keyOf({ line, member }: Pick<ReceiverQuestion, 'line' | 'member'>): string {
  return `${line} ${member}`;
}

/** The classes and interfaces of the given files that a receiver's type is, or is one of. */
function typesOf(checker: ts.TypeChecker, { files }: TypeQuestions, receiver: ts.Expression): TypeName[] {
  const type = checker.getApparentType(checker.getNonNullableType(checker.getTypeAtLocation(receiver)));
  const parts = type.isUnionOrIntersection() ? type.types : [type];
  return parts.flatMap((part) =>
    (part.getSymbol()?.declarations ?? []).flatMap((declaration): TypeName[] => {
      if (!ts.isClassLike(declaration) && !ts.isInterfaceDeclaration(declaration)) return [];
      const file = declaration.getSourceFile().fileName.slice(1);
      const name = declaration.name?.text;
      return name !== undefined && files.has(file) ? [{ file, name }] : [];
    }),
  );
}

function distinct(names: readonly TypeName[]): readonly TypeName[] {
  return [...new Map(names.map((each) => [`${each.file}\0${each.name}`, each])).values()];
}
