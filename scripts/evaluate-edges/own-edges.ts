import { importReferences, type Reference } from '../../src/analyzer/discover/dependencies.ts';
import { discoverInjection } from '../../src/analyzer/discover/injection/discover-injection.ts';
import { placesOf } from '../../src/analyzer/discover/injection/injected-shapes.ts';
import {
  injectionReferences,
  redirectedTypes,
} from '../../src/analyzer/discover/injection/injection-references.ts';
import { linkProgram, type Program } from '../../src/analyzer/discover/program.ts';
import { discoverRoutes } from '../../src/analyzer/discover/routes/discover-routes.ts';
import { createShaper } from '../../src/analyzer/discover/shapes/create-shaper.ts';
import { withBases } from '../../src/analyzer/discover/shapes/member-shapes.ts';
import { seenBy } from '../../src/analyzer/discover/shapes/seen-shapes.ts';
import type { Shape } from '../../src/analyzer/discover/shapes/shape.ts';
import type { Place, Shaper } from '../../src/analyzer/discover/shapes/shaper.ts';
import type { FunctionCode, MemberExpression } from '../../src/analyzer/discover/source/code.ts';
import { readModules } from '../../src/analyzer/discover/source/read-modules.ts';
import { openProject } from '../../src/project/index.ts';

/** What a call may run, or what is injected: a declaration by its file, the class or interface that has it, its name. */
export interface OwnTarget {
  readonly file: string;
  readonly owner: string;
  /** Null where only the file is known. */
  readonly name: string | null;
}

export interface OwnEdges {
  readonly files: readonly string[];
  /** Targets of the calls of a member on a line. */
  readonly calls: ReadonlyMap<string, readonly OwnTarget[]>;
  /** Targets of injection references by `file:line`. */
  readonly injections: ReadonlyMap<string, readonly OwnTarget[]>;
}

/** The analyzer's own edges of a folder. */
export async function ownEdges(root: string): Promise<OwnEdges> {
  const project = openProject({ root });
  const program = linkProgram(project, await readModules(project, [], {}));
  const { machine } = discoverRoutes(program);
  const { injected } = discoverInjection(program, machine, createShaper(program, seenBy(machine)));
  const shaper = createShaper(program, seenBy(machine), placesOf(injected));
  return {
    files: [...program.modules.keys()],
    calls: callsOf(program, shaper),
    injections: injectionsOf([
      ...[...program.modules.values()].flatMap((each) => [
        ...importReferences(each, program, redirectedTypes(injected)),
      ]),
      ...injectionReferences(injected, shaper),
    ]),
  };
}

function callsOf({ modules }: Program, shaper: Shaper): Map<string, OwnTarget[]> {
  const calls = new Map<string, OwnTarget[]>();
  for (const { path: file, functions } of modules.values()) {
    for (const code of functions) {
      for (const { callee, line } of code.calls) {
        if (callee.kind !== 'member' || typeof callee.property !== 'string') continue;
        const key = `${file}:${line} ${callee.property}`;
        calls.set(key, [...(calls.get(key) ?? []), ...targetsOf(shaper, callee, { file, code })]);
      }
    }
  }
  return calls;
}

/** The functions that are called, and members of interfaces and fields, which run nothing by themselves. */
function targetsOf(shaper: Shaper, callee: MemberExpression, place: Place): OwnTarget[] {
  const called = shaper.ofExpression(callee, place).flatMap((shape) => {
    return shape.kind === 'function' ? [functionTarget(shape.code, shape.file)] : [];
  });
  const name = typeof callee.property === 'string' ? callee.property : '';
  const members = shaper
    .ofExpression(callee.object, place)
    .flatMap((shape) => declaredBy(shaper, shape, name, 0));
  return [...called, ...members];
}

function functionTarget({ name, self, isArrow }: FunctionCode, file: string): OwnTarget {
  const parts = name.split('.');
  return { file, owner: self && !isArrow ? self.name : '', name: parts.at(-1) ?? '' };
}

function declaredBy(shaper: Shaper, shape: Shape, name: string, depth: number): OwnTarget[] {
  if (depth > 8) return [];
  if (shape.kind === 'instance' || shape.kind === 'class') {
    for (const { code, file } of withBases(shaper, shape)) {
      const member = code && (shape.kind === 'class' ? code.statics : code.members).get(name);
      if (code && member) return [{ file, owner: code.name, name }];
    }
    return [];
  }
  if (shape.kind === 'typed') {
    if (shape.members.has(name)) return [{ file: shape.file, owner: shape.variable?.name ?? '', name }];
    return (shape.declaration?.extends ?? []).flatMap((each) =>
      shaper.ofType(each, shape.file).flatMap((base) => declaredBy(shaper, base, name, depth + 1)),
    );
  }
  if (shape.kind === 'object')
    return shape.expression.entries.some(({ key }) => key === name)
      ? [{ file: shape.file, owner: '', name }]
      : [];
  if (shape.kind === 'namespace') {
    const definition = shaper.linker.definitionOf(shape.file, name);
    return definition?.kind === 'declaration'
      ? [{ file: definition.file, owner: '', name: definition.name }]
      : [];
  }
  return [];
}

function injectionsOf(references: readonly Reference[]): Map<string, OwnTarget[]> {
  const injections = new Map<string, OwnTarget[]>();
  for (const { from, to, line, kinds, symbol, confidence } of references) {
    if (!kinds.includes('injection') && !kinds.includes('metadata')) continue;
    const key = `${from}:${line}`;
    injections.set(key, [
      ...(injections.get(key) ?? []),
      { file: to, owner: confidence === undefined ? '' : (symbol ?? ''), name: null },
    ]);
  }
  return injections;
}
