import { indexAccesses } from '../discover/calls/behaviour.ts';
import type { EntityEffects } from '../discover/calls/entity-effects.ts';
import type { Discovered } from '../discover/index.ts';
import { placesOf } from '../discover/injection/injected-shapes.ts';
import type { Program } from '../discover/program.ts';
import { shaperByTypes } from '../discover/shapes/create-shaper.ts';
import type { Definition } from '../discover/link/linker.ts';
import type { ClassCode, FunctionCode, Variable } from '../discover/source/code.ts';
import type { Shape } from '../discover/shapes/shape.ts';
import { indexImplementers } from '../discover/shapes/variable-shapes.ts';
import type { SourceModule } from '../discover/source/read-code.ts';
import { wiringImports } from '../discover/routes/wiring-modules.ts';
import { receiversOf } from '../discover/types/receivers.ts';
import { nodesOf } from './code-names.ts';
import { byOpener, outcomeDigest } from './outcome.ts';
import type {
  CodeName,
  DefinitionName,
  FileTrail,
  GivenName,
  InjectedName,
  SeenName,
  Trail,
} from './trail.ts';

/** Something that has no name beyond the process. */
class Nameless extends Error {}

/** What is kept of a run beside its facts; null where something in it cannot be named beyond the process. Linear in the code. */
export function makeTrail(found: Discovered): Trail | null {
  try {
    return trailOf(found);
  } catch (error) {
    if (error instanceof Nameless) return null;
    throw error;
  }
}

function trailOf(found: Discovered): Trail {
  const { program, wiring, started, injection, shaper, graph, data, events, effects } = found;
  const { entryPackages } = started;
  const names = namesIn(program.modules);
  const sources = {
    graph,
    events,
    accesses: indexAccesses(data.accesses),
    transactions: byOpener(data.transactions),
    isNew: () => false,
    nameOf: (code: FunctionCode) => names.ofFunction(code).join('#'),
  };
  const seen = seenIn(found, names);
  const injected = injectedIn(found, names);
  const implementers = implementersIn(found, names);
  const bases = basesIn(found);
  const ofEffects = table<EntityEffects>();
  const ofTransactions = table<string>();
  const application = new Set(program.application);
  const files = new Map<string, string>();
  const definitionsIn = definitionNames(program);
  for (const [path, module] of program.modules) {
    const isOwn = application.has(module);
    const { total, open } = receiversOf({ application: isOwn ? [module] : [] }, shaper);
    const trail: FileTrail = {
      ran: module.functions.flatMap((code, index) =>
        started.ran.has(code) || (index === 0 && started.loaded.has(path)) ? [index] : [],
      ),
      outcomes: isOwn ? module.functions.map((code) => outcomeDigest(code, sources)) : [],
      receivers: [total, open.length],
      effects: ofEffects.numbers(module.functions.map(effects.of)),
      transactions: ofTransactions.numbers(module.functions.map(effects.transactionOf)),
      seen: seen.get(path) ?? [],
      injected: injected.get(path) ?? [],
      implementers: implementers.get(path) ?? [],
      isBase: bases.has(path),
      definitions: definitionsIn(path),
    };
    files.set(path, JSON.stringify(trail));
  }
  return {
    files,
    packages: [...program.packages],
    entryPackages: [...entryPackages],
    containers: injection.used,
    openFolders: wiring.openFolders,
    soughtCalls: [...program.soughtCalls],
    soughtNames: [...program.linker.soughtNames],
    imports: importsIn(program, entryPackages),
    declaring: data.declared.files.filter((file) => program.modules.has(file)),
    declared: data.declared.digest,
    sqlFiles: JSON.stringify(data.declared.sqlFiles),
    effects: ofEffects.values,
    transactions: ofTransactions.values,
  };
}

function importsIn({ application, resolver }: Program, entryPackages: ReadonlySet<string>): string {
  return JSON.stringify(
    application.map((module) => [module.path, wiringImports(module, resolver, entryPackages)]),
  );
}

/** Equal values once, by number. */
function table<T>(): {
  readonly values: readonly T[];
  readonly numbers: (list: readonly (T | undefined)[]) => readonly number[] | null;
} {
  const values: T[] = [];
  const known = new Map<string, number>();
  const numberOf = (value: T | undefined): number => {
    if (value === undefined) return -1;
    const key = JSON.stringify(value);
    const number = known.get(key) ?? values.push(value) - 1;
    known.set(key, number);
    return number;
  };
  return {
    values,
    numbers: (list) => (list.some((each) => each !== undefined) ? list.map(numberOf) : null),
  };
}

type Names = ReturnType<typeof namesIn>;

function namesIn(modules: ReadonlyMap<string, SourceModule>) {
  const functions = new Map<FunctionCode, CodeName>();
  const classes = new Map<ClassCode, CodeName>();
  for (const [file, module] of modules) {
    for (const [index, code] of module.functions.entries()) functions.set(code, [file, index]);
    for (const [index, code] of module.classes.entries()) classes.set(code, [file, index]);
  }
  const nodes = new Map<string, ReadonlyMap<object, number>>();
  const named = <Key>(known: ReadonlyMap<Key, CodeName>, key: Key): CodeName => {
    const name = known.get(key);
    if (!name) throw new Nameless();
    return name;
  };
  return {
    ofFunction: (code: FunctionCode) => named(functions, code),
    ofClass: (code: ClassCode) => named(classes, code),
    /** The number of an object of a file's code; undefined for what is none. */
    ofNode(file: string, node: object): number | undefined {
      const module = modules.get(file);
      const known =
        nodes.get(file) ?? new Map((module ? nodesOf(module) : []).map((each, index) => [each, index]));
      nodes.set(file, known);
      return known.get(node);
    },
  };
}

function seenIn({ started, shaper }: Discovered, names: Names): Map<string, FileTrail['seen'][number][]> {
  const seen = new Map<string, FileTrail['seen'][number][]>();
  for (const variable of started.seen) {
    const { shapes, texts } = shaper.seen(variable);
    const [file, code] = names.ofFunction(variable.owner);
    const parameter = variable.owner.parameters.findIndex((each) => each.variable === variable);
    if (parameter < 0) throw new Nameless();
    add(seen, file, [code, parameter, shapes.map((shape) => seenName(shape, names)), texts] as const);
  }
  return seen;
}

function seenName(shape: Shape, names: Names): SeenName {
  const { kind } = shape;
  switch (kind) {
    case 'function':
      return { kind, code: names.ofFunction(shape.code) };
    case 'class':
    case 'instance':
      return { kind, code: names.ofClass(shape.code) };
    case 'external':
      return { kind, package: shape.package, path: shape.path };
    case 'object': {
      const [file] = names.ofFunction(shape.expression.owner);
      const node = names.ofNode(file, shape.expression);
      if (node === undefined) throw new Nameless();
      return { kind, code: [file, node], file: shape.file };
    }
    default:
      throw new Nameless();
  }
}

function injectedIn({ injection }: Discovered, names: Names): Map<string, InjectedName[]> {
  const found = new Map<string, InjectedName[]>();
  for (const { injection: place, candidates } of injection.injected) {
    const { file, line, key, isList } = place;
    const number = key === null ? null : names.ofNode(file, key);
    if (number === undefined) throw new Nameless();
    const given = candidates.map(({ expression, place: at }) => {
      const [codeFile, code] = names.ofFunction(at.code);
      if (codeFile !== at.file) throw new Nameless();
      return { given: givenName(expression, at.file, names), file: at.file, code };
    });
    add(found, file, { key: number, line, isList, candidates: given });
  }
  return found;
}

type Given = Discovered['injection']['injected'][number]['candidates'][number]['expression'];

function givenName(expression: Given, file: string, names: Names): GivenName {
  const node = names.ofNode(file, expression);
  if (node !== undefined) return { node };
  if (expression.kind === 'literal') return { constant: expression.value };
  const isCalled = expression.kind === 'call' && expression.arguments.length === 0;
  const named = isCalled ? expression.callee : expression;
  if (named.kind !== 'class' && named.kind !== 'function') throw new Nameless();
  const [at, number] = named.kind === 'class' ? names.ofClass(named.code) : names.ofFunction(named.code);
  if (at !== file) throw new Nameless();
  return named.kind === 'class' ? { class: number, isCalled } : { function: number, isCalled };
}

function implementersIn(
  { program, shaper, injection, graph }: Discovered,
  names: Names,
): Map<string, (readonly [name: string, classes: readonly CodeName[]])[]> {
  const byTypes = shaperByTypes(program, shaper.seen, placesOf(injection.injected));
  const found = new Map<string, (readonly [name: string, classes: readonly CodeName[]])[]>();
  for (const [variable, classes] of indexImplementers(byTypes, program.application)) {
    const file = graph.fileOf(variable.owner);
    if (!isTopLevelOf(program.modules.get(file), variable)) throw new Nameless();
    const codes = classes.flatMap((shape) => (shape.kind === 'instance' ? [names.ofClass(shape.code)] : []));
    add(found, file, [variable.name, codes] as const);
  }
  return found;
}

function isTopLevelOf(module: SourceModule | undefined, variable: Variable): boolean {
  return module?.variables.get(variable.name) === variable;
}

/** What was looked for in a file, but for what lies in one that was not read. */
function definitionNames({ modules, linker }: Program): (path: string) => DefinitionName[] {
  const numbers = new Map([...modules.keys()].map((path, number) => [path, number]));
  const nameOf = (sought: string, definition: Definition | null): DefinitionName[] => {
    if (definition === null) return [[sought]];
    if (definition.kind === 'external') return [[sought, definition.package, definition.name]];
    const file = numbers.get(definition.file);
    if (file === undefined) return [];
    return [definition.kind === 'namespace' ? [sought, file] : [sought, file, definition.name]];
  };
  return (path) => [...(linker.found.get(path) ?? [])].flatMap(([sought, found]) => nameOf(sought, found));
}

/** Files with classes that classes of other files extend. */
function basesIn({ program, shaper }: Discovered): Set<string> {
  const files = new Set<string>();
  for (const { path: file, classes } of program.application) {
    for (const { base, initialiser } of classes) {
      const place = { file, code: initialiser.parent ?? initialiser };
      for (const shape of base ? shaper.ofExpression(base, place) : [])
        if (shape.kind === 'class' && shape.file !== file) files.add(shape.file);
    }
  }
  return files;
}

function add<T>(lists: Map<string, T[]>, key: string, value: T): void {
  const known = lists.get(key);
  if (known) known.push(value);
  else lists.set(key, [value]);
}
