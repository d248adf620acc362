import type { Component, ComponentKind, Habits } from './blueprint.ts';
import { kernelParts } from './kernel-parts.ts';

const roles: Readonly<Record<ComponentKind, string>> = {
  entity: 'entity',
  repository: 'repository',
  store: '',
  service: 'service',
  workflow: 'workflow',
  entry: 'controller',
  dto: 'dto',
  mapper: 'mapper',
  rules: '',
  constants: 'constants',
  errors: 'errors',
  job: 'job',
  helper: '',
  kernel: '',
  test: '',
};

const layerFolders: Readonly<Record<ComponentKind, string>> = {
  entity: 'entities',
  repository: 'repositories',
  store: 'database',
  service: 'services',
  workflow: 'services',
  entry: 'controllers',
  dto: 'dto',
  mapper: 'mappers',
  rules: 'services',
  constants: 'constants',
  errors: 'errors',
  job: 'jobs',
  helper: 'lib',
  kernel: 'lib',
  test: 'services',
};

export function pascal(words: readonly string[]): string {
  return words.map((word) => word.charAt(0).toUpperCase() + word.slice(1)).join('');
}

export function camel(words: readonly string[]): string {
  const joined = pascal(words);
  return joined.charAt(0).toLowerCase() + joined.slice(1);
}

export function kebab(words: readonly string[]): string {
  return words.join('-');
}

/** Words of the role of a file, as in its name and that of its class. */
export function roleOf({ kind }: Pick<Component, 'kind'>, habits: Habits): string {
  if (kind === 'workflow') return habits.workflowWord;
  if (kind === 'entity' && habits.orm !== 'typeorm') return 'model';
  if (kind === 'entry' && habits.framework === 'express') return 'routes';
  return roles[kind];
}

/** Where a component stands in the project, by its habits. */
export function pathOf(component: Component, habits: Habits): string {
  const isLayered =
    habits.layout === 'layers' || (habits.layout === 'mixed' && isOldPart(component.feature ?? ''));
  const file = fileName(component, habits);
  if (component.kind === 'kernel') return kernelPath(component, habits, file);
  const layer = layerOf(component, habits);
  if (isLayered || component.feature === null) return `src/${layer}/${file}`;
  const feature = [habits.featureRoot, component.feature].filter(Boolean).join('/');
  return `src/${feature}/${habits.nested ? `${layer}/` : ''}${file}`;
}

/** In a project on its way from layers to features, the older parts have not been moved. */
function isOldPart(feature: string): boolean {
  return feature.length % 2 === 0;
}

function layerOf(component: Component, habits: Habits): string {
  if (component.kind === 'entity' && habits.orm !== 'typeorm') return 'models';
  if (component.kind === 'entry' && habits.framework === 'express') return 'routes';
  return layerFolders[component.kind];
}

function kernelPath(component: Component, { layout, kernelFolder }: Habits, file: string): string {
  const part = kernelParts.find(({ name }) => name === kebab(component.words));
  const folder = part?.folder ?? 'utils';
  return layout === 'layers' ? `src/${folder}/${file}` : `src/${kernelFolder}/${folder}/${file}`;
}

function fileName(component: Component, habits: Habits): string {
  const { words, kind } = component;
  if (kind === 'kernel') return `${kebab(words)}.ts`;
  if (kind === 'test')
    return fileName({ ...(tested(component) as Component) }, habits).replace(/\.ts$/, '.test.ts');
  const role = roleOf(component, habits);
  if (habits.fileNames === 'dotted') return [kebab(words), role, 'ts'].filter(Boolean).join('.');
  const all = [...words, ...role.split('-').filter(Boolean)];
  if (habits.fileNames === 'kebab') return `${kebab(all)}.ts`;
  return `${habits.fileNames === 'camel' ? camel(all) : pascal(all)}.ts`;
}

function tested({ uses }: Component): Component | undefined {
  return [...uses][0];
}
