import type { Dependency } from '../../../model/analysis.ts';
import type { Facts } from '../../facts.ts';
import type { CallGraph } from '../calls/call-graph.ts';
import { type Reference, sumReferences } from '../dependencies.ts';
import type { Program } from '../program.ts';
import type { Expression, Variable } from '../source/code.ts';
import { type FoundParts, idOfPart, toPartFact } from './discover-parts.ts';
import type { Part } from './find-parts.ts';

interface Sources {
  readonly program: Program;
  readonly parts: FoundParts;
  readonly graph: CallGraph;
}

/** Keeps the references from or to files with parts. */
export function referencesOfParts({ byFile }: FoundParts): {
  readonly references: readonly Reference[];
  readonly note: (references: readonly Reference[]) => void;
} {
  const references: Reference[] = [];
  const isOfParts = ({ from, to }: Reference): boolean => byFile.has(from) || byFile.has(to);
  return {
    references,
    note(all) {
      for (const each of all) if (isOfParts(each)) references.push(each);
    },
  };
}

/** Parts and the dependencies from, to and between them. */
export function partFacts(references: readonly Reference[], sources: Sources): Pick<Facts, 'parts'> {
  const { byFile } = sources.parts;
  if (byFile.size === 0) return {};
  return {
    parts: {
      modules: [...byFile.values()].flat().map(toPartFact),
      dependencies: dependenciesOfParts(references, sources),
    },
  };
}

/**
 * What references between files mean for them, what they use of their own file, and
 * the calls that lead to a part of this or of another file.
 */
function dependenciesOfParts(
  references: readonly Reference[],
  { program, parts, graph }: Sources,
): Dependency[] {
  const across = references.map((reference) => ({
    ...reference,
    from: partAt(parts, reference.from, reference.line),
    to: partNamed(program, parts, reference.to, reference.symbol),
  }));
  const callers = new Set([...parts.byFile.keys(), ...references.map(({ from }) => from)]);
  const all = [...across, ...inside(program, parts), ...calls(program, parts, callers, graph)];
  return sumReferences(all).map((dependency) => ({
    ...dependency,
    locations: dependency.locations.map((place) => place.replace(/#[^:]*(?=:\d+$)/, '')),
  }));
}

/** The innermost part around a line, else the file. */
function partAt({ byFile }: FoundParts, file: string, line: number): string {
  const part = byFile.get(file)?.findLast((each) => each.line <= line && line <= each.endLine);
  return part ? idOfPart(part) : file;
}

/** What an exported name leads to. */
function partNamed(
  { modules, linker }: Program,
  parts: FoundParts,
  file: string,
  symbol: string | null,
): string {
  const own = parts.byFile.get(file);
  if (!own || symbol === null) return file;
  const definition = linker.definitionOf(file, symbol);
  const module = modules.get(file);
  const variable =
    definition?.kind === 'declaration' && definition.file === file
      ? module?.variables.get(definition.name)
      : undefined;
  const found =
    partOfValues(parts, variable?.values ?? []) ?? partOfValues(parts, [module?.commonExports.get(symbol)]);
  return found ? idOfPart(found) : file;
}

function partOfValues(parts: FoundParts, values: readonly (Expression | undefined)[]): Part | undefined {
  for (const value of values) {
    const code = value?.kind === 'function' ? value.code : value?.kind === 'class' && value.code.initialiser;
    const part = code ? parts.partOf(code) : undefined;
    if (part) return part;
  }
  return undefined;
}

/** Names of the file that are used in it: other parts, and what none of them owns. */
function* inside({ modules }: Program, parts: FoundParts): Generator<Reference> {
  for (const file of parts.byFile.keys()) {
    for (const code of modules.get(file)?.functions ?? []) {
      for (const { name, position, line } of code.uses) {
        if (!name.variable || name.variable.origin) continue;
        const to = targetOf(file, name.variable, parts);
        const kind = position === 'extends' ? 'extends' : position === 'type' ? 'type' : 'value';
        yield { from: parts.moduleOf(code), to, kinds: [kind], symbol: name.name, line };
      }
    }
  }
}

function targetOf(file: string, { values, owner }: Variable, parts: FoundParts): string {
  const part = partOfValues(parts, values) ?? parts.partOf(owner);
  return part ? idOfPart(part) : file;
}

/** Calls that no name shows: `routes.place(…)` of another file, `module.place(…)` of the same one. */
function* calls(
  { modules }: Program,
  parts: FoundParts,
  callers: ReadonlySet<string>,
  graph: CallGraph,
): Generator<Reference> {
  for (const file of callers) {
    for (const code of modules.get(file)?.functions ?? []) {
      for (const { call, called } of graph.targetsOf(code)) {
        if (call.callee.kind === 'name') continue;
        const from = parts.moduleOf(code);
        for (const target of called.flatMap((each) => parts.partOf(each) ?? [])) {
          yield { from, to: idOfPart(target), kinds: ['call'], symbol: target.symbol, line: call.line };
        }
      }
    }
  }
}
