import { posix } from 'node:path';
import type { Given, Injection } from '../injection/container.ts';
import type { Injected } from '../injection/discover-injection.ts';
import { instanceOf } from '../injection/given.ts';
import type { InjectedPlaces } from '../injection/injected-shapes.ts';
import type { Program } from '../program.ts';
import type { OpenReceiver } from './receivers.ts';
import type { TypeName, TypeOracle } from './type-oracle.ts';

/** Files that the type checker may load in one analysis; a package beyond them is left out. */
const maxFiles = 5_000;

/**
 * What open receivers are by their types, package by package. Only packages with questions are loaded, each with what it
 * imports, and only as many as the budget of files allows: the same input gives the same answers.
 */
export function askOracle(
  program: Program,
  oracle: TypeOracle,
  open: readonly OpenReceiver[],
): InjectedPlaces {
  const places = new Map<object, Injected>();
  let left = maxFiles;
  for (const [, questions] of byPackage(program, open)) {
    const files = closureOf(program, questions);
    if (files.length > left) continue;
    left -= files.length;
    const answers = oracle.answer({
      files: new Map(files.map((file) => [file, program.project.readText(file) ?? ''])),
      resolve: (file, specifier) => moduleAt(program, file, specifier),
      questions,
    });
    for (const [index, { file, line, receiver }] of questions.entries()) {
      const key = (receiver.kind === 'name' ? receiver.variable : null) ?? receiver;
      const candidates = (answers[index] ?? []).flatMap((name) => givenBy(program, name));
      const injection: Injection = {
        file,
        line,
        tokens: [],
        key,
        isNamed: false,
        isList: false,
        scopes: [],
      };
      if (candidates.length > 0) places.set(key, { injection, candidates });
    }
  }
  return places;
}

function byPackage({ project }: Program, open: readonly OpenReceiver[]): Map<string, OpenReceiver[]> {
  const groups = new Map<string, OpenReceiver[]>();
  for (const each of open) {
    const folder = project.packages.nearest(posix.dirname(each.file))?.folder ?? '';
    const known = groups.get(folder);
    if (known) known.push(each);
    else groups.set(folder, [each]);
  }
  return groups;
}

/** The files that are asked about and all that they import, sorted. */
function closureOf(program: Program, questions: readonly OpenReceiver[]): string[] {
  const files = new Set(questions.map(({ file }) => file));
  // The set grows while it is visited.
  for (const file of files) {
    for (const { specifier } of program.modules.get(file)?.record.imports ?? []) {
      const target = moduleAt(program, file, specifier);
      if (target !== null) files.add(target);
    }
  }
  return [...files].sort();
}

function moduleAt({ resolver }: Program, file: string, specifier: string): string | null {
  const resolution = resolver.resolve(file, specifier);
  return resolution.kind === 'module' ? resolution.path : null;
}

/** An instance of a class, or a value of an interface. */
function givenBy({ modules }: Program, { file, name }: TypeName): Given[] {
  const module = modules.get(file);
  const type = module?.classes.find((each) => each.name === name);
  if (type) return [instanceOf(type, file)];
  const variable = module?.variables.get(name);
  if (!module || !variable?.typeDeclaration) return [];
  return [
    {
      expression: {
        kind: 'cast',
        value: { kind: 'literal', value: null },
        type: { kind: 'reference', name: { kind: 'name', name, variable }, path: [], arguments: [] },
      },
      place: { file, code: module.code },
    },
  ];
}
