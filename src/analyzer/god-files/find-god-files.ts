import { sortedUnique } from '../../lib/ordered.ts';
import { businessStems } from '../cluster/lexicon.ts';
import { splitWords } from '../cluster/vocabulary/words.ts';
import type { Facts, PartFact } from '../facts.ts';
import { createCommunityFinder } from '../graph/communities.ts';
import { modularity } from '../graph/modularity.ts';
import { createGraphBuilder, type WeightedGraph } from '../graph/weighted-graph.ts';

/** Decisions; docs/evaluation.md has what they do to the code bases with a known answer. */
const limits = {
  /** The file holds this share of the application's lines, or answers this share of its entry points, 0..1 … */
  lineShare: 0.1,
  answerShare: 0.2,
  /** … or so many lines. */
  lines: 1_000,
  /** So many of its parts are called from outside. */
  faces: 4,
  /** They fall apart this clearly: modularity of what they use and are about. */
  modularity: 0.35,
  /** No group of them is larger than this share, 0..1. */
  largestGroup: 0.75,
} as const;

/**
 * Files that hold parts of different contexts: large beside the application, and what is called from outside falls into groups
 * with words, entities and callees of their own.
 */
export function findGodFiles(facts: Facts): Set<string> {
  const { parts } = facts;
  if (!parts) return new Set();
  const partsOf = new Map<string, PartFact[]>();
  for (const part of parts.modules) partsOf.set(part.file, [...(partsOf.get(part.file) ?? []), part]);
  const isLarge = sizeTest(facts);
  const subjectsOf = createSubjects(facts);
  return new Set(
    [...partsOf]
      .filter(([file, own]) => isLarge(file) && fallsApart(facesOf(own, facts, subjectsOf)))
      .map(([file]) => file),
  );
}

function sizeTest({ modules, routes, operations, parts }: Facts): (file: string) => boolean {
  const production = modules.filter(({ role }) => role !== 'test' && role !== 'generated');
  const lines = new Map(production.map((module) => [module.path, module.lines]));
  const total = production.reduce((sum, module) => sum + module.lines, 0);
  const fileOf = new Map(parts?.modules.map(({ path, file }) => [path, file]));
  const answering = [...routes, ...operations].map(
    ({ module, file }) => fileOf.get(module ?? '') ?? module ?? file,
  );
  return (file) => {
    const own = lines.get(file) ?? 0;
    const answered = answering.filter((each) => each === file).length;
    return (
      own >= Math.min(limits.lines, limits.lineShare * total) ||
      (answered >= limits.faces && answered >= limits.answerShare * answering.length)
    );
  };
}

/** What a part is about and uses: words, entities, parts of its file, other modules. */
type Subjects = (part: PartFact) => readonly string[];

function createSubjects({ routes, operations, accesses, parts }: Facts): Subjects {
  const said = new Map<string, string[]>();
  for (const each of [...routes, ...operations]) {
    const name = 'path' in each ? each.path.replaceAll(/[:{]\w+/g, '') : each.name;
    const words = said.get(each.module ?? '') ?? [];
    said.set(each.module ?? '', [...words, ...splitWords(name)]);
  }
  const own = new Map(parts?.modules.map(({ path, file }) => [path, file]));
  const used = new Map<string, string[]>();
  for (const { from, to } of parts?.dependencies ?? []) used.set(from, [...(used.get(from) ?? []), to]);
  return ({ path, symbol, file, line, endLine }) => [
    ...businessStems([...splitWords(symbol), ...(said.get(path) ?? [])]).map((word) => `word ${word}`),
    ...(used.get(path) ?? [])
      .filter((to) => to !== file)
      .map((to) => (own.get(to) === file ? `part ${to}` : `module ${to}`)),
    ...accesses
      .filter((each) => each.file === file && line <= each.line && each.line <= endLine)
      .map(({ entity }) => `entity ${entity}`),
  ];
}

/** For each part that something outside of the file calls: all that it and the parts that it uses are about. */
function facesOf(own: readonly PartFact[], facts: Facts, subjectsOf: Subjects): string[][] {
  const paths = new Set(own.map(({ path }) => path));
  const dependencies = facts.parts?.dependencies ?? [];
  const called = new Set([
    ...[...facts.routes, ...facts.operations].map(({ module }) => module),
    ...dependencies.filter(({ from }) => !paths.has(from) && from !== own[0]?.file).map(({ to }) => to),
  ]);
  const subjects = new Map(own.map((part) => [part.path, subjectsOf(part)]));
  return own
    .filter(({ path }) => called.has(path))
    .map(({ path }) => {
      const reached = new Set([`part ${path}`, ...(subjects.get(path) ?? [])]);
      // The set grows while it is visited; words of what is used are not the words of its user.
      for (const each of reached) {
        for (const next of subjects.get(each.replace(/^part /, '')) ?? [])
          if (!next.startsWith('word ')) reached.add(next);
      }
      return sortedUnique(reached);
    });
}

function fallsApart(faces: readonly (readonly string[])[]): boolean {
  if (faces.length < limits.faces) return false;
  const graph = graphOf(faces);
  const partition = createCommunityFinder(graph).find({ resolution: 1, seed: 1 });
  const sizes = new Map<number, number>();
  for (const group of partition.slice(0, faces.length)) sizes.set(group, (sizes.get(group) ?? 0) + 1);
  return (
    modularity(graph, partition) >= limits.modularity &&
    Math.max(...sizes.values()) <= limits.largestGroup * faces.length
  );
}

/**
 * Faces, and one node for each thing that they are about; what many have in common ties less. A word of one face alone tells
 * nothing, nor does a part that only it uses.
 */
function graphOf(faces: readonly (readonly string[])[]): WeightedGraph {
  const users = new Map<string, number[]>();
  faces.forEach((things, face) => {
    for (const thing of things) users.set(thing, [...(users.get(thing) ?? []), face]);
  });
  const telling = [...users]
    .filter(([thing, own]) => own.length > 1 || thing.startsWith('entity ') || thing.startsWith('module '))
    .sort(([a], [b]) => (a < b ? -1 : 1));
  const builder = createGraphBuilder(faces.length + telling.length);
  telling.forEach(([, own], index) => {
    for (const face of own) builder.add(face, faces.length + index, 1 / own.length);
  });
  return builder.build();
}
