import { optionsOf, unknown, type Value } from '../../evaluate/value.ts';
import { newRouter, type Router } from '../router.ts';
import { loadFolder } from './autoload.ts';
import { type PluginCall, pluginsIn, prefixOf, runPlugin } from './plugin.ts';

/**
 * `register(plugin, { prefix })`: runs the plugin with a child instance under the prefix.
 *
 * The plugin may be a function, a module with one as its default export, or what `@fastify/autoload` finds in a folder.
 */
export function registerPlugin(call: PluginCall): void {
  const { plugin, options, runner } = call;
  if (!plugin) return;
  for (const each of optionsOf(plugin)) {
    if (each.kind !== 'external') continue;
    if (/^(?:@fastify\/|fastify-)autoload$/.test(each.package)) loadFolder(call, options);
    else runExternal(call, each);
  }
  for (const each of pluginsIn(plugin, runner)) {
    const [actual = options] =
      options?.kind === 'closure' ? [runner.call(options, [call.self], call.site)] : [];
    runPlugin(call, each, actual, prefixOf(actual, runner));
  }
}

/** Plugins of other packages may register routes: what they do with the instance is known to their models. */
function runExternal({ self, options, site, runner, make }: PluginCall, plugin: Value): void {
  const router = newRouter('fastify', site, false);
  const result = runner.call(plugin, [make(router), options ?? unknown('options')], site);
  if (router.routes.length > 0 || result.kind === 'made')
    (self.thing as Router).mounts.push({ site, paths: prefixOf(options, runner), router });
}
