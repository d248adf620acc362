import type { Verdict } from '../../../src/model/analysis.ts';
import type { Component, Habits, Layout } from './blueprint.ts';
import { ballInFolders, bindToOneTable, denseBall, library, oneEntity, randomGraph } from './balls.ts';
import type { Choices } from './choices.ts';
import { type Density, growContext } from './grow-context.ts';
import type { BusinessPart } from './industries.ts';
import {
  addClones,
  addGodFile,
  type Grown,
  inFoldersByEntity,
  throughOneStore,
  tieByCalls,
  tieEachByCalls,
  tieByNoise,
  tieByTables,
  tieByTransactions,
  tieToHub,
} from './tie.ts';

/** A kind of monolith with the verdict that a senior engineer would give. */
export interface Archetype {
  readonly name: string;
  readonly verdict: Verdict['decision'];
  readonly layout?: Layout;
  readonly isApplication?: false;
  readonly grow: (parts: readonly BusinessPart[], choices: Choices, habits: Habits) => Component[];
}

function density(choices: Choices, more: Partial<Density> = {}): () => Density {
  const repositories = choices.one([0, 0.7, 1]);
  const tests = choices.one([0, 0.3, 0.7]);
  return () => ({
    entities: choices.between(2, 5),
    repositories,
    tests,
    workflows: choices.between(0, 3),
    knows: choices.between(5, 12) / 10,
    cycles: choices.chance(0.3),
    ...more,
  });
}

/** So many contexts, a little noise between them. */
function contextsOf(
  parts: readonly BusinessPart[],
  [least, most]: readonly [number, number],
  choices: Choices,
  more: Partial<Density> = {},
): Grown[] {
  const next = density(choices, more);
  const grown = choices
    .some(parts, choices.between(least, most))
    .map((part) => growContext(part, next(), choices));
  tieByNoise(grown, 0.03, choices);
  return grown;
}

const without = (components: readonly Component[], left: ReadonlySet<Component>): Component[] =>
  components.filter(
    (each) => !left.has(each) && ![...each.uses].some((used) => left.has(used) && each.kind === 'test'),
  );

const separate: Archetype['grow'] = (parts, choices) => {
  const contexts = contextsOf(parts, [3, 8], choices);
  tieByCalls(contexts, choices.between(5, 40) / 100, false, choices);
  return contexts.flat();
};

const withHub: Archetype['grow'] = (parts, choices) => {
  const contexts = contextsOf(parts, [4, 8], choices);
  const [hub = [], ...others] = contexts;
  tieToHub(hub, others, choices.between(25, 50) / 100, choices);
  tieByCalls(contexts, choices.between(5, 20) / 100, false, choices);
  return contexts.flat();
};

const weathered: Archetype['grow'] = (parts, choices, { layout }) => {
  const contexts = contextsOf(parts, [4, 7], choices, { cycles: true, entities: choices.between(3, 5) });
  tieByCalls(contexts, 0.12, true, choices);
  const [hub = [], ...others] = contexts;
  tieToHub(hub, others, 0.15, choices);
  const clones = addClones(contexts, layout === 'features', choices);
  const { godFile, replaced } = addGodFile(contexts, choices);
  return [...without(contexts.flat(), replaced), ...clones, godFile];
};

/** Some contexts are clean; the others share transactions and call each other. */
const halfTangled: Archetype['grow'] = (parts, choices) => {
  const contexts = contextsOf(parts, [5, 8], choices, { entities: choices.between(3, 5) });
  const tangled = contexts.slice(0, choices.between(2, 3));
  tieByCalls(tangled, 0.5, true, choices);
  const workflows = tieByTransactions(tangled, choices.between(3, 5), choices);
  tieByCalls(contexts, 0.04, false, choices);
  return [...contexts.flat(), ...workflows];
};

/** A large tangled core, and a few clean contexts at its edge. */
const cleanEdge: Archetype['grow'] = (parts, choices) => {
  const contexts = contextsOf(parts, [6, 8], choices, { entities: choices.between(3, 4) });
  const core = contexts.slice(0, contexts.length - choices.between(2, 3));
  tieByCalls(core, 0.9, true, choices);
  const workflows = tieByTransactions(core, choices.between(2, 4), choices);
  tieByCalls(contexts, 0.03, false, choices);
  return [...contexts.flat(), ...workflows];
};

const tangledByTransactions: Archetype['grow'] = (parts, choices) => {
  const contexts = contextsOf(parts, [4, 6], choices, { entities: choices.between(3, 5) });
  tieByCalls(contexts, 0.2, true, choices);
  return [...contexts.flat(), ...tieByTransactions(contexts, choices.between(4, 6), choices)];
};

const tangledByCalls: Archetype['grow'] = (parts, choices) => {
  const contexts = contextsOf(parts, [4, 6], choices, { entities: choices.between(3, 5) });
  tieEachByCalls(contexts, [2, 3], choices);
  return contexts.flat();
};

const tangledByTables: Archetype['grow'] = (parts, choices) => {
  const contexts = contextsOf(parts, [4, 6], choices, { entities: choices.between(3, 5) });
  tieByTables(contexts, 0.9, choices);
  tieByCalls(contexts, 0.1, true, choices);
  return contexts.flat();
};

/** Each entity has a folder of its own, so that a context is spread over several. */
const folderPerEntity: Archetype['grow'] = (parts, choices) => {
  const contexts = contextsOf(parts, [4, 6], choices, { entities: choices.between(3, 5) });
  tieByCalls(contexts, choices.between(5, 30) / 100, false, choices);
  inFoldersByEntity(contexts);
  return contexts.flat();
};

/** One context is as large as the others together. */
const unequal: Archetype['grow'] = (parts, choices) => {
  const [first, second, ...rest] = choices.some(parts, choices.between(5, 7)) as [
    BusinessPart,
    BusinessPart,
    ...BusinessPart[],
  ];
  const large = {
    name: first.name,
    nouns: [...first.nouns, ...second.nouns],
    terms: [...first.terms, ...second.terms],
  };
  const next = density(choices, { entities: choices.between(1, 3) });
  const contexts = [
    growContext(large, { ...next(), entities: 9, workflows: 5, knows: 1.5 }, choices),
    ...rest.map((part) => growContext(part, next(), choices)),
  ];
  tieByCalls(contexts, choices.between(5, 30) / 100, false, choices);
  return contexts.flat();
};

/** Half of the names carry a word of another context: what ships an order is called after the order. */
const misleading: Archetype['grow'] = (parts, choices) => {
  const chosen = choices.some(parts, choices.between(4, 6));
  const renamed = chosen.map((part, index) => {
    const other = chosen[(index + 1) % chosen.length] as BusinessPart;
    const word = (other.nouns[0] as string).split('-')[0] as string;
    return { ...part, nouns: part.nouns.map((noun, at) => (at % 2 === 1 ? `${word}-${noun}` : noun)) };
  });
  const contexts = contextsOf(renamed, [renamed.length, renamed.length], choices, {
    entities: choices.between(3, 5),
  });
  tieByCalls(contexts, choices.between(5, 30) / 100, false, choices);
  return contexts.flat();
};

const oneStore: Archetype['grow'] = (parts, choices) => {
  const contexts = contextsOf(parts, [4, 6], choices, { entities: choices.between(3, 5), repositories: 0 });
  tieByCalls(contexts, 0.15, true, choices);
  return [...contexts.flat(), throughOneStore(contexts)];
};

const tiny: Archetype['grow'] = (parts, choices) =>
  contextsOf(parts, [2, 3], choices, { entities: choices.between(1, 2), workflows: 0 }).flat();

const oneTable: Archetype['grow'] = (parts, choices) => {
  const contexts = contextsOf(parts, [4, 6], choices, { repositories: 0 });
  tieByCalls(contexts, 0.2, true, choices);
  const components = contexts.flat();
  bindToOneTable(components, components[0] as Component, choices);
  return components;
};

export const archetypes: readonly Archetype[] = [
  { name: 'feature folders', verdict: 'split', layout: 'features', grow: separate },
  { name: 'layers', verdict: 'split', layout: 'layers', grow: separate },
  { name: 'a hub that everybody knows', verdict: 'split', grow: withHub },
  { name: 'cycles, clones, a god file', verdict: 'split', grow: weathered },
  { name: 'a folder for each entity', verdict: 'split', layout: 'features', grow: folderPerEntity },
  { name: 'one large context', verdict: 'split', grow: unequal },
  { name: 'names that mislead', verdict: 'split', layout: 'layers', grow: misleading },
  { name: 'half is tangled', verdict: 'split-some', grow: halfTangled },
  { name: 'a tangled core', verdict: 'split-some', grow: cleanEdge },
  { name: 'tangled by transactions', verdict: 'modularise-first', grow: tangledByTransactions },
  { name: 'tangled by calls', verdict: 'modularise-first', grow: tangledByCalls },
  { name: 'tables that many write', verdict: 'modularise-first', grow: tangledByTables },
  { name: 'one class for all tables', verdict: 'modularise-first', grow: oneStore },
  { name: 'a ball in folders', verdict: 'do-not-split', layout: 'features', grow: ballInFolders },
  { name: 'a dense ball', verdict: 'do-not-split', grow: denseBall },
  { name: 'one table in every transaction', verdict: 'do-not-split', grow: oneTable },
  { name: 'a library', verdict: 'do-not-split', isApplication: false, layout: 'features', grow: library },
  { name: 'a tiny application', verdict: 'do-not-split', grow: tiny },
  { name: 'a random graph', verdict: 'do-not-split', grow: randomGraph },
  {
    name: 'one entity in layers',
    verdict: 'do-not-split',
    layout: 'layers',
    grow: (parts, choices) => oneEntity(choices.one(parts), choices),
  },
];
