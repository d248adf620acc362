import { type Component, component, ofKind } from './blueprint.ts';
import type { Choices } from './choices.ts';
import { type BusinessPart, processes, verbs } from './industries.ts';

/** The one context of what has no parts. */
const whole = { context: 'whole', feature: null };

/** Everything calls everything: each service knows about half of the others and several tables. */
export function denseBall(parts: readonly BusinessPart[], choices: Choices): Component[] {
  const entities = entitiesOf(parts, choices.between(12, 18), choices);
  const services = entities.map((entity) =>
    component('service', entity.words, { ...whole, terms: entity.terms, about: entity, uses: [entity] }),
  );
  const density = choices.between(30, 50) / 100;
  for (const service of services) {
    for (const other of services) if (other !== service && choices.chance(density)) service.uses.add(other);
    for (const entity of choices.some(entities, choices.between(2, 4))) service.uses.add(entity);
  }
  return [
    ...entities,
    ...services,
    ...scriptsOver(entities, services, choices.between(8, 14), choices),
    ...offered(services, choices),
  ];
}

/** The same, each service with what is its own in a folder: folders that look like contexts. */
export function ballInFolders(parts: readonly BusinessPart[], choices: Choices): Component[] {
  const components = denseBall(parts, choices);
  for (const each of components) {
    const { words } =
      each.about ??
      components.find(
        ({ kind, words: own }) => kind === 'entity' && each.words.join().startsWith(own.join()),
      ) ??
      each;
    each.feature = words.join('-');
  }
  return components;
}

/** Scripts and tables that know each other by chance, as many as each of its kind has. */
export function randomGraph(parts: readonly BusinessPart[], choices: Choices): Component[] {
  const entities = entitiesOf(parts, choices.between(14, 22), choices);
  const scripts = scriptsOver(entities, [], choices.between(35, 55), choices);
  for (const script of scripts) {
    for (const other of choices.some(scripts, choices.between(1, 2)))
      if (other !== script) script.uses.add(other);
  }
  const entries = choices
    .some(scripts, Math.round(scripts.length / 2))
    .map((script) =>
      component('entry', script.words, { ...whole, uses: [script, ...choices.some(scripts, 1)] }),
    );
  return [...entities, ...scripts, ...entries];
}

/** One entity, its satellites, and everything that can be done to it, each in a file of its layer. */
export function oneEntity(part: BusinessPart, choices: Choices): Component[] {
  const words = (part.nouns[0] as string).split('-');
  const main = component('entity', words, { ...whole, terms: part.terms });
  const satellites = choices
    .some(['comment', 'tag', 'attachment', 'revision', 'watcher'], choices.between(2, 4))
    .map((word) => component('entity', [...words, word], { ...whole, terms: part.terms, uses: [main] }));
  const repository = component('repository', words, {
    ...whole,
    terms: part.terms,
    about: main,
    uses: [main],
  });
  const service = component('service', words, {
    ...whole,
    terms: part.terms,
    about: main,
    uses: [repository, ...satellites],
  });
  const result = [
    main,
    ...satellites,
    repository,
    service,
    component('entry', words, { ...whole, uses: [service] }),
  ];
  for (const verb of choices.some([...verbs, ...processes], choices.between(12, 18))) {
    const about = { ...whole, terms: part.terms };
    const script = component('workflow', [...words, verb], {
      ...about,
      uses: [
        choices.chance(0.7) ? repository : main,
        ...choices.some([service, ...satellites], choices.between(0, 2)),
      ],
    });
    const dto = component('dto', [...words, verb], about);
    result.push(script, dto, component('entry', [...words, verb], { ...about, uses: [script, dto] }));
  }
  return result;
}

const topics =
  'parsing formatting geometry matrices intervals colours trees graphs text encoding dates units'.split(' ');

/** Functions by topic; nothing answers a request and nothing is stored. */
export function library(parts: readonly BusinessPart[], choices: Choices): Component[] {
  const words = parts.flatMap(({ terms }) => terms).map((term) => term.toLowerCase());
  return choices.some(topics, choices.between(5, 9)).flatMap((topic) => {
    const made: Component[] = [];
    for (const word of choices.some([...new Set(words)], choices.between(7, 14))) {
      const helper = component('helper', [topic.replace(/s$/, ''), word], {
        context: 'whole',
        feature: topic,
        terms: [word],
      });
      for (const used of choices.some(made, choices.between(0, 2))) helper.uses.add(used);
      made.push(helper);
    }
    return made;
  });
}

/** Has each writing function of a project write the same table with its own in one transaction. */
export function bindToOneTable(components: readonly Component[], ledger: Component, choices: Choices): void {
  const entities = ofKind(components, 'entity');
  for (const each of ofKind(components, 'service', 'workflow')) {
    if (!choices.chance(0.9)) continue;
    const own = each.about ?? choices.one(entities);
    const together = new Set([own, ledger, ...choices.some(entities, choices.between(0, 1))]);
    each.together.splice(0, Infinity, ...together);
    for (const entity of together) each.uses.add(entity);
  }
}

function entitiesOf(parts: readonly BusinessPart[], count: number, choices: Choices): Component[] {
  const nouns = parts.flatMap(({ nouns: own, terms }) => own.map((noun) => ({ noun, terms })));
  const entities = choices
    .some(nouns, count)
    .map(({ noun, terms }) => component('entity', noun.split('-'), { ...whole, terms }));
  for (const entity of entities) {
    for (const other of choices.some(entities, 1)) if (other !== entity) entity.uses.add(other);
  }
  return entities;
}

function scriptsOver(
  entities: readonly Component[],
  services: readonly Component[],
  count: number,
  choices: Choices,
): Component[] {
  const names = entities.flatMap(({ words }) => processes.map((process) => [...words, process]));
  return choices.some(names, count).map((words) => {
    const data = choices.some(entities, choices.between(2, 4));
    const together = choices.chance(0.4) ? data.slice(0, 2) : [];
    return component('workflow', words, {
      ...whole,
      uses: [...data, ...choices.some(services, 4)],
      together,
    });
  });
}

function offered(services: readonly Component[], choices: Choices): Component[] {
  return services.flatMap((service) => {
    const about = { ...whole, terms: service.terms };
    const dto = component('dto', service.words, about);
    service.uses.add(dto);
    return choices.chance(0.8)
      ? [
          dto,
          component('entry', service.words, { ...about, uses: [service, dto, ...choices.some(services, 1)] }),
        ]
      : [dto];
  });
}
