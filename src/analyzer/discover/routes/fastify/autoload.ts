import { posix } from 'node:path';
import type { FileList } from '../../../../project/index.ts';
import type { Runner } from '../../evaluate/model.ts';
import { safePattern } from '../../evaluate/pattern.ts';
import { toText } from '../../evaluate/text.ts';
import { text, undefinedValue, type Value } from '../../evaluate/value.ts';
import { roleByName } from '../../role-by-name.ts';
import { given } from '../register.ts';
import { toPaths } from '../route-path.ts';
import { joinPath, newRouter, type RoutePath, type Router, underAll } from '../router.ts';
import { addRouteOf } from './add-route.ts';
import { type PluginCall, pluginsIn, prefixOf, runPlugin } from './plugin.ts';

const script = /(?:(?<!\.d)\.ts|\.[cm]ts|\.[cm]?js)$/i;
const index = /^index\.(?:[cm]?ts|[cm]?js)$/i;
const hooks = /^[_.]?auto_?hooks\.(?:[cm]?ts|[cm]?js)$/i;

interface Found {
  readonly file: string;
  /** From the names of the folders; empty for the loaded folder itself. */
  readonly prefix: string;
}

/**
 * The plugins that `@fastify/autoload` finds in a folder, each under the prefix that its folders give.
 *
 * A folder with an index file loads that and its subfolders, any other all its scripts; `autohooks` files register no routes.
 * Exports of a plugin named `autoPrefix` and `prefixOverride` replace the prefix, `autoload: false` leaves it out.
 *
 * Source: index.js of @fastify/autoload 6.
 */
export function loadFolder(call: PluginCall, options: Value | undefined): void {
  const { runner, self, site } = call;
  const folder = given(runner, options, 'dir');
  if (!options || folder?.kind !== 'text' || !folder.isExact) return;
  const root = folder.value.replace(/^\/+|\/+$/g, '');
  const passed = given(runner, options, 'options');
  const [outer] = prefixOf(passed, runner);
  for (const { file, prefix } of pluginFiles(root, options, call)) {
    const module = loadable(runner, file);
    if (!module || !isOn(runner, module)) continue;
    const local = given(runner, options, 'routeParams')
      ? prefix.replace(/\/_|__/g, (sign) => (sign === '__' ? ':' : '/:'))
      : prefix;
    const paths = prefixesOf(runner, module, local, outer, options);
    const plugins = pluginsIn(module, runner);
    for (const plugin of plugins) runPlugin(call, plugin, passed, paths);
    if (plugins.length > 0) continue;
    const router = newRouter('fastify', site, false);
    (self.thing as Router).mounts.push({ site, paths, router });
    addRouteOf(router, given(runner, module, 'default') ?? module, { file, line: 1 }, runner);
  }
}

function pluginFiles(root: string, options: Value, call: PluginCall): Found[] {
  const { runner } = call;
  const found: Found[] = [];
  const patternOf = (name: string) => {
    const value = given(runner, options, name);
    return value?.kind === 'pattern' ? safePattern(value.source) : null;
  };
  const ignored = patternOf('ignorePattern');
  const indexPattern = patternOf('indexPattern') ?? index;
  const scripts = patternOf('scriptPattern') ?? script;
  const maxDepth = given(runner, options, 'maxDepth');
  const deepest = maxDepth?.kind === 'scalar' && typeof maxDepth.value === 'number' ? maxDepth.value : 32;
  const walk = (folder: string, prefix: string, depth: number): void => {
    const { files, folders } = entriesOf(runner.files, folder);
    const main = files.find((name) => indexPattern.test(name));
    const own =
      main === undefined
        ? files.filter((name) => scripts.test(name) && !hooks.test(name) && !ignored?.test(name))
        : [main];
    for (const name of own) {
      const file = posix.join(folder, name);
      if (roleByName(file) !== 'test') found.push({ file, prefix });
    }
    for (const name of depth < deepest ? folders : []) {
      if (name === 'node_modules' || ignored?.test(name)) continue;
      const part = folderPrefix(call, options, folder, name);
      walk(posix.join(folder, name), part === '' ? prefix : joinPath(prefix, part), depth + 1);
    }
  };
  walk(root, '', 0);
  return found;
}

/** What a folder adds to the prefix: its name, nothing, or what a function of the options says. */
function folderPrefix({ runner, site }: PluginCall, options: Value, parent: string, name: string): string {
  const rule = given(runner, options, 'dirNameRoutePrefix');
  if (rule?.kind === 'scalar' && rule.value === false) return '';
  if (rule?.kind !== 'closure') return name;
  const result = runner.call(rule, [text(posix.join('/', parent)), text(name)], site);
  if (result.kind === 'scalar' && !result.value) return '';
  return toText(result).value;
}

function prefixesOf(
  runner: Runner,
  module: Value,
  folders: string,
  outer: RoutePath | undefined,
  options: Value,
): readonly RoutePath[] {
  const of = (name: string) =>
    given(runner, given(runner, module, 'default') ?? undefinedValue, name) ?? given(runner, module, name);
  const instead = of('prefixOverride');
  if (instead) return toPaths(instead);
  const own = of('autoPrefix');
  const isAdded = given(runner, options, 'appendAutoPrefix') !== undefined;
  const base = { path: folders, confidence: 1 };
  const paths = own ? (isAdded ? underAll([base], toPaths(own)) : toPaths(own)) : [base];
  return underAll([outer ?? { path: '', confidence: 1 }], paths);
}

function isOn(runner: Runner, module: Value): boolean {
  const values = [
    given(runner, module, 'autoload'),
    given(runner, given(runner, module, 'default'), 'autoload'),
  ];
  return !values.some((value) => value?.kind === 'scalar' && value.value === false);
}

/** What a file exports; null when it is no module of the project. */
function loadable(runner: Runner, file: string): Value | null {
  const value = runner.exported(file, '=');
  return value.kind === 'unknown' ? null : value;
}

function entriesOf(all: FileList, folder: string): { files: string[]; folders: string[] } {
  const start = folder === '' ? 0 : folder.length + 1;
  const files: string[] = [];
  const folders = new Set<string>();
  for (const path of all.below(folder)) {
    const [name = '', ...rest] = path.slice(start).split('/');
    if (rest.length === 0) files.push(name);
    else folders.add(name);
  }
  return { files: files.sort(), folders: [...folders].sort() };
}
