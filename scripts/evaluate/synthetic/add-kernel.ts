import { type Component, component, type Habits } from './blueprint.ts';
import type { Choices } from './choices.ts';
import { kernelParts } from './kernel-parts.ts';

/** Nobody can do without these; the others are there in most projects. */
const always = new Set([
  'app-error',
  'logger',
  'environment',
  'tokens',
  'connection',
  'prisma',
  'prisma.service',
]);

/** The shared kernel of a project, and its users among the components. */
export function addKernel(components: readonly Component[], habits: Habits, choices: Choices): Component[] {
  const parts = kernelParts
    .filter(({ when }) => when === undefined || when(habits))
    .filter(({ name }) => always.has(name) || choices.chance(0.85));
  return parts.map(({ name, users }) => {
    const part = component('kernel', name.split('-'));
    for (const user of components) if (choices.chance(users[user.kind] ?? 0)) user.uses.add(part);
    return part;
  });
}
