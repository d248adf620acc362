import type { Injected } from '../discover/injection/discover-injection.ts';
import { instanceOf, resultOf } from '../discover/injection/given.ts';
import { externalShape } from '../discover/shapes/external-shape.ts';
import type { Shape } from '../discover/shapes/shape.ts';
import type { ClassCode, Expression, FunctionCode, ObjectExpression } from '../discover/source/code.ts';
import type { SourceModule } from '../discover/source/read-code.ts';
import { nodesOf } from './code-names.ts';
import type { CodeName, GivenName, InjectedName, SeenName } from './trail.ts';

/** Functions and other objects of a file as they are now, by their numbers in what it was; undefined for what is gone. */
export interface Former {
  readonly functions: readonly (FunctionCode | undefined)[];
  readonly nodes: () => readonly (object | undefined)[];
}

/** Code by its name. */
export interface NamedCode {
  readonly module: (file: string) => SourceModule;
  readonly function: (name: CodeName) => FunctionCode;
  readonly class: (name: CodeName) => ClassCode;
  readonly node: (name: CodeName) => object;
}

export function codeIn(
  moduleOf: (file: string) => SourceModule | undefined,
  formerly: (file: string) => Former | null,
): NamedCode {
  const nodes = new Map<string, readonly (object | undefined)[]>();
  const present = <T>(found: T | undefined, [file, number]: CodeName): T => {
    if (found === undefined) throw new GoneCode(`${file} has no code ${number} any more`);
    return found;
  };
  const module = (file: string) => present(moduleOf(file), [file, 0]);
  return {
    module,
    function: (name) => present((formerly(name[0])?.functions ?? module(name[0]).functions)[name[1]], name),
    class: (name) => present(module(name[0]).classes[name[1]], name),
    node(name) {
      const [file, number] = name;
      const known = nodes.get(file) ?? formerly(file)?.nodes() ?? nodesOf(module(file));
      nodes.set(file, known);
      return present(known[number], name);
    },
  };
}

/** Something that the run before found is not there any more, or it did not find what is there. */
export class GoneCode extends Error {}

export function seenShape(seen: SeenName, code: NamedCode): Shape {
  if (seen.kind === 'external') return externalShape(seen.package, seen.path);
  if (seen.kind === 'object')
    return { kind: 'object', expression: code.node(seen.code) as ObjectExpression, file: seen.file };
  const [file] = seen.code;
  if (seen.kind === 'function') return { kind: 'function', code: code.function(seen.code), file };
  return { kind: seen.kind, code: code.class(seen.code), file };
}

export function injectedOf(
  { key, line, isList, candidates }: InjectedName,
  file: string,
  code: NamedCode,
): Injected {
  return {
    injection: {
      file,
      line,
      tokens: [],
      key: key === null ? null : code.node([file, key]),
      isNamed: true,
      isList,
      scopes: [],
    },
    candidates: candidates.map(({ given, ...place }) => ({
      expression: expressionOf(given, place.file, code),
      place: { file: place.file, code: code.function([place.file, place.code]) },
    })),
  };
}

function expressionOf(given: GivenName, file: string, code: NamedCode): Expression {
  if ('node' in given) return code.node([file, given.node]) as Expression;
  if ('constant' in given) return { kind: 'literal', value: given.constant };
  if ('class' in given) {
    const type = code.class([file, given.class]);
    return given.isCalled ? instanceOf(type, file).expression : { kind: 'class', code: type };
  }
  const run = code.function([file, given.function]);
  return given.isCalled ? resultOf(run, file).expression : { kind: 'function', code: run };
}
