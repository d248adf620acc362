import type { Diagnostic } from '../../../../../model/diagnostic.ts';
import type { Machine } from '../../../evaluate/machine.ts';
import { survives } from '../../../evaluate/survives.ts';
import { optionsOf, type ObjectValue, type Value } from '../../../evaluate/value.ts';
import { toPaths } from '../../route-path.ts';
import type { RoutePath } from '../../router.ts';
import type { AppFolder } from '../app-folders.ts';

/** What of `next.config` decides on paths. */
export interface NextConfig {
  readonly basePath: RoutePath;
  /** Without the dot, longest first. */
  readonly pageExtensions: readonly string[];
  readonly diagnostics: readonly Diagnostic[];
}

export const nextConfigName = /^next\.config\.(?:[mc]?[jt]s)$/;

const defaultExtensions = ['tsx', 'jsx', 'ts', 'js'];

/** Reads `next.config` of an application: what it exports or, behind wrappers, the objects that it declares. */
export function readNextConfig({ modules }: AppFolder, machine: Machine): NextConfig {
  const [file] = [...modules].flatMap(([path, module]) => (nextConfigName.test(path) ? [module.path] : []));
  const objects = file === undefined ? [] : configObjects(machine, file);
  const read = (name: string): Value | undefined =>
    objects.map(({ properties }) => properties.get(name)).find((value) => value !== undefined);
  const base = read('basePath');
  const [basePath = noPath] = objects.some(isBaseOptional) ? [guessedAway] : toPaths(base);
  const extensions = read('pageExtensions');
  const given = extensions?.kind === 'array' ? extensions.items.flatMap(textsIn) : [];
  const isRewriting = read('rewrites') !== undefined;
  return {
    basePath,
    pageExtensions: [...(given.length > 0 ? given : defaultExtensions)].sort((a, b) => b.length - a.length),
    diagnostics: file !== undefined && isRewriting ? [rewritten(file)] : [],
  };
}

const noPath: RoutePath = { path: '', confidence: 1 };
const guessedAway: RoutePath = { path: '', confidence: 0.7 };

/** `process.env.BASE_PATH || undefined`: without the variable there is none. */
function isBaseOptional({ literal }: ObjectValue): boolean {
  const value = literal?.entries.find(({ key }) => key === 'basePath')?.value;
  const last = value?.kind === 'either' && value.isFallback ? value.options.at(-1) : undefined;
  return last?.kind === 'name' ? last.name === 'undefined' : last?.kind === 'literal' && !last.value;
}

function textsIn(value: Value): string[] {
  return optionsOf(value).flatMap((each) => (each.kind === 'text' ? [each.value] : []));
}

function configObjects(machine: Machine, file: string): ObjectValue[] {
  const found: ObjectValue[] = [];
  const add = (value: Value) => {
    for (const each of optionsOf(value)) {
      if (each.kind === 'object') found.push(each);
      else if (each.kind === 'closure')
        for (const result of optionsOf(machine.invoke(each, [])))
          if (result.kind === 'object') found.push(result);
    }
  };
  survives(machine, () => {
    add(machine.exported(file, 'default'));
    for (const value of machine.loadModule(file).variables.values()) if (value.kind === 'object') add(value);
  });
  return found;
}

function rewritten(path: string): Diagnostic {
  return {
    severity: 'note',
    code: 'ROUTES_REWRITTEN',
    message: `${path} rewrites paths: routes are listed under the paths of their files, requests may come in under others`,
    location: { path, line: 1 },
  };
}
