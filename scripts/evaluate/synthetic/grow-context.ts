import { type Component, component, ofKind } from './blueprint.ts';
import type { Choices } from './choices.ts';
import { type BusinessPart, processes } from './industries.ts';

/** How rich a part of the business is in files. */
export interface Density {
  readonly entities: number;
  /** Probability that an entity has a repository of its own. */
  readonly repositories: number;
  readonly workflows: number;
  readonly tests: number;
  /** Probability that two services of the part know each other. */
  readonly knows: number;
  readonly cycles: boolean;
}

/** The files of one part of the business, and how they use each other. */
export function growContext(
  { name, nouns, terms }: BusinessPart,
  density: Density,
  choices: Choices,
): Component[] {
  const own = { context: name, terms };
  const entities = nouns.slice(0, density.entities).map((noun) => component('entity', noun.split('-'), own));
  entities.forEach((entity, index) => {
    const earlier = entities.slice(0, index);
    if (earlier.length > 0 && choices.chance(0.85)) entity.uses.add(choices.one(earlier));
  });
  const extras = growExtras(entities, name, terms, choices);
  const services: Component[] = [];
  const result = [...entities, ...extras];
  for (const entity of entities) {
    const isMinor = services.length > 0 && choices.chance(0.3);
    if (isMinor) choices.one(services).uses.add(entity);
    else result.push(...growResource(entity, services, extras, density, choices, own));
  }
  for (let step = 0; step < density.workflows; step++) {
    result.push(...growWorkflow(step, services, entities, result, choices, own));
  }
  if (density.cycles && services.length > 1) {
    const [first, second] = choices.some(services, 2) as [Component, Component];
    first.uses.add(second);
    second.uses.add(first);
  }
  for (const tested of ofKind(result, 'service', 'workflow')) {
    if (!choices.chance(density.tests)) continue;
    result.push(component('test', tested.words, { context: name, uses: [tested] }));
  }
  return result;
}

interface Own {
  readonly context: string;
  readonly terms: readonly string[];
}

function growExtras(
  entities: readonly Component[],
  context: string,
  terms: readonly string[],
  choices: Choices,
): Component[] {
  const main = entities[0] as Component;
  const own = { context, terms };
  const extras: Component[] = [];
  if (choices.chance(0.6)) extras.push(component('constants', main.words, own));
  if (choices.chance(0.5)) extras.push(component('errors', context.split('-'), own));
  const kinds = Math.min(entities.length, choices.between(0, 2));
  for (const entity of choices.some(entities, kinds)) {
    const words = [...entity.words, choices.one(terms).toLowerCase()];
    extras.push(component('rules', words, { ...own, about: entity, uses: [entity] }));
  }
  return extras;
}

function growResource(
  entity: Component,
  services: Component[],
  extras: readonly Component[],
  density: Density,
  choices: Choices,
  own: Own,
): Component[] {
  const about = { ...own, about: entity };
  const { words } = entity;
  const result: Component[] = [];
  const add = (kind: Parameters<typeof component>[0], uses: readonly Component[]): Component => {
    const made = component(kind, words, { ...about, uses });
    result.push(made);
    return made;
  };
  const data = choices.chance(density.repositories) ? add('repository', [entity]) : entity;
  const dto = choices.chance(0.75) ? [add('dto', ofKind(extras, 'constants'))] : [];
  const known = services.filter(() => choices.chance(density.knows / Math.max(1, services.length - 1)));
  const helping = extras.filter(() => choices.chance(0.5));
  const service = add('service', [data, ...dto, ...known, ...helping]);
  services.push(service);
  const mapper = choices.chance(0.3) ? [add('mapper', [entity])] : [];
  if (services.length === 1 || choices.chance(0.8)) add('entry', [service, ...dto, ...mapper]);
  return result;
}

function growWorkflow(
  step: number,
  services: readonly Component[],
  entities: readonly Component[],
  grown: readonly Component[],
  choices: Choices,
  own: Own,
): Component[] {
  const subject = choices.one(entities);
  const words = [...subject.words, choices.one(processes.slice(step * 2, step * 2 + 2))];
  const uses = choices.some(services, choices.between(1, 3));
  const together = choices.chance(0.4) ? choices.some(entities, 2) : [];
  const workflow = component('workflow', words, { ...own, uses: [...uses, ...together], together });
  const entries = ofKind(grown, 'entry');
  if (choices.chance(0.3)) return [workflow, component('job', words, { ...own, uses: [workflow] })];
  if (entries.length > 0 && choices.chance(0.7)) choices.one(entries).uses.add(workflow);
  else return [workflow, component('entry', words, { ...own, uses: [workflow] })];
  return [workflow];
}
