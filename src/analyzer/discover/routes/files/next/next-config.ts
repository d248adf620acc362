import type { Diagnostic } from '../../../../../model/diagnostic.ts';
import type { Machine } from '../../../evaluate/machine.ts';
import { optionsOf, type ObjectValue, type Value } from '../../../evaluate/value.ts';
import { toPaths } from '../../route-path.ts';
import type { RoutePath } from '../../router.ts';
import type { AppFolder } from '../app-folders.ts';
import { configFileOf, configObjects, configValue } from '../config-value.ts';

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
export function readNextConfig(app: AppFolder, machine: Machine): NextConfig {
  const file = configFileOf(app, nextConfigName);
  const objects = file === undefined ? [] : configObjects(machine, file);
  const [basePath = noPath] = objects.some(isBaseOptional)
    ? [guessedAway]
    : toPaths(configValue(objects, 'basePath'));
  const extensions = configValue(objects, 'pageExtensions');
  const given = extensions?.kind === 'array' ? extensions.items.flatMap(textsIn) : [];
  const isRewriting = configValue(objects, 'rewrites') !== undefined;
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

function rewritten(path: string): Diagnostic {
  return {
    severity: 'note',
    code: 'ROUTES_REWRITTEN',
    message: `${path} rewrites paths: routes are listed under the paths of their files, requests may come in under others`,
    location: { path, line: 1 },
  };
}
