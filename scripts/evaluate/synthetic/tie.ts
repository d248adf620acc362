import { type Component, component, ofKind } from './blueprint.ts';
import type { Choices } from './choices.ts';
import { processes } from './industries.ts';

/** The files of one context. */
export type Grown = readonly Component[];

const callers = ['service', 'workflow', 'job'] as const;

/**
 * Has services of one context call services of another, so many times as `share` of the calls that contexts have inside. Without
 * `isMutual` calls lead from later contexts to earlier ones only.
 */
export function tieByCalls(
  contexts: readonly Grown[],
  share: number,
  isMutual: boolean,
  choices: Choices,
): void {
  const inner = contexts
    .flat()
    .reduce((sum, { uses }) => sum + ofKind(uses, 'service', 'repository').length, 0);
  for (let call = 0; call < Math.round(inner * share); call++) {
    const [from, to] = pickTwo(contexts, isMutual, choices);
    const services = ofKind(to, 'service');
    choices
      .one(ofKind(from, ...callers))
      .uses.add(choices.chance(0.6) ? (services[0] as Component) : choices.one(services));
  }
}

/** Has every service call some of other contexts, whichever. */
export function tieEachByCalls(
  contexts: readonly Grown[],
  [least, most]: readonly [number, number],
  choices: Choices,
): void {
  for (const own of contexts) {
    const foreign = contexts.filter((each) => each !== own).flatMap((each) => ofKind(each, 'service'));
    for (const caller of ofKind(own, 'service', 'workflow')) {
      for (const called of choices.some(foreign, choices.between(least, most))) caller.uses.add(called);
    }
  }
}

function pickTwo(contexts: readonly Grown[], isMutual: boolean, choices: Choices): [Grown, Grown] {
  const [a, b] = choices.some([...contexts.keys()], 2) as [number, number];
  const isForward = isMutual || a > b;
  return [contexts[isForward ? a : b] as Grown, contexts[isForward ? b : a] as Grown];
}

/** Has everybody know the main entity and service of one context: a user, a customer. */
export function tieToHub(hub: Grown, others: readonly Grown[], share: number, choices: Choices): void {
  const [entity] = ofKind(hub, 'entity');
  const [service] = ofKind(hub, 'service');
  for (const other of others) {
    for (const each of ofKind(other, 'entity')) if (entity && choices.chance(share)) each.uses.add(entity);
    for (const each of ofKind(other, 'service', 'workflow'))
      if (service && choices.chance(share)) each.uses.add(service);
  }
}

/** Gives a context processes that write entities of another in the same transaction. */
export function tieByTransactions(
  contexts: readonly Grown[],
  perContext: number,
  choices: Choices,
): Component[] {
  return contexts.flatMap((own) =>
    Array.from({ length: perContext }, (_, index) => {
      const other = choices.one(contexts.filter((each) => each !== own));
      return crossingWorkflow(own, other, index, choices);
    }),
  );
}

function crossingWorkflow(own: Grown, other: Grown, index: number, choices: Choices): Component {
  const mine = choices.one(ofKind(own, 'entity'));
  const theirs = choices.one(ofKind(other, 'entity'));
  const words = [
    ...theirs.words,
    processes[(index * 5 + mine.words.join('').length) % processes.length] as string,
    'of',
    ...mine.words,
  ];
  const workflow = component('workflow', words, {
    context: mine.context,
    terms: mine.terms,
    uses: [mine, theirs, choices.one(ofKind(own, 'service'))],
    together: [mine, theirs],
  });
  choices.one(ofKind(own, 'entry')).uses.add(workflow);
  return workflow;
}

/** Has services write the tables of other contexts without asking them. */
export function tieByTables(contexts: readonly Grown[], share: number, choices: Choices): void {
  for (const own of contexts) {
    const foreign = contexts.filter((each) => each !== own).flatMap((each) => ofKind(each, 'entity'));
    for (const each of ofKind(own, 'service', 'workflow')) {
      if (!choices.chance(share)) continue;
      for (const entity of choices.some(foreign, choices.between(1, 3))) each.uses.add(entity);
    }
  }
}

/** Imports of types that nobody needed. */
export function tieByNoise(contexts: readonly Grown[], share: number, choices: Choices): void {
  const dtos = contexts.flatMap((each) => ofKind(each, 'dto'));
  if (dtos.length === 0) return;
  for (const each of ofKind(contexts.flat(), 'service', 'workflow')) {
    if (choices.chance(share)) each.uses.add(choices.one(dtos));
  }
}

/** The same file, copied into every context. */
export function addClones(contexts: readonly Grown[], isInFolders: boolean, choices: Choices): Component[] {
  return contexts.flatMap((own) => {
    const main = own[0] as Component;
    const words = isInFolders ? ['formatting'] : [...main.words, 'formatting'];
    const clone = component('helper', words, {
      context: main.context,
      terms: ['currency', 'locale', 'digits'],
    });
    for (const each of ofKind(own, 'service')) if (choices.chance(0.6)) each.uses.add(clone);
    return [clone];
  });
}

/** Puts the routes of some contexts into one file; returns what is left and that file. */
export function addGodFile(
  contexts: readonly Grown[],
  choices: Choices,
): { godFile: Component; replaced: Set<Component> } {
  const replaced = new Set(
    choices.some(contexts, 3).flatMap((own) => choices.some(ofKind(own, 'entry').slice(1), 1)),
  );
  const extra = contexts.map((own) => choices.one(ofKind(own, 'service')));
  const uses = new Set([...replaced].flatMap((entry) => [...entry.uses]).concat(choices.some(extra, 3)));
  return { godFile: component('entry', ['back', 'office'], { uses }), replaced };
}

/** Gives each entity a folder of its own, with all that is about it. */
export function inFoldersByEntity(contexts: readonly Grown[]): void {
  for (const own of contexts) {
    const entities = ofKind(own, 'entity').sort((a, b) => b.words.length - a.words.length);
    for (const each of own) {
      const home = entities.find(({ words }) => words.every((word, index) => word === each.words[index]));
      each.feature = (home ?? own[0] ?? each).words.join('-');
    }
  }
}

/** Has all services reach their tables through one class, which belongs to nobody. */
export function throughOneStore(contexts: readonly Grown[]): Component {
  const store = component('store', ['data', 'store'], { uses: ofKind(contexts.flat(), 'entity') });
  for (const each of ofKind(contexts.flat(), 'service')) {
    for (const entity of ofKind(each.uses, 'entity')) each.uses.delete(entity);
    each.uses.add(store);
  }
  return store;
}
